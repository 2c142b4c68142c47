/** Words of the events of notices and tasks, for timelines and the audit log. */
import type { Bilingual } from '../platform/shared/text.ts'

export const noticeEventWords: Readonly<Record<string, Bilingual>> = {
  'notice.drafted': { zh: '起草通知', en: 'Notice drafted' },
  'notice.changed': { zh: '修改草稿', en: 'Draft changed' },
  'notice.issued': { zh: '编号印发', en: 'Notice issued' },
  'notice.withdrawn': { zh: '撤回通知', en: 'Notice withdrawn' },
  'notice.discarded': { zh: '作废草稿', en: 'Draft discarded' },
  'notice.submitted': { zh: '送审', en: 'Handed in for review' },
  'notice.returned': { zh: '复核退回', en: 'Sent back by review' },
  'notice.approved': { zh: '复核通过', en: 'Approved' },
  'notice.sealed': { zh: '上传盖章件', en: 'Sealed copy uploaded' },
  'notice.superseded': { zh: '被新文代替', en: 'Superseded' },
  'notice.urged': { zh: '催签', en: 'Receipts chased' },
  'notice.forwarded': { zh: '原文转发', en: 'Forwarded' },
  'message.sentAgain': { zh: '重新发送提醒', en: 'Reminder sent again' },
  'notice.received': { zh: '确认签收', en: 'Receipt confirmed' },
  'task.delivered': { zh: '交付成果', en: 'Product delivered' },
  'task.accepted': { zh: '审核通过', en: 'Product accepted' },
  'task.returned': { zh: '退回成果', en: 'Product returned' },
  'task.extensionAsked': { zh: '申请延期', en: 'More time asked for' },
  'task.extended': { zh: '同意延期', en: 'More time given' },
  'task.extensionRefused': { zh: '不同意延期', en: 'More time refused' },
}
