/** The register of cases as a spreadsheet. */
import { sheet, wordsOf } from '../platform/shared/sheet.ts'
import { casesContract } from './contract.ts'
import { casesText } from './text.ts'

const t = wordsOf(casesText)

export const caseSheets = {
  listCases: sheet(casesContract.listCases, t('title'), [
    [t('number'), (row) => row.number],
    [t('status'), (row) => t(`status.${row.status}`)],
    [t('site'), (row) => row.siteName],
    [{ zh: '县（市、区）', en: 'County' }, (row) => row.countyName],
    [t('place'), (row) => row.areaName],
    [t('agency'), (row) => row.agencyName],
    [{ zh: '已处置项', en: 'Parts settled' }, (row) => row.settled],
    [{ zh: '应处置项', en: 'Parts in all' }, (row) => row.atoms],
    [t('dueOn'), (row) => row.dueOn],
    [t('openedOn'), (row) => row.openedOn],
    [t('closedOn'), (row) => row.closedOn],
  ]),
}
