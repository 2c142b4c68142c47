import type { ReactNode } from 'react'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import type { JudgementRow, VisitRecord } from '../contract.ts'
import { mayJudge } from '../judgement.ts'
import { visitText } from '../visit-text.ts'
import { JudgementCard } from './JudgementCard.tsx'
import { OutcomeMark } from './marks.tsx'

/** Each furnace of the site as this visit judged it, else as it stands in the ledger, and the judgements of this visit. */
export function Furnaces({ visit }: { visit: VisitRecord }) {
  const t = useText(visitText)
  const me = useMe()
  const mayDo =
    visit.status === 'underway' &&
    mayJudge(
      me,
      visit.officers.map((officer) => officer.id),
    )
  const ofSite = visit.judgements.filter((row) => row.furnaceId === null)
  const address = `/inspections/visits/${visit.id}/judge`
  return (
    <section>
      <h2 className="part">{t('furnaces')}</h2>
      {visit.furnaces.length === 0 && <p className="soft">{t('furnaces.none')}</p>}
      {visit.furnaces.map((furnace) => {
        const own = visit.judgements.filter((row) => row.furnaceId === furnace.id)
        return (
          <FurnaceEntry key={furnace.id} name={furnace.label} judgements={own} visit={visit}>
            <OutcomeMark outcome={furnace.judgement} />
            {mayDo && (
              <ScreenLink to={`${address}?furnace=${furnace.id}`}>
                {t(own.length > 0 ? 'judgeAgain' : 'judge')}
              </ScreenLink>
            )}
          </FurnaceEntry>
        )
      })}
      {(mayDo || ofSite.length > 0) && (
        <FurnaceEntry name={t('judge.wholeSite')} judgements={ofSite} visit={visit}>
          <OutcomeMark outcome={ofSite.at(-1)?.outcome ?? null} />
          {mayDo && <ScreenLink to={address}>{t(ofSite.length > 0 ? 'judgeAgain' : 'judgeSite')}</ScreenLink>}
        </FurnaceEntry>
      )}
    </section>
  )
}

type EntryProps = { name: string; judgements: readonly JudgementRow[]; visit: VisitRecord; children: ReactNode }

function FurnaceEntry({ name, judgements, visit, children }: EntryProps) {
  return (
    <div className="furnace-entry">
      <p className="acts">
        <strong>{name}</strong>
        {children}
      </p>
      {judgements.map((judgement) => (
        <JudgementCard key={judgement.id} judgement={judgement} visit={visit} />
      ))}
    </div>
  )
}
