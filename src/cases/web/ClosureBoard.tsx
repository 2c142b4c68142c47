import { usePick, useText } from '../../platform/web/text.tsx'
import { cardText } from '../card-text.ts'
import type { CaseDetail } from '../contract.ts'
import type { AtomView } from '../step.ts'
import { AtomCard } from './AtomCard.tsx'
import { SituationMark } from './case-marks.tsx'

/** The card as a board: the notice's five with their atoms, beside them what other standards and the law ask for. */
export function ClosureBoard({ caseFile }: { caseFile: CaseDetail }) {
  const t = useText(cardText)
  const pick = usePick()
  const applying = caseFile.atomViews.filter((atom) => atom.applies)
  const named = new Set(caseFile.items.flatMap((item) => item.atomIds))
  const beside = applying.filter((atom) => !named.has(atom.id))
  const rest = caseFile.atomViews.filter((atom) => !atom.applies)
  return (
    <div className="closure-board">
      {caseFile.items.map((item, i) => (
        <section key={item.item} className="closure-column" aria-label={pick(item.title)}>
          <header>
            <h3>
              {i + 1}. {pick(item.title)}
            </h3>
            <SituationMark situation={item.situation} />
          </header>
          <Cards caseFile={caseFile} atoms={applying.filter((atom) => item.atomIds.includes(atom.id))} />
        </section>
      ))}
      <section className="closure-column closure-beside" aria-label={t('beside')}>
        <header>
          <h3>{t('beside')}</h3>
        </header>
        <Cards caseFile={caseFile} atoms={beside} />
      </section>
      {rest.length > 0 && (
        <section className="closure-column closure-beside" aria-label={t('notApplying')}>
          <header>
            <h3>{t('notApplying')}</h3>
          </header>
          <Cards caseFile={caseFile} atoms={rest} />
        </section>
      )}
    </div>
  )
}

function Cards({ caseFile, atoms }: { caseFile: CaseDetail; atoms: readonly AtomView[] }) {
  return atoms.map((atom) => <AtomCard key={atom.id} caseFile={caseFile} atom={atom} />)
}
