/** Refusals of the notices. */
import type { RefusalTexts } from '../platform/shared/refusal.ts'

export const noticeRefusals = {
  'addressee-outside': {
    status: 422,
    zh: '收文单位不在发文机关辖区内，请核对主送单位。',
    en: 'An addressee does not answer to the issuer. Check the addressees.',
  },
  'demand-without-limit': {
    status: 422,
    zh: '每项任务须写明完成日期或天数，二者选一。',
    en: 'Each task needs either a date or a number of days.',
  },
  'demand-paragraph': {
    status: 422,
    zh: '任务所对应的段落不存在，请核对段落序号。',
    en: 'A task refers to a paragraph that is not there. Check its number.',
  },
  'demand-without-owner': {
    status: 422,
    zh: '有任务找不到责任人：所选层级或类别中没有单位。请修改由谁完成。',
    en: 'A task would be nobody’s: nothing of the level or kind chosen is there. Change of whom it is demanded.',
  },
  'owner-unclear': {
    status: 422,
    zh: '责任人要么是单位，要么是岗位，不能同时填写。',
    en: 'An owner is either a body or a post, not both.',
  },
  'own-product': {
    status: 409,
    zh: '这份成果是本单位上报的，不能由本单位审核，请由上一级审核；市级由上报人以外的人员审核。',
    en: 'Your own office handed this in and does not judge it: the level above does, and in the city another person than who handed it in.',
  },
  'issuer-without-code': {
    status: 409,
    zh: '发文机关没有机关代字，不能编号，请先在机构库中登记。',
    en: 'The issuer has no document code, so no number can be given. Enter it in the register of agencies first.',
  },
  'due-before-issue': {
    status: 422,
    zh: '任务期限早于印发日期，请修改。',
    en: 'A task is due before the day of issue. Change it.',
  },
  'already-confirmed': {
    status: 409,
    zh: '已确认签收，无需重复办理。',
    en: 'Receipt was confirmed before; nothing more to do.',
  },
  'addressee-missing': {
    status: 422,
    zh: '请至少选择一个主送单位。',
    en: 'Choose at least one addressee.',
  },
  'review-by-another': {
    status: 409,
    zh: '起草人和送审人不能复核自己的稿件，请由另一人复核。',
    en: 'What you drafted or handed in is reviewed by somebody else.',
  },
  'already-sealed': {
    status: 409,
    zh: '盖章件已经上传，不能再次上传；如有错误请撤回后重新印发。',
    en: 'The sealed copy is there already. If it is wrong, withdraw the notice and issue it anew.',
  },
  'supersede-other': {
    status: 422,
    zh: '只能代替本单位已印发、仍然有效的通知，请核对。',
    en: 'Only a notice of the same issuer that is in force can be superseded. Check which one.',
  },
  'urged-today': {
    status: 409,
    zh: '今天已经催签，或者没有需要催签的单位。',
    en: 'Everybody has been chased today already, or there is nobody to chase.',
  },
  'forward-not-addressed': {
    status: 403,
    zh: '本通知没有发给您所在的区域，不能转发。',
    en: 'This notice was not addressed to your area, so you cannot pass it on.',
  },
  'extension-asked': {
    status: 409,
    zh: '已有一份延期申请在等待审批，不能重复申请。',
    en: 'A request for more time is waiting for its decision already.',
  },
  'extension-no-later': {
    status: 422,
    zh: '延期后的日期须晚于现在的截止日期（{{dueOn}}）。',
    en: 'The day asked for must be later than the last day of now ({{dueOn}}).',
  },
  'task-without-day': {
    status: 409,
    zh: '这项任务的截止日期要等该年工作日历录入后才能算出，现在还不能申请延期。',
    en: 'The last day of this task cannot be counted before the working calendar of that year is entered, so more time cannot be asked for yet.',
  },
  'product-missing': { status: 422, zh: '请先上传成果文件。', en: 'Upload the product first.' },
} as const satisfies RefusalTexts
