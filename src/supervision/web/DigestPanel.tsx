/** What I was told today about time limits, in one list: each thing with its reason. It empties as things are done. */
import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { BenchCard } from '../../platform/web/BenchCard.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { DaysLeft } from '../../platform/web/LimitMark.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useSubjectPath, useWords } from '../../platform/web/screen.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { DigestItem } from '../limits-contract.ts'
import { limitsText } from '../limits-text.ts'
import { supervision } from './supervision-client.ts'
import './limits.css'

const shown = 8

export function DigestPanel() {
  const t = useText(limitsText)
  const format = useFormat()
  const digest = useQuery({ queryKey: ['digest'], queryFn: () => supervision.getMyDigest({}) })
  const rows = digest.data?.rows ?? []
  return (
    <BenchCard title={t('digest')}>
      {digest.isPending && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
      {digest.isError && <ErrorPanel error={digest.error} onRetry={() => void digest.refetch()} />}
      {digest.data && rows.length === 0 && <p className="soft">{t('digest.none')}</p>}
      {rows.length > 0 && (
        <ul className="told-list">
          {rows.slice(0, shown).map((item) => (
            <DigestLine key={item.id} item={item} />
          ))}
        </ul>
      )}
      {rows.length > shown && <p>{t('digest.more', { count: rows.length - shown })}</p>}
      {rows.length > 0 && digest.data?.madeAt && (
        <p className="soft">{t('digest.made', { at: format.instant(digest.data.madeAt) })}</p>
      )}
    </BenchCard>
  )
}

function DigestLine({ item }: { item: DigestItem }) {
  const t = useText(limitsText)
  const format = useFormat()
  const pick = usePick()
  const path = useSubjectPath()(item.subjectKind, item.subjectId)
  const word = useWords('limitWords')(item.kind)
  const limit = word ? pick(word) : item.kind
  const title = item.title ?? limit
  return (
    <li>
      <StatusMark
        status={item.status}
        word={t(item.rung === null ? `reason.${noRung(item.reason)}` : `reason.rung.${item.rung}`)}
      />
      <span className="told-thing">{path ? <ScreenLink to={path}>{title}</ScreenLink> : title}</span>
      <span className="soft">
        {title !== limit && `${limit} · `}
        {item.areaName} · {format.date(item.dueOn)} <DaysLeft dueOn={item.dueOn} status={item.status} />
      </span>
    </li>
  )
}

/** A step without a rung is a reminder. */
const noRung = (reason: DigestItem['reason']) => (reason === 'rung' ? 'after' : reason)
