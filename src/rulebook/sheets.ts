/** The rulebook as a spreadsheet. */
import { markText } from '../platform/shared/mark-text.ts'
import { sheet, wordsOf } from '../platform/shared/sheet.ts'
import { rulebookContract } from './contract.ts'
import { shownFamilyOf } from './rule.ts'
import { rulebookText } from './text.ts'

const t = wordsOf(rulebookText)
const m = wordsOf(markText)

export const rulebookSheets = {
  listRules: sheet(rulebookContract.listRules, t('rules'), [
    [t('key'), (row) => row.key],
    [t('title'), (row) => row.title],
    [
      t('family'),
      (row) => {
        const family = shownFamilyOf(row.key)
        return family ? t(`family.${family}`) : row.key
      },
    ],
    [t('standing'), (row) => m(`standing.${row.standing}`)],
    [{ zh: '来源等级', en: 'Grade of the source' }, (row) => row.grade],
    [t('citation'), (row) => row.citation],
    [t('validFrom'), (row) => row.validFrom],
    [t('validTo'), (row) => row.validTo ?? t('stillHolds')],
    [t('referenceOnly'), (row) => (row.referenceOnly ? { zh: '是', en: 'yes' } : '')],
  ]),
}
