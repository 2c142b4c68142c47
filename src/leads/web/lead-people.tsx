/** The responsible chain of a lead's place, and the agencies charged with it. */
import { useFormat } from '../../platform/web/format.ts'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { usePick, usePunctuation, useText } from '../../platform/web/text.tsx'
import type { LeadDetail } from '../contract.ts'
import { leadsText } from '../text.ts'

const postKey = (post: string) =>
  post === 'gridWorker' || post === 'gridLeader' ? (`post.${post}` as const) : ('post.leaderInCharge' as const)

/** From the village up; an empty post is shown as unknown, never left out. */
export function ChainRows({ chain }: { chain: LeadDetail['chain'] }) {
  const t = useText(leadsText)
  return (
    <ul className="record-limits">
      {chain.map((link) => (
        <li key={`${link.areaId} ${link.officialId}`}>
          <ChainPlace link={link} />
          {link.name === null && link.officeName === null && <StatusMark status="unknown" word={t('vacancy')} />}
          {link.name !== null && <Holder link={link} />}
        </li>
      ))}
    </ul>
  )
}

/** The city answers by its office; below it, by the post of the place. */
function ChainPlace({ link }: { link: LeadDetail['chain'][number] }) {
  const t = useText(leadsText)
  const pick = usePick()
  if (link.officeName) return <strong>{pick(link.officeName)}</strong>
  return (
    <span className="soft">
      {t(`level.${link.level}`)} · {link.areaName} · {t(postKey(link.post))}
    </span>
  )
}

function Holder({ link }: { link: LeadDetail['chain'][number] }) {
  const t = useText(leadsText)
  return (
    <span>
      <strong>{link.name}</strong>{' '}
      {link.phone ? <a href={`tel:${link.phone}`}>{link.phone}</a> : <span className="soft">{t('noPhone')}</span>}
    </span>
  )
}

export function AssignmentRows({ assignments }: { assignments: LeadDetail['assignments'] }) {
  const t = useText(leadsText)
  if (assignments.length === 0) return <p className="soft">{t('assignmentNone')}</p>
  return (
    <ol className="record-limits">
      {assignments.map((assignment) => (
        <AssignmentRow key={assignment.id} assignment={assignment} />
      ))}
    </ol>
  )
}

function AssignmentRow({ assignment }: { assignment: LeadDetail['assignments'][number] }) {
  const t = useText(leadsText)
  const { colon } = usePunctuation()
  const pick = usePick()
  const format = useFormat()
  const { takenUpAt, returnedAt } = assignment
  const by = (name: string | null, at: string) => ({ name: name ?? '—', at: format.instant(at) })
  return (
    <li>
      <strong>{pick(assignment.agencyName)}</strong>
      <span className="soft">{t('assignedBy', by(assignment.assignedByName, assignment.assignedAt))}</span>
      {assignment.note && <span>{assignment.note}</span>}
      {takenUpAt && <span className="soft">{t('takenUpBy', by(assignment.takenUpByName, takenUpAt))}</span>}
      {returnedAt && (
        <span>
          {t('returnedBy', by(assignment.returnedByName, returnedAt))}
          {`${colon}${assignment.returnReason}`}
        </span>
      )}
    </li>
  )
}
