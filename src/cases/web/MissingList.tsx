import { ActButton } from '../../platform/web/act.tsx'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { cardText } from '../card-text.ts'
import { mayKeepCase } from '../case-file.ts'
import type { CaseDetail } from '../contract.ts'
import { useAtomName } from './case-marks.tsx'
import { cases } from './cases-client.ts'

/** What still stands between the card and its acceptance; each line leads to its atom. */
export function MissingList({ caseFile }: { caseFile: CaseDetail }) {
  const t = useText(cardText)
  const atomName = useAtomName()
  const me = useMe()
  if (caseFile.status !== 'open') return null
  if (caseFile.complete) return <p className="part">{t('nothingMissing')}</p>
  const lacking = caseFile.atomViews.filter((atom) => atom.missing.length > 0)
  return (
    <>
      <h2 className="part">{t('missing')}</h2>
      <ul className="missing-list">
        {caseFile.forgottenFurnaces.map((furnace) => (
          <li key={furnace.id}>
            {t('forgottenFurnace', { label: furnace.label })}{' '}
            {mayKeepCase(me, caseFile) && (
              <ActButton
                label={t('addFurnace')}
                run={() => cases.addFurnaceAtom({ id: caseFile.id, furnaceId: furnace.id })}
              />
            )}
          </li>
        ))}
        {lacking.map((atom) => (
          <li key={atom.id}>
            <a href={`#${atom.id}`}>{atomName(atom)}</a>
            {' — '}
            {atom.missing.map((part) => t(`missing.${part}`)).join(t('comma'))}
          </li>
        ))}
      </ul>
    </>
  )
}
