/** What the time limits of notices and tasks demand, in both languages, by the rule that sets them. */
import type { Bilingual } from '../platform/shared/text.ts'

export const noticeLimitWords: Readonly<Record<string, Bilingual>> = {
  'limit.noticeReceipt': { zh: '签收通知', en: 'Confirm receipt' },
  'limit.taskDefault': { zh: '完成任务', en: 'Deliver task' },
  'limit.taskExtension': { zh: '审批延期申请', en: 'Decide on more time' },
  'limit.taskReview': { zh: '审核成果', en: 'Accept or return the product' },
}
