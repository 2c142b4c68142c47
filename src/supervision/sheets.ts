/** Lists of the supervision as spreadsheets. */
import { caseLimitWords } from '../cases/limit-words.ts'
import { leadLimitWords } from '../leads/limit-words.ts'
import { filled, type SheetColumn, type ShownRecord, sheet, when, wordsOf } from '../platform/shared/sheet.ts'
import { tipLimitWords } from '../tips/limit-words.ts'
import { supervisionContract } from './contract.ts'
import { limitsText } from './limits-text.ts'
import { meetingText } from './meeting-text.ts'
import { onSiteText } from './on-site-text.ts'
import { isShare, type PlacePick, pickKeys } from './pick.ts'
import type { PickedRow } from './pick-contract.ts'
import { pickText } from './pick-text.ts'
import { rectificationText } from './rectification-text.ts'
import { summonsText } from './summons-text.ts'
import { supervisionText } from './text.ts'
import { urgingText } from './urging-text.ts'

const r = wordsOf(rectificationText)
const m = wordsOf(meetingText)
const u = wordsOf(urgingText)
const o = wordsOf(onSiteText)
const s = wordsOf(summonsText)
const l = wordsOf(limitsText)
const p = wordsOf(pickText)
const t = wordsOf(supervisionText)

/** What the watch and the picks may rest on: a tip says itself that it went into a file. */
const tipOf = ({ recordKind, recordId }: { recordKind: string; recordId: string | null }): ShownRecord | null =>
  recordKind === 'tip' && recordId !== null ? { subject: 'tip', id: recordId } : null

const watchedLimitWords = { ...tipLimitWords, ...leadLimitWords, ...caseLimitWords }

/** A figure of the picking rule; a share as per cent. */
function groundOf({ grounds }: PlacePick, key: (typeof pickKeys)[number]) {
  const ground = grounds.find((one) => one.key === key)
  if (!ground) return null
  if (ground.value === null) return p('unknown')
  return isShare(key) ? Math.round(ground.value * 100) : ground.value
}

const recordOf = ({ recordKind, title }: PickedRow) =>
  recordKind === 'month' ? filled(p('month'), { month: title }) : title

const pickedColumns: readonly SheetColumn<PickedRow>[] = [
  [p('record'), recordOf],
  [p('place'), (row) => row.areaName],
  [p('dueOn'), (row) => row.dueOn],
  [p('doneOn'), (row) => row.doneOn],
]

const watching = {
  listJointWatch: sheet(
    supervisionContract.listJointWatch,
    l('watch'),
    [
      [l('watch.matter'), (row) => row.title],
      [l('watch.state'), (row) => l(`state.${row.state}`)],
      [{ zh: '剩余天数', en: 'Days left' }, (row) => row.daysLeft],
      [{ zh: '剩余工作日', en: 'Working days left' }, (row) => row.workingDaysLeft],
      [l('watch.limit'), ({ limitKind }) => (limitKind === null ? null : (watchedLimitWords[limitKind] ?? limitKind))],
      [t('dueOn'), (row) => row.dueOn],
      [{ zh: '区（市）', en: 'County' }, (row) => row.countyName],
      [l('watch.place'), (row) => row.areaName],
      [l('watch.origin'), (row) => l(`origin.${row.origin}`)],
      [l('watch.phase'), (row) => l(`phase.${row.phase}`)],
    ],
    { confined: true, traced: tipOf },
  ),
  listPicks: sheet(supervisionContract.listPicks, p('picks'), [
    [p('place'), (row) => row.areaName],
    [p('reached'), (row) => row.reached],
    ...pickKeys.map(
      (key) =>
        [
          isShare(key)
            ? { zh: `${p(`figure.${key}`).zh}（%）`, en: `${p(`figure.${key}`).en} (%)` }
            : p(`figure.${key}`),
          (row: PlacePick) => groundOf(row, key),
        ] as const,
    ),
  ]),
  listPickedFigure: sheet(
    supervisionContract.listPickedFigure,
    { zh: '督导提示数字明细', en: 'Records behind a figure of the picks' },
    pickedColumns,
    { confined: true, traced: tipOf },
  ),
  listRankedFigure: sheet(
    supervisionContract.listRankedFigure,
    { zh: '排名数字明细', en: 'Records behind a figure of the ranking' },
    pickedColumns,
    { confined: true, traced: tipOf },
  ),
}

const counting = {
  listFigure: sheet(
    supervisionContract.listFigure,
    { zh: '进展数字明细', en: 'Records behind a figure' },
    [
      [t('record'), (row) => row.title],
      [t('place'), (row) => row.areaName],
      [t('dueOn'), (row) => row.dueOn],
      [t('doneOn'), (row) => row.doneOn],
    ],
    { confined: true },
  ),
  listReportTasks: sheet(supervisionContract.listReportTasks, t('reports'), [
    [t('area'), (row) => row.areaName],
    [t('notice'), (row) => row.noticeNumber],
    [t('dueOn'), (row) => row.dueOn],
    [t('timing'), (row) => t(`timing.${row.timing}`)],
    [t('reportState'), (row) => t(row.reportStatus === null ? 'report.none' : `status.${row.reportStatus}`)],
    [t('number'), (row) => row.number],
  ]),
}

export const supervisionSheets = {
  ...watching,
  ...counting,
  listRectifications: sheet(supervisionContract.listRectifications, r('rectifications'), [
    [r('number'), (row) => row.number],
    [r('area'), (row) => row.areaName],
    [r('status'), (row) => r(row.status)],
    [r('problem'), (row) => row.problem],
    [r('source'), (row) => r(`source.${row.source}`)],
    [r('dueOn'), (row) => row.dueOn],
    [{ zh: '是否逾期', en: 'Late' }, (row) => (row.late ? { zh: '逾期', en: 'late' } : null)],
    [r('raised'), (row) => when(row.raisedAt)],
  ]),
  listMeetings: sheet(supervisionContract.listMeetings, m('meetings'), [
    [m('subject'), (row) => row.subject],
    [m('status'), (row) => m(row.status)],
    [m('caller'), (row) => row.callerName],
    [m('number'), (row) => row.number],
    [m('meetingAt'), (row) => when(row.meetingAt)],
    [m('replies'), (row) => row.repliedCount],
    [{ zh: '应到单位', en: 'Summoned' }, (row) => row.summonedCount],
  ]),
  listUrgings: sheet(supervisionContract.listUrgings, u('urgings'), [
    [u('number'), (row) => row.number],
    [u('area'), (row) => row.areaName],
    [u('status'), (row) => u(row.status)],
    [u('subject'), (row) => row.title],
    [u('level'), (row) => u(`level.${row.listerLevel}`)],
    [u('dueOn'), (row) => row.dueOn],
    [{ zh: '是否逾期', en: 'Late' }, (row) => (row.late ? { zh: '逾期', en: 'late' } : null)],
  ]),
  listOnSite: sheet(supervisionContract.listOnSite, o('onSite'), [
    [o('area'), (row) => row.areaName],
    [o('status'), (row) => o(row.status)],
    [o('startsOn'), (row) => row.startsOn],
    [o('endsOn'), (row) => row.endsOn],
    [o('number'), (row) => row.number],
  ]),
  listSummons: sheet(supervisionContract.listSummons, s('summons'), [
    [s('area'), (row) => row.areaName],
    [s('status'), (row) => s(row.status)],
    [s('grounds'), (row) => s(`grounds.${row.grounds}`)],
    [s('number'), (row) => row.number],
    [s('proposedBy'), (row) => when(row.proposedAt)],
    [s('heldOn'), (row) => row.heldOn],
  ]),
}
