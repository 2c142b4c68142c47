import { usePick } from '../../platform/web/text.tsx'
import type { CaseDetail } from '../contract.ts'
import { SituationMark, useAtomName, useStateWord } from './case-marks.tsx'

/** The notice's five with their rolled-up situation, each naming the atoms it stands on. */
export function NoticeFive({ caseFile }: { caseFile: CaseDetail }) {
  const pick = usePick()
  const atomName = useAtomName()
  const stateWord = useStateWord()
  return (
    <ol className="notice-five">
      {caseFile.items.map((item, i) => (
        <li key={item.item}>
          <b>
            {i + 1}. {pick(item.title)}
          </b>
          <SituationMark situation={item.situation} />
          <ul>
            {caseFile.atomViews
              .filter((atom) => atom.applies && item.atomIds.includes(atom.id))
              .map((atom) => (
                <li key={atom.id}>
                  <a href={`#${atom.id}`}>{atomName(atom)}</a>{' '}
                  <span className="soft">{stateWord(atom.atom, atom.state)}</span>
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}
