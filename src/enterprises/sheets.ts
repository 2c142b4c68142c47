/** Lists of the ledger as spreadsheets. For a table that can be imported again there is `exportSites`. */
import { filled, inBoth, sheet, together, when, wordsOf } from '../platform/shared/sheet.ts'
import { type Bilingual, fillIn } from '../platform/shared/text.ts'
import { enterprisesContract } from './contract.ts'
import { columnWords } from './import-columns.ts'
import { importText } from './import-text.ts'
import { invoiceText } from './invoice-text.ts'
import { contentOf, type RowDifference, type RowProblem } from './ledger-import.ts'
import { enterprisesText } from './text.ts'
import {
  focusWords,
  furnaceKindWords,
  furnaceStateWords,
  judgementWords,
  siteKindWords,
  siteStatusWords,
} from './words.ts'

const t = wordsOf(enterprisesText)
const i = wordsOf(importText)
const v = wordsOf(invoiceText)

const labelled = (label: Bilingual, words: Bilingual): Bilingual => ({
  zh: `${label.zh} ${words.zh}`,
  en: `${label.en} ${words.en}`,
})
const problemWords = ({ column, code, row, detail }: RowProblem): Bilingual =>
  labelled(
    columnWords(column),
    row === undefined ? filled(i(`why.${code}`), { detail: detail ?? '' }) : filled(i('asRow'), { row }),
  )
const valueWords = (value: RowDifference['before']): Bilingual => {
  const text = value === null || value === '' ? null : String(value)
  return text === null ? i('empty') : { zh: text, en: text }
}
function differenceWords({ column, before, after }: RowDifference): Bilingual {
  const [from, to] = [valueWords(before), valueWords(after)]
  const words = i('becomes')
  const told = inBoth((language) => fillIn(words[language], { before: from[language], after: to[language] }))
  return labelled(columnWords(column), told)
}

export const enterpriseSheets = {
  listEnterprises: sheet(enterprisesContract.listEnterprises, t('enterprises'), [
    [t('enterprise'), (row) => row.name],
    [t('uscc'), (row) => row.uscc ?? t('noUscc')],
    [t('place'), (row) => row.placeName],
    [t('industry'), (row) => row.industryCode],
    [t('industryEdition'), (row) => row.industryEdition],
    [t('siteCount'), (row) => row.siteCount],
  ]),
  listSites: sheet(enterprisesContract.listSites, t('sites'), [
    [t('site'), (row) => row.name],
    [t('status'), (row) => siteStatusWords[row.status]],
    [t('place'), (row) => row.placeName],
    [t('address'), (row) => row.address],
    [t('occupants'), (row) => row.occupants.join('、')],
    [t('kind'), (row) => siteKindWords[row.kind]],
    [t('furnaceCount'), (row) => row.furnaceCount],
    [t('usagePointCount'), (row) => row.usagePointCount],
    [t('focus'), (row) => together(row.focusKinds.map((kind) => focusWords[kind]))],
  ]),
  listFurnaces: sheet(enterprisesContract.listFurnaces, t('furnaces'), [
    [t('site'), (row) => row.siteName],
    [t('label'), (row) => row.label],
    [t('judgement'), (row) => (row.judgement === null ? t('notJudged') : judgementWords[row.judgement])],
    [t('state'), (row) => furnaceStateWords[row.state]],
    [t('place'), (row) => row.placeName],
    [t('kind'), (row) => furnaceKindWords[row.kind]],
    [t('capacityT'), (row) => row.capacityT],
    [t('powerKw'), (row) => row.powerKw],
    [t('transformerKva'), (row) => row.transformerKva],
    [t('purpose'), (row) => row.purpose],
    [t('whereabouts'), (row) => row.whereabouts],
    [{ zh: '转让', en: 'Transfer' }, (row) => (row.flagged ? t('flagged') : null)],
  ]),
  listInvoicedTonnages: sheet(enterprisesContract.listInvoicedTonnages, v('title'), [
    [v('month'), (row) => row.month],
    [v('tonnes'), (row) => row.tonnes],
    [
      v('standing'),
      (row) => (row.replacedBecause === null ? v('stands') : filled(v('replaced'), { reason: row.replacedBecause })),
    ],
    [v('agreement'), (row) => row.agreement],
    [v('document'), (row) => row.document],
    [v('enteredBy'), (row) => row.enteredByName],
    [v('enteredAt'), (row) => when(row.enteredAt)],
  ]),
  listImports: sheet(enterprisesContract.listImports, i('past'), [
    [i('file'), (row) => row.fileName ?? i('noFile')],
    [i('status'), (row) => i(`status.${row.status}`)],
    [i('rows'), (row) => row.totalRows],
    [i('verdict.bad'), (row) => row.counts.bad ?? 0],
    [i('by'), (row) => row.startedByName],
    [i('startedAt'), (row) => when(row.startedAt)],
  ]),
  listImportRows: sheet(enterprisesContract.listImportRows, { zh: '预检结果', en: 'Rows of the preview' }, [
    [i('rowNumber'), (row) => row.rowNumber],
    [i('verdict'), (row) => i(`verdict.${row.verdict}`)],
    [i('why'), (row) => together([...row.problems.map(problemWords), ...row.differences.map(differenceWords)])],
    [i('content'), (row) => contentOf(row).join(' · ')],
  ]),
}
