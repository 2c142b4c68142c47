/** The register of leads as a spreadsheet. */
import { sheet, when, wordsOf } from '../platform/shared/sheet.ts'
import { leadsContract } from './contract.ts'
import { leadsText } from './text.ts'

const t = wordsOf(leadsText)

export const leadSheets = {
  // some are confined to the offices that handle a tip
  listLeads: sheet(
    leadsContract.listLeads,
    t('title'),
    [
      [{ zh: '线索编号', en: 'Number' }, (row) => row.number],
      [t('matter'), (row) => row.title],
      [t('status'), (row) => t(`status.${row.status}`)],
      [t('due'), (row) => row.dueOn],
      [t('agency'), (row) => row.assignedAgencyName],
      [t('source'), (row) => t(`source.${row.source}`)],
      [{ zh: '县（市、区）', en: 'County' }, (row) => row.countyName],
      [t('place'), (row) => row.areaName],
      [t('site'), (row) => row.siteName],
      [t('openedAt'), (row) => when(row.openedAt)],
    ],
    { confined: true },
  ),
}
