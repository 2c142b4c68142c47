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
