/** Refusals of supervision. */
import type { RefusalTexts } from '../platform/shared/refusal.ts'

export const supervisionRefusals = {
  'report-open': {
    status: 409,
    zh: '这项任务已有一份报告在编写或等待审核，请打开该报告办理。',
    en: 'A report for this task is being written or awaits its answer. Open that one.',
  },
  'report-not-demanded': {
    status: 422,
    zh: '这项任务要求的不是自查排查书面报告，请在任务页面上报成果。',
    en: 'This task does not ask for a self-check report. Hand in its product on the task’s page.',
  },
  'report-incomplete': {
    status: 422,
    zh: '报告尚有必填内容未写，请补齐后再报送。',
    en: 'A text the report needs is not written yet. Fill it in, then submit.',
  },
  'report-frozen': {
    status: 409,
    zh: '报告报送后不能修改；如需更正，请由上级退回后编写下一版。',
    en: 'A submitted report cannot be changed. To correct it, have it returned and write the next version.',
  },
  'summary-empty': {
    status: 422,
    zh: '这份通知没有要求报送自查排查书面报告，没有可汇总的内容。',
    en: 'This notice asks nobody for a self-check report: there is nothing to summarise.',
  },
  'talk-in-the-past': {
    status: 422,
    zh: '约谈时间已过，请填写今天或以后的时间。',
    en: 'The talk would lie in the past. Enter a time from today on.',
  },
  'talk-not-held': {
    status: 422,
    zh: '约谈日期应在通知之后、今天或以前，请核对。',
    en: 'The talk is held after its notice and not later than today. Check the day.',
  },
  'demand-before-talk': {
    status: 422,
    zh: '整改期限早于约谈日期，请修改。',
    en: 'A demand is due before the day of the talk. Change it.',
  },
  'demand-in-the-past': {
    status: 422,
    zh: '整改期限早于今天，请修改。',
    en: 'What is demanded would be due before today. Change the day.',
  },
  'meeting-not-held': {
    status: 422,
    zh: '开会日期应在通知之后、今天或以前，请核对。',
    en: 'The meeting is held after its notice and not later than today. Check the day.',
  },
  'meeting-in-the-past': {
    status: 422,
    zh: '会议时间已过，请填写今天或以后的时间。',
    en: 'The meeting would lie in the past. Enter a time from today on.',
  },
  'demand-before-meeting': {
    status: 422,
    zh: '整改期限早于会议日期，请修改。',
    en: 'A demand is due before the day of the meeting. Change it.',
  },
  'not-summoned': {
    status: 422,
    zh: '整改要求只能提给参会的地区，请核对责任地区。',
    en: 'A demand is made of governments that were summoned. Check whom it names.',
  },
  'supervision-days': {
    status: 422,
    zh: '检查日期应从今天起、先后有序，且不能在开始日期以前开始检查，请核对日期。',
    en: 'The days lie from today on and in order, and nothing begins before its first day. Check the days.',
  },
  'points-unseen': {
    status: 409,
    zh: '还有检查事项没有记录，请逐项记录后再反馈。',
    en: 'A point of the plan has no record yet. Record every point, then give feedback.',
  },
  'already-listed': {
    status: 409,
    zh: '这件事已经挂牌督办，请打开该记录办理。',
    en: 'This matter is listed already. Open that listing.',
  },
  'listing-confined': {
    status: 409,
    zh: '来自举报的线索只由经办单位知悉，不能挂牌；请通过约谈或督导会督促。',
    en: 'A lead from a tip is known to those who handle it alone and cannot be listed. Use a summons or a meeting.',
  },
  'matter-settled': {
    status: 409,
    zh: '这件事已经办结，不需要挂牌督办。',
    en: 'This matter is settled and needs no listing.',
  },
  'publicity-running': {
    status: 409,
    zh: '公示期未满，期满次日起方可销号。',
    en: 'The item is still public. Strike it off from the day after its last day on.',
  },
  'public-words-personal': {
    status: 422,
    zh: '公示文字中有电话号码或证件号码，请删去。',
    en: 'The words for the public hold a telephone or identity number. Take it out.',
  },
  'report-agency-missing': {
    status: 409,
    zh: '本地区没有登记机关代字的办公室或政府，无法编发文字号，请先在机构库中登记。',
    en: 'No office or government of this area has a document code, so no number can be given. Enter it in the register of agencies first.',
  },
} as const satisfies RefusalTexts
