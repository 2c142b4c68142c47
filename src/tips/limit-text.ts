/** Words of the pages on the limits of a tip: to lengthen them, to let them stand still and run on. */
import { defineText } from '../platform/shared/text.ts'

export const limitText = defineText(
  {
    extend: '延长办理期限',
    extendHelp: '须在到期前延长；理由会告知举报人。',
    days: '延长的工作日数',
    reason: '理由',
    required: '请填写',
    suspend: '中止计时',
    suspendHelp: '用于委托检验、检测等期间；理由会告知举报人。到预计恢复日期仍未恢复的，自行恢复计时。',
    until: '预计恢复日期',
    resume: '恢复计时',
    resumeHelp: '检验、检测等已完成，时限继续计算。',
  },
  {
    extend: 'Extend the limit',
    extendHelp: 'Before it expires only; the reporter is told the reason.',
    days: 'Working days more',
    reason: 'Reason',
    required: 'Required',
    suspend: 'Suspend the limit',
    suspendHelp: 'While something is tested; the reporter is told the reason. On the day named it runs on by itself.',
    until: 'Runs on from',
    resume: 'Resume the limit',
    resumeHelp: 'The test is done; the limit runs on.',
  },
)
