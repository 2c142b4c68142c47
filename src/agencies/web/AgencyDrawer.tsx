/** One agency: where it came from, who took over, what it owes and on which basis. */
import { useQuery } from '@tanstack/react-query'
import { useAsOf } from '../../platform/web/area-source.ts'
import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { RecordDrawer } from '../../platform/web/RecordDrawer.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { StandingTag } from '../../platform/web/StandingTag.tsx'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { Duty, RelatedAgency } from '../agency.ts'
import { agenciesText } from '../text.ts'
import { agencies, useFunctionWord } from './agencies-client.ts'

export function AgencyDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const t = useText(agenciesText)
  const pick = usePick()
  const format = useFormat()
  const functionWord = useFunctionWord()
  const { asOf } = useAsOf()
  const query = useQuery({
    queryKey: ['agency', id, asOf],
    queryFn: () => agencies.getAgency({ id: id ?? '', asOf }),
    enabled: id !== undefined,
  })
  const agency = query.data
  return (
    <RecordDrawer
      subjectId={id}
      onClose={onClose}
      title={agency && pick(agency.name)}
      status={agency && <StandingTag standing={agency.standing} />}
      loading={query.isPending}
      error={query.error}
      onRetry={() => void query.refetch()}
    >
      {agency && (
        <>
          <Facts
            facts={[
              [t('area'), agency.areaName],
              [t('function'), functionWord(agency.functionKind)],
              [
                t('exists'),
                `${t('since', { date: format.date(agency.validFrom) })} ${agency.validTo ? t('until', { date: format.date(agency.validTo) }) : ''}`,
              ],
              [t('documentCode'), agency.documentCode ?? undefined],
              [t('code'), agency.code],
              [t('note'), agency.note ? pick(agency.note) : undefined],
              [t('predecessors'), related(agency.predecessors, pick)],
              [t('successors'), related(agency.successors, pick)],
            ]}
          />
          <h2 className="part">{t('duties')}</h2>
          {agency.duties.length === 0 ? <p className="soft">{t('noDuties')}</p> : <DutyList duties={agency.duties} />}
        </>
      )}
    </RecordDrawer>
  )
}

const related = (others: readonly RelatedAgency[], pick: ReturnType<typeof usePick>) =>
  others.length === 0
    ? undefined
    : others.map((other) => (
        <span key={other.id} className="holder">
          <ScreenLink to={`/agencies?open=${other.id}`}>{pick(other.name)}</ScreenLink>{' '}
          <small className="soft">{other.happenedOn}</small>{' '}
        </span>
      ))

function DutyList({ duties }: { duties: readonly Duty[] }) {
  const pick = usePick()
  return (
    <ul className="plain-list">
      {duties.map((duty) => (
        <li key={duty.code}>
          {pick(duty.text)} <StandingTag standing={duty.standing} grade={duty.grade} />
          <br />
          <small className="soft">{pick(duty.citation)}</small>
        </li>
      ))}
    </ul>
  )
}
