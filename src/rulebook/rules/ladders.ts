/** Reminders of time limits, the ladder on which an overdue one rises, and when the watch of article nine is pressing. */
import type { Rung } from '../ladder-values.ts'
import type { Bilingual, RuleSeed } from '../rule.ts'
import { bi, inferred, row } from './row.ts'

const pressure = inferred(
  bi(
    '由常化解办〔2018〕1号第三、七部分（层层传导压力、督促检查）推出',
    'follows from notice No. 1 of 2018, parts 3 and 7 (pressure level by level, supervision)',
  ),
)
const articleNine = inferred(
  bi(
    '由常化解办〔2018〕1号第九部分（核查不及时、处理不到位）推出',
    'follows from notice No. 1 of 2018, part 9 (verification not in time, handling not complete)',
  ),
)
const days = bi('天数为程序默认值', 'the days are a default of this program')

type Steps = Partial<Record<Rung, number>>
const working = (steps: Steps) => ({
  rungs: (['township', 'county', 'city', 'jointWatch'] as const).flatMap((to) => {
    const after = steps[to]
    return after === undefined ? [] : [{ to, days: after, dayKind: 'working' as const }]
  }),
})

const ladder = (kind: string, title: Bilingual, steps: Steps): RuleSeed =>
  row(`ladder.${kind}`, { title, value: working(steps), source: pressure, note: days })

export const ladderRules: RuleSeed[] = [
  row('reminder.days', {
    title: bi('到期前、到期日和逾期后的提醒', 'Reminders before, on and after the last day'),
    value: { before: [3, 1], onLastDay: true, after: [1, 3], thenEvery: 5, fromHour: 6 },
    source: pressure,
    note: days,
  }),
  row('reminder.outside', {
    title: bi('每日提醒同时发到站外', 'The daily digest is told outside the program too'),
    value: { on: true },
    source: pressure,
    note: bi(
      '只说有几件事项，不含内容；没有登记联系方式的不发；由使用单位决定是否开启',
      'says how many matters there are and nothing of them; nobody without an address is told; the users decide whether it is on',
    ),
  }),
  ladder('noticeReceipt', bi('逾期未签收的逐级上报', 'Escalation of a receipt not confirmed'), {
    township: 1,
    county: 2,
    city: 3,
  }),
  ladder('taskDefault', bi('逾期任务的逐级上报', 'Escalation of an overdue task'), { township: 1, county: 3, city: 5 }),
  ladder('leadHandOver', bi('逾期未交办线索的逐级上报', 'Escalation of a lead not handed over'), {
    township: 1,
    county: 2,
    city: 3,
    jointWatch: 3,
  }),
  ladder('leadVerification', bi('逾期未核查线索的逐级上报', 'Escalation of a lead not verified'), {
    township: 1,
    county: 1,
    city: 3,
    jointWatch: 3,
  }),
  ladder('penaltyDecision', bi('逾期未作处罚决定的逐级上报', 'Escalation of a penalty decision not made'), {
    county: 1,
    city: 3,
    jointWatch: 3,
  }),
  row('ladder.tipHandling', {
    title: bi('举报逾期未办的上收', 'A tip not handled in time goes up'),
    value: {
      rungs: [
        { to: 'city', days: 1, dayKind: 'calendar' },
        { to: 'jointWatch', days: 1, dayKind: 'calendar' },
      ],
    },
    source: pressure,
    note: bi('逾期次日由市级收回办理', 'the city takes it back the day after'),
  }),
  ladder('ruleEntry', bi('逾期未录入规则的上报', 'Escalation of the entry of awaited rules'), { city: 3 }),
  ladder('default', bi('其他时限的逐级上报', 'Escalation of any other limit'), { township: 1, county: 3, city: 5 }),
  row('watch.jointInvestigation', {
    title: bi('联合调查预警的紧急天数', 'Days from which a matter of article nine is pressing'),
    value: { pressingWithinWorkingDays: 3 },
    source: articleNine,
    note: days,
  }),
]
