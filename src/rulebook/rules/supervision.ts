/** Time limits of supervision beside the publicity of a closed item (`limit.rectificationPublicity`), which no text fixes. */
import type { Bilingual, RuleSeed } from '../rule.ts'
import { bi, inferred, row } from './row.ts'

const closure = inferred(
  bi(
    '由整改销号的通常步骤（反馈问题、整改、验收、公示、销号）推算',
    'drawn from the usual steps of rectification: feedback, measures, acceptance, publicity, striking off',
  ),
)
const meeting = inferred(bi('由会议纪要的通常办理步骤推算', 'drawn from the usual steps of minutes'))
const listing = inferred(
  bi('由《信访工作条例》第三十九条（挂牌督办、限期整改）推算', 'drawn from the regulation on petitions, art. 39'),
)
const onSite = inferred(
  bi('由检查后反馈、逐项整改的通常步骤推算', 'drawn from the usual steps: feedback meeting, itemised rectification'),
)
const picking = inferred(
  bi(
    '由常化解办〔2018〕1号第七、九部分（根据摸排情况督促检查；核查不及时、处理不到位）推出',
    'follows from notice No. 1 of 2018, parts 7 and 9 (supervision by what the places report; verification not in time, handling not complete)',
  ),
)
const byDefault = bi('期限为程序默认值', 'the days are a default of this program')

export const supervisionRules: RuleSeed[] = [
  row('limit.rectification', {
    title: bi('整改事项', 'A rectification item'),
    value: { days: 30, dayKind: 'calendar' },
    source: closure,
    note: bi(
      '要求中写明期限的，以写明的日期为准；天数比照约谈后书面报告',
      'a day that is named wins; the days follow those of the answer to a summons',
    ),
  }),
  row('limit.rectificationAcceptance', {
    title: bi('整改验收', 'Acceptance of a rectification item'),
    value: { days: 10, dayKind: 'working' },
    source: closure,
    note: byDefault,
  }),
  row('limit.rectificationStrikeOff', {
    title: bi('公示期满后销号', 'Striking off after the publicity'),
    value: { days: 3, dayKind: 'working' },
    source: closure,
    note: byDefault,
  }),
  row('limit.listedUrging', {
    title: bi('挂牌督办', 'A listed matter'),
    value: { days: 20, dayKind: 'working' },
    source: listing,
    note: byDefault,
  }),
  row('limit.onSiteFeedback', {
    title: bi('督导检查反馈', 'Feedback after on-site supervision'),
    value: { days: 10, dayKind: 'working' },
    source: onSite,
    note: byDefault,
  }),
  row('limit.meetingMinutes', {
    title: bi('形成督导会纪要', 'Minutes of a meeting'),
    value: { days: 5, dayKind: 'working' },
    source: meeting,
    note: byDefault,
  }),
  ...pickRules(),
  row('ranking.formula', {
    title: bi('各地工作排名的计算办法', 'The formula by which places are ranked'),
    value: {
      weights: { tasks: 25, receipts: 10, verification: 25, rectification: 15, coverage: 15, ownFinds: 10 },
      missingCounts: 2,
      leastDue: 3,
      windowDays: 180,
    },
    source: picking,
    note: bi('权重为程序默认值，公开可查', 'the weights are a default of this program, open to everybody'),
  }),
]

/** From which figure on a place should be supervised. What the notice names as grounds; the figures are ours. */
function pickRules(): RuleSeed[] {
  const pickRow = (
    key: `pick.${string}`,
    title: Bilingual,
    value: { atLeast: number; of?: number; windowDays?: number; windowMonths?: number },
  ): RuleSeed =>
    row(key, {
      title,
      value,
      source: picking,
      note: bi('数值为程序默认值', 'the figure is a default of this program'),
    })
  return [
    pickRow('pick.overdueTasks', bi('逾期未交任务', 'Tasks overdue'), { atLeast: 1 }),
    pickRow('pick.unsignedNotices', bi('逾期未签收通知', 'Notices not confirmed in time'), { atLeast: 1 }),
    pickRow('pick.blindSpots', bi('责任盲区', 'Blind spots'), { atLeast: 5 }),
    pickRow('pick.unvisitedVillages', bi('排查到期仍未到的村', 'Villages not visited when the sweep was due'), {
      atLeast: 1,
    }),
    pickRow('pick.lateVerifications', bi('线索、举报逾期核查', 'Leads and tips verified late or not at all'), {
      atLeast: 2,
      windowDays: 90,
    }),
    pickRow('pick.overdueRectifications', bi('逾期未整改事项', 'Rectification items overdue'), { atLeast: 1 }),
    pickRow('pick.silentMonths', bi('没有任何巡查检查的月份', 'Months in which nobody looked'), {
      atLeast: 2,
      windowMonths: 6,
    }),
    pickRow('pick.foundByOthers', bi('由本地以外发现的线索占比', 'Share of leads found by others'), {
      atLeast: 0.5,
      of: 4,
      windowDays: 180,
    }),
  ]
}
