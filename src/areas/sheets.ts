/** Changes of areas as a spreadsheet. */
import { filled, sheet, wordsOf } from '../platform/shared/sheet.ts'
import { areaChangeText } from './change-text.ts'
import { areasContract } from './contract.ts'

const t = wordsOf(areaChangeText)

export const areaSheets = {
  listAreaChanges: sheet(areasContract.listAreaChanges, t('changes'), [
    [
      t('what'),
      ({ kind, areaName, fromName, toName, intoName }) =>
        filled(t(`tell.${kind}`), { area: areaName, from: fromName ?? '', to: toName ?? '', into: intoName ?? '' }),
    ],
    [t('kind'), (row) => t(`change.${row.kind}`)],
    [t('on'), (row) => row.on],
    [t('reason'), (row) => row.reason],
    [t('state'), (row) => t(row.followed ? 'followed' : 'waiting')],
  ]),
}
