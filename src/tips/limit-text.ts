/** Words of the pages on the limits of a tip: to lengthen them, to let them stand still and run on. */
import { defineText } from '../platform/shared/text.ts'

export const limitText = defineText(
  {
    held: '等候登记的举报',
    heldHelp: '来件超过每小时登记件数，回执有效，随后逐件登记。最早一件 {{at}} 收到。',
    heldUnit: '件等候登记',
    extend: '申请延长办理期限',
    extendHelp: '须在到期前申请并获批准，只能延长一次；批准后理由会告知举报人。',
    extensionAsked: '申请延长 {{days}} 个工作日，待市级审批',
    extensionWords: '{{name}}，{{at}}：{{reason}}',
    approve: '同意延长',
    approveHelp: '理由会告知举报人。',
    refuse: '不同意延长',
    refuseHelp: '期限不变。',
    days: '延长的工作日数',
    reason: '理由',
    required: '请填写',
    suspend: '中止计时',
    suspendHelp:
      '用于委托检验、检测等期间；理由会告知举报人。到预计恢复日期仍未恢复的，自行恢复计时。历次中止合计不超过规则允许的天数。',
    until: '预计恢复日期',
    resume: '恢复计时',
    resumeHelp: '检验、检测等已完成，时限继续计算。',
  },
  {
    held: 'Reports held back',
    heldHelp: 'More came than are taken in within an hour; their receipts are good. The oldest came {{at}}.',
    heldUnit: 'held back',
    extend: 'Ask for more time',
    extendHelp: 'Asked for and approved before it expires, once only; then the reporter is told the reason.',
    extensionAsked: '{{days}} working days more are asked for; the city office decides',
    extensionWords: '{{name}}, {{at}}: {{reason}}',
    approve: 'Approve more time',
    approveHelp: 'The reporter is told the reason.',
    refuse: 'Refuse more time',
    refuseHelp: 'The limit stays as it is.',
    days: 'Working days more',
    reason: 'Reason',
    required: 'Required',
    suspend: 'Suspend the limit',
    suspendHelp:
      'While something is tested; the reporter is told the reason. On the day named it runs on by itself. All suspensions together last no longer than the rule allows.',
    until: 'Runs on from',
    resume: 'Resume the limit',
    resumeHelp: 'The test is done; the limit runs on.',
  },
)
