/** Lists of the grid as spreadsheets. */
import { sheet, when, wordsOf } from '../platform/shared/sheet.ts'
import { changeText } from './change-text.ts'
import { gridContract } from './contract.ts'
import { pledgeText } from './pledge-text.ts'
import { gridText } from './text.ts'

const t = wordsOf(gridText)
const c = wordsOf(changeText)
const p = wordsOf(pledgeText)

export const gridSheets = {
  listAppointments: sheet(gridContract.listAppointments, t('appointments'), [
    [t('area'), (row) => row.areaName],
    [t('level'), (row) => t(`level.${row.level}`)],
    [t('post'), (row) => t(`post.${row.post}`)],
    [t('holder'), (row) => row.officialName],
    [t('agency'), (row) => row.agencyName],
    [t('phone'), (row) => row.phone],
    [t('from'), (row) => row.validFrom],
    [t('to'), (row) => row.validTo],
    [t('away'), (row) => row.leave && `${row.leave.fromOn}–${row.leave.toOn}`],
    [t('source'), (row) => row.source],
    [t('pledge'), (row) => t(row.pledgeFileId ? 'pledgeFiled' : 'pledgeMissing')],
  ]),
  listBlindSpots: sheet(gridContract.listBlindSpots, t('blindSpots'), [
    [t('area'), (row) => row.areaName],
    [t('level'), (row) => t(`level.${row.level}`)],
    [t('kind'), (row) => t(row.kind)],
    [t('post'), (row) => t(`post.${row.post}`)],
    [t('agency'), (row) => row.agencyName],
    [t('holder'), (row) => row.officialName],
    [t('unconfirmedNotice'), (row) => row.noticeNumber],
    [t('lastActive'), (row) => row.lastActiveOn],
    [t('chasedAt'), (row) => row.chasedOn],
  ]),
  listChases: sheet(gridContract.listChases, t('chases'), [
    [t('area'), (row) => row.areaName],
    [t('kind'), (row) => t(row.kind)],
    [t('post'), (row) => t(`post.${row.post}`)],
    [t('chasedTo'), (row) => row.toName],
    [t('chasedBy'), (row) => row.chasedByName],
    [t('chasedAt'), (row) => when(row.chasedAt)],
  ]),
  listHandOvers: sheet(gridContract.listHandOvers, c('handOvers'), [
    [c('area'), (row) => row.areaName],
    [t('post'), (row) => (row.post ? t(`post.${row.post}`) : null)],
    [c('from'), (row) => row.fromName],
    [c('to'), (row) => row.toName],
    [c('effectiveOn'), (row) => row.effectiveOn],
    [c('reason'), (row) => row.reason],
    [c('confirmation'), (row) => c(row.confirmedAt ? 'confirmed' : 'unconfirmed')],
  ]),
  listBoards: sheet(gridContract.listBoards, p('boards'), [
    [p('area'), (row) => row.areaName],
    [p('place'), (row) => row.place],
    [p('printedOn'), (row) => row.printedOn],
    [p('state'), (row) => p(row.outOfDate ? 'differs' : 'current')],
  ]),
}
