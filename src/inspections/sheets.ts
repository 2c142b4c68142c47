/** Lists of the field as spreadsheets. */
import { filled, sheet, together, when, wordsOf } from '../platform/shared/sheet.ts'
import { inspectionsContract } from './contract.ts'
import { evidenceText } from './evidence-text.ts'
import { valuesOf } from './flag.ts'
import { flagText } from './flag-text.ts'
import { inspectionsText } from './text.ts'
import { visitText } from './visit-text.ts'

const t = wordsOf(inspectionsText)
const v = wordsOf(visitText)
const e = wordsOf(evidenceText)
const f = wordsOf(flagText)

export const inspectionSheets = {
  listSweeps: sheet(inspectionsContract.listSweeps, t('sweeps'), [
    [t('sweep.name'), (row) => row.name],
    [t('sweep.area'), (row) => row.areaName],
    [t('sweep.notice'), (row) => row.noticeNumber],
    [t('status'), (row) => t(row.status)],
    [t('covered'), (row) => row.covered],
    [{ zh: '应覆盖', en: 'To cover' }, (row) => row.targets],
    [t('sweep.startsOn'), (row) => row.startsOn],
    [t('sweep.dueOn'), (row) => row.dueOn],
  ]),
  listFlags: sheet(inspectionsContract.listFlags, f('flags'), [
    [f('kind'), (row) => f(`kind.${row.kind}`)],
    [f('reasons'), (row) => filled(f(`why.${row.kind}`), valuesOf(row.reasons))],
    [f('who'), (row) => row.officialName],
    [f('area'), (row) => row.areaName],
    [f('foundAt'), (row) => when(row.foundAt)],
    [f('status'), (row) => f(`status.${row.status}`)],
  ]),
  listTargets: sheet(inspectionsContract.listTargets, t('targets'), [
    [t('village'), (row) => row.areaName],
    [t('targets'), (row) => row.siteName],
    [t('target.kind'), (row) => t(`target.${row.kind}`)],
    [t('status'), (row) => t(`target.${row.status}`)],
    [t('target.reportedOn'), (row) => row.reportedOn],
  ]),
  listObservations: sheet(inspectionsContract.listObservations, t('observations'), [
    [t('village'), (row) => row.areaName],
    [t('place'), (row) => row.siteName],
    [t('seen'), (row) => together(row.seen.map((sign) => e(`sign.${sign}`)))],
    [t('words'), (row) => row.words],
    [t('observer'), (row) => row.observerName],
    [t('observedAt'), (row) => when(row.observedAt)],
    [t('photos'), (row) => row.photoIds.length],
  ]),
  // some come from leads that only their handlers see
  listVisits: sheet(
    inspectionsContract.listVisits,
    v('visits'),
    [
      [v('site'), (row) => row.siteName],
      [v('place'), (row) => row.areaName],
      [v('agency'), (row) => row.agencyName],
      [v('taskSource'), (row) => e(`source.${row.taskSource}`)],
      [v('state'), (row) => v(`status.${row.status}`)],
      [v('plannedOn'), (row) => row.plannedOn],
    ],
    { confined: true },
  ),
}
