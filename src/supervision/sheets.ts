/** Lists of the supervision as spreadsheets. */
import { sheet, when, wordsOf } from '../platform/shared/sheet.ts'
import { supervisionContract } from './contract.ts'
import { meetingText } from './meeting-text.ts'
import { onSiteText } from './on-site-text.ts'
import { rectificationText } from './rectification-text.ts'
import { summonsText } from './summons-text.ts'
import { urgingText } from './urging-text.ts'

const r = wordsOf(rectificationText)
const m = wordsOf(meetingText)
const u = wordsOf(urgingText)
const o = wordsOf(onSiteText)
const s = wordsOf(summonsText)

export const supervisionSheets = {
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
