/** What is open, kind by kind: the number, and the first of them with their addresses. */
import { Skeleton } from 'antd'
import { useFormat } from '../../platform/web/format.ts'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useSubjectPath, useWords } from '../../platform/web/screen.ts'
import { usePick, usePunctuation, useText } from '../../platform/web/text.tsx'
import { changeText } from '../change-text.ts'
import type { OpenWorkGroup, OpenWorkKind } from '../hand-over.ts'

/** As the screens of these records call them. */
const subjectKinds: Partial<Record<OpenWorkKind, string>> = {
  task: 'task',
  lead: 'lead',
  case: 'case',
  visit: 'visit',
}
const shown = 5

export function OpenWorkList({ groups }: { groups: readonly OpenWorkGroup[] | undefined }) {
  const t = useText(changeText)
  const format = useFormat()
  const { and } = usePunctuation()
  if (groups === undefined) return <Skeleton active paragraph={{ rows: 3 }} />
  const open = groups.filter(({ total }) => total !== 0)
  return (
    <section className="open-work" aria-label={t('openWork')}>
      <h3 className="part">{t('openWork')}</h3>
      {open.length === 0 && <p className="soft">{t('nothingOpen')}</p>}
      {open.map((group) => (
        <div key={group.kind}>
          <p>
            <strong>{t(`work.${group.kind}`)}</strong>{' '}
            {group.total === null ? <span className="soft">{t('hidden')}</span> : <b>{format.number(group.total)}</b>}{' '}
            {group.blocks && <StatusMark status="overdue" word={t('blocks')} />}
          </p>
          <OpenRows group={group} />
          {group.heirs.length > 0 && <p className="soft">{t('takenOver', { names: group.heirs.join(and) })}</p>}
          {group.kind === 'custodian' && group.blocks && <p className="soft">{t('nobodyTakesOver')}</p>}
        </div>
      ))}
    </section>
  )
}

function OpenRows({ group }: { group: OpenWorkGroup }) {
  const t = useText(changeText)
  const pick = usePick()
  const format = useFormat()
  const pathOf = useSubjectPath()
  const limitWord = useWords('limitWords')
  if (group.rows.length === 0) return null
  const kind = subjectKinds[group.kind]
  const left = (group.total ?? 0) - Math.min(group.rows.length, shown)
  return (
    <ul className="plain-list">
      {group.rows.slice(0, shown).map((row) => {
        const path = kind && pathOf(kind, row.id)
        const word = group.kind === 'limit' ? limitWord(row.title) : undefined
        const title = word ? pick(word) : row.title
        return (
          <li key={row.id}>
            {path ? <ScreenLink to={path}>{title}</ScreenLink> : title}{' '}
            <small className="soft">
              {row.areaName}
              {row.dueOn && ` · ${t('dueOn', { date: format.date(row.dueOn) })}`}
            </small>
          </li>
        )
      })}
      {left > 0 && <li className="soft">{t('more', { count: left })}</li>}
    </ul>
  )
}
