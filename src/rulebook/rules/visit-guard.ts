/** What a visit to an enterprise needs, by date: before and from the inspection rules of 3 January 2025. */
import type { RuleSeed } from '../rule.ts'
import { laws } from './laws.ts'
import {
  bi,
  editions,
  fromLaw,
  inspectionReformDay,
  lawAndArticles,
  programDefault,
  reported,
  row,
  unverified,
} from './row.ts'

export const reform = reported(bi('国办发〔2024〕54号', 'General Office of the State Council, No. 54 of 2024'), 'A')
export const dayBeforeReform = '2025-01-02'

const title = bi('入企检查的条件', 'What a visit needs')
const always = { minCardHolders: 2, competentAgency: true, legalBasis: true, taskSource: true }
const beforeReform = {
  publishedItem: false,
  approval: false,
  noticeOrReasonForNone: false,
  yearlyCap: false,
  gateLogIn: false,
}
const sinceReform = {
  publishedItem: true,
  approval: true,
  noticeOrReasonForNone: true,
  yearlyCap: true,
  gateLogIn: true,
}

export const visitGuardRules: RuleSeed[] = [
  row('visitGuard.requirement', {
    title,
    value: { ...always, ...beforeReform },
    source: unverified(lawAndArticles(laws.penalty, '42、55')),
    to: editions.penalty.before,
    note: bi(
      '此前版本未读；任务来源为程序要求',
      'the earlier edition was not read; the task source is this program’s demand',
    ),
  }),
  row('visitGuard.requirement', {
    title,
    value: { ...always, ...beforeReform },
    source: fromLaw(laws.penalty, '42、55'),
    from: editions.penalty.from,
    to: dayBeforeReform,
    note: bi('任务来源为程序要求', 'the task source is this program’s demand'),
  }),
  row('visitGuard.requirement', {
    title,
    value: { ...always, ...sinceReform },
    source: reform,
    from: inspectionReformDay,
    note: bi(
      '两名持证人员另见《行政处罚法》第42、55条',
      'two card-holders: see also Administrative Penalty Law, art. 42, 55',
    ),
  }),
  row('visitGuard.yearlyCap', {
    title: bi('年度检查频次上限', 'Yearly cap of visits to one firm'),
    value: { visitsPerYear: 2, per: 'enterpriseAndAgency' },
    source: programDefault,
    from: inspectionReformDay,
    note: bi(
      '须有上限（国办发〔2024〕54号），次数由各部门公布；2次为程序默认值',
      'a cap is required (No. 54 of 2024); each department publishes its figure; two is a default of this program',
    ),
  }),
  row('visitGuard.exemptTriggers', {
    title: bi('不计入频次的触发原因', 'Triggers that do not count against the cap'),
    value: { taskSources: ['lead', 'tip', 'transfer', 'dataAlarm'], reasonRequired: true },
    source: unverified(lawAndArticles(laws.businessEnvironment, '54')),
    from: inspectionReformDay,
    note: bi(
      '法规区分针对性检查与随机抽查，不计频次见于各地规定，待核',
      'the regulation sets targeted checks apart from random ones; the exemption is in local rules, to be checked',
    ),
  }),
  row('visitGuard.taskSources', {
    title: bi('可填写的任务来源', 'Task sources that may be given'),
    value: {
      taskSources: ['annualPlan', 'specialSweep', 'lead', 'tip', 'transfer', 'dataAlarm', 'superior', 'revisit'],
    },
    source: programDefault,
  }),
  row('visitGuard.specialSweep', {
    title: bi('含入企检查的专项排查', 'A sweep that contains visits'),
    value: { planNumber: true, approvedAtLeastBy: 'county' },
    source: reported(
      bi(
        '国办发〔2024〕54号及江苏落实规定（苏政办发〔2025〕14号）',
        'General Office of the State Council, No. 54 of 2024, and Jiangsu implementing rule No. 14 of 2025',
      ),
      'A',
    ),
    from: inspectionReformDay,
    note: bi(
      '经无锡市司法局解读转引；江苏规定的施行日未核',
      'as told by the Wuxi justice bureau; the first day of the Jiangsu rule was not checked',
    ),
  }),
]
