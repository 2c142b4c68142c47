/** One hand-over with what was open; whoever takes over confirms it. */
import { useQuery } from '@tanstack/react-query'
import { ActButton } from '../../platform/web/act.tsx'
import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { RecordDrawer } from '../../platform/web/RecordDrawer.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useSubjectPath } from '../../platform/web/screen.ts'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { changeText } from '../change-text.ts'
import { type HandOver, openWorkKinds } from '../hand-over.ts'
import { grid } from './grid-client.ts'

export function HandOverDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const t = useText(changeText)
  const format = useFormat()
  const me = useMe()
  const query = useQuery({
    queryKey: ['handOver', id],
    queryFn: () => grid.getHandOver({ id: id ?? '' }),
    enabled: id !== undefined,
  })
  const found = query.data
  const mine = found !== undefined && found.toOfficialId === me.officialId && found.confirmedAt === null
  const passed = found && (found.done ? t('carried', { count: found.limitsPassed ?? 0 }) : t('carriedLater'))
  return (
    <RecordDrawer
      subjectId={id}
      onClose={onClose}
      title={found && `${found.fromName ?? t('ofArea', { area: found.areaName })} → ${found.toName}`}
      loading={query.isPending}
      error={query.error}
      onRetry={() => void query.refetch()}
      acts={
        mine && (
          <ActButton
            primary
            label={t('confirm')}
            confirm={t('confirmAsk')}
            run={() => grid.confirmHandOver({ id: found.id })}
            done={t('confirmed')}
          />
        )
      }
    >
      {found && (
        <>
          <Facts
            facts={[
              [t('area'), found.intoName ? `${found.areaName} → ${found.intoName}` : found.areaName],
              [t('from'), found.fromName ?? undefined],
              [t('to'), found.toName],
              [t('effectiveOn'), format.date(found.effectiveOn)],
              [t('endReason'), found.reason],
              [t('orderedBy'), `${found.orderedByName} · ${format.instant(found.orderedAt)}`],
              [t('counts'), <Counts key="counts" counts={found.counts} />],
              [t('state'), passed],
              [t('confirmation'), found.confirmedAt ? format.instant(found.confirmedAt) : t('unconfirmed')],
            ]}
          />
          <Items items={found.items} />
        </>
      )}
    </RecordDrawer>
  )
}

function Items({ items }: { items: Awaited<ReturnType<typeof grid.getHandOver>>['items'] }) {
  const t = useText(changeText)
  const pathOf = useSubjectPath()
  const linked = items.flatMap(({ kind, subjectId }) => {
    const path = pathOf(kind, subjectId)
    return path ? [{ kind, subjectId, path }] : []
  })
  if (linked.length === 0) return null
  return (
    <>
      <h2 className="part">{t('items')}</h2>
      <ul className="plain-list">
        {linked.map(({ kind, subjectId, path }, n) => (
          <li key={subjectId}>
            <ScreenLink to={path}>
              {t(`work.${kind}`)} {n + 1}
            </ScreenLink>
          </li>
        ))}
      </ul>
    </>
  )
}

export function Counts({ counts }: { counts: HandOver['counts'] }) {
  const t = useText(changeText)
  const given = openWorkKinds.filter((kind) => counts[kind])
  return <>{given.length === 0 ? '—' : given.map((kind) => `${t(`work.${kind}`)} ${counts[kind]}`).join(' · ')}</>
}
