/** Agencies and people as spreadsheets. */
import { markText } from '../platform/shared/mark-text.ts'
import { sheet, wordsOf } from '../platform/shared/sheet.ts'
import { isFunction } from './agency.ts'
import { agenciesContract } from './contract.ts'
import { agenciesText } from './text.ts'

const t = wordsOf(agenciesText)
const m = wordsOf(markText)

export const agencySheets = {
  listAgencies: sheet(agenciesContract.listAgencies, t('agencies'), [
    [t('code'), (row) => row.code],
    [t('name'), (row) => row.name],
    [t('area'), (row) => row.areaName],
    [t('function'), ({ functionKind }) => (isFunction(functionKind) ? t(`function.${functionKind}`) : null)],
    [t('from'), (row) => row.validFrom],
    [t('to'), (row) => row.validTo],
    [t('standing'), (row) => m(`standing.${row.standing}`)],
  ]),
  listOfficials: sheet(agenciesContract.listOfficials, t('officials'), [
    [t('official'), (row) => row.name],
    [t('agency'), (row) => row.agencyName],
    [t('area'), (row) => row.areaName],
    [t('account'), (row) => t(row.hasAccount ? 'hasAccount' : 'noAccount')],
    [t('card'), (row) => row.enforcementCard],
    [t('cardValidTo'), (row) => row.cardValidTo],
    [{ zh: '备注', en: 'Note' }, (row) => (row.demonstration ? t('demonstration') : null)],
  ]),
}
