/** Time limits and windows: what the notice fixes, what statutes fix, and defaults for what nobody fixes. */
import type { Bilingual, RuleSeed } from '../rule.ts'
import { laws } from './laws.ts'
import {
  acrossEditions,
  bi,
  editionNote,
  editions,
  fromLaw,
  fromNotice,
  noticeDay,
  programDefault,
  reported,
  row,
  unverified,
} from './row.ts'

const handan = reported(
  bi('2017年河北省及邯郸市“地条钢”举报办理要求', 'Hebei and Handan rules on ditiaogang reports, 2017'),
  'C',
)
const handanNote = bi(
  '外地做法，作内部默认时限，不产生对外法律后果',
  'practice of another place, kept as an internal default',
)

const byNotice: RuleSeed[] = [
  row('limit.sweepReport', {
    referenceOnly: true,
    title: bi('自查排查书面报告', 'Written report of the self-check sweep'),
    value: { days: 22, dayKind: 'working', fallsOn: '2018-03-15' },
    source: fromNotice('六', 6),
    from: noticeDay,
    to: '2018-03-15',
    note: bi('日期为通知所定；22个工作日为推算', 'the notice fixes the date; 22 working days is computed'),
  }),
  row('window.provincialCheck', {
    referenceOnly: true,
    title: bi('省级专项检查期间', 'Period of the provincial special check'),
    value: { from: '2018-03-01', to: '2018-04-30' },
    source: fromNotice('七', 7),
    from: noticeDay,
    to: '2018-04-30',
  }),
  row('window.nationalCheck', {
    referenceOnly: true,
    title: bi('国家部际专项检查期间', 'Period of the national inter-ministerial check'),
    value: { from: '2018-05-01', to: '2018-06-30' },
    source: fromNotice('七', 7),
    from: noticeDay,
    to: '2018-06-30',
  }),
]

const statutory: RuleSeed[] = [
  row('limit.sealing', {
    title: bi('查封、扣押期限', 'Duration of sealing or seizure'),
    value: { days: 30, dayKind: 'calendar', extension: { days: 30, dayKind: 'calendar' } },
    source: fromLaw(laws.coercion, '25、69'),
    note: editionNote,
  }),
  ...acrossEditions('limit.evidencePreservation', editions.penalty, laws.penalty, '56、85', {
    referenceOnly: true,
    title: bi('先行登记保存后的处理', 'Decision after evidence preservation by registration'),
    value: { days: 7, dayKind: 'working' },
  }),
  ...acrossEditions('limit.penaltyDecision', editions.penalty, laws.penalty, '60', {
    title: bi('立案后作出处罚决定', 'Penalty decision after filing the case'),
    value: { days: 90, dayKind: 'calendar' },
  }),
  ...acrossEditions('limit.hearingRequest', editions.penalty, laws.penalty, '64、85', {
    referenceOnly: true,
    title: bi('当事人要求听证', 'Request for a hearing by the party'),
    value: { days: 5, dayKind: 'working' },
  }),
  ...acrossEditions('limit.hearingNotice', editions.penalty, laws.penalty, '64、85', {
    referenceOnly: true,
    title: bi('听证前通知', 'Notice ahead of a hearing'),
    value: { days: 7, dayKind: 'working' },
  }),
  ...acrossEditions('limit.decisionDelivery', editions.penalty, laws.penalty, '61、85', {
    title: bi('处罚决定书送达', 'Delivery of the penalty decision'),
    value: { days: 7, dayKind: 'working' },
  }),
  ...acrossEditions('limit.finePayment', editions.penalty, laws.penalty, '67', {
    referenceOnly: true,
    title: bi('缴纳罚款', 'Payment of the fine'),
    value: { days: 15, dayKind: 'calendar' },
  }),
  ...acrossEditions('limit.disclosureTakedown', editions.penalty, laws.penalty, '48、85', {
    referenceOnly: true,
    title: bi('处罚变更或撤销后撤回公开信息', 'Take-down after a penalty is changed or quashed'),
    value: { days: 3, dayKind: 'working' },
  }),
  row('limit.reconsiderationRequest', {
    referenceOnly: true,
    title: bi('申请行政复议', 'Application for administrative reconsideration'),
    value: { days: 60, dayKind: 'calendar' },
    source: fromLaw(laws.review, '20'),
    note: editionNote,
  }),
]

const fromPractice: RuleSeed[] = [
  row('limit.leadHandOver', {
    title: bi('线索交办', 'Hand-over of a lead to the responsible government'),
    value: { days: 1, dayKind: 'working' },
    source: handan,
    note: handanNote,
  }),
  row('limit.leadVerification', {
    title: bi('线索核查、办理并反馈', 'Verification, handling and feedback of a lead'),
    value: { days: 10, dayKind: 'working' },
    source: handan,
    note: handanNote,
  }),
  row('limit.rectificationPublicity', {
    title: bi('整改销号公示', 'Publicity before a rectification item is struck off'),
    value: { days: 10, dayKind: 'working' },
    source: reported(bi('临沂市整改销号公示案例', 'Linyi city, publicity of a closed rectification item'), 'A'),
    note: bi('外地做法', 'practice of another city'),
  }),
  row('limit.summonsReport', {
    title: bi('约谈后书面报告', 'Written report after a summons talk'),
    value: { days: 30, dayKind: 'calendar' },
    source: reported(bi('山东省2017年约谈办法', 'Shandong rules on summons talks, 2017'), 'C'),
    note: bi('原文未注明工作日，按自然日', 'the source does not say working days; counted as calendar days'),
  }),
]

function ownLimit(key: `limit.${string}` | `threshold.${string}`, title: Bilingual, days: number): RuleSeed {
  return row(key, { title, value: { days, dayKind: 'working' }, source: programDefault })
}

const ours: RuleSeed[] = [
  ownLimit('limit.noticeReceipt', bi('通知签收', 'Receipt of a notice'), 2),
  ownLimit('limit.taskDefault', bi('未定期限的任务', 'Task for which no date is set'), 10),
  ownLimit('limit.taskExtension', bi('审批任务延期申请', 'Decision on a request for more time for a task'), 2),
  ownLimit('limit.taskReview', bi('审核交付的成果', 'Answer to a product that was handed in'), 5),
  ownLimit('limit.ruleEntry', bi('录入待录入的规则', 'Entry of rules that are awaited'), 10),
  ownLimit('limit.visitResult', bi('提交检查结果', 'Result of a visit'), 5),
  row('limit.visitResultPublication', {
    referenceOnly: true,
    title: bi('公开检查结果', 'Publication of the result of a check'),
    value: { days: 20, dayKind: 'working' },
    source: unverified(
      bi(
        '《政府信息公开条例》第26条（一般期限）',
        'Regulations on Open Government Information, art. 26 (general limit)',
      ),
    ),
    note: bi('是否适用于检查结果待核', 'whether it applies to results of checks is to be checked'),
  }),
  ownLimit('threshold.dueSoon', bi('即将到期提示', 'Days before the due date from which a limit shows as due soon'), 3),
]

export const limitRules: RuleSeed[] = [...byNotice, ...statutory, ...fromPractice, ...ours]
