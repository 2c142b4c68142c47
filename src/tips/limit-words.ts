/** What the time limits of tips demand, in both languages, by the rule that sets them. */
import type { Bilingual } from '../platform/shared/text.ts'

export const tipLimitWords: Readonly<Record<string, Bilingual>> = {
  'limit.tipHandOver': { zh: '举报交办', en: 'Hand-over of the tip' },
  'limit.tipHandling': { zh: '举报办理和反馈', en: 'Handling and answer' },
  'limit.tipVerification': { zh: '举报核查', en: 'Verification of the tip' },
  'limit.tipResultTold': { zh: '告知举报人', en: 'Telling the reporter' },
  'limit.tipPetition': { zh: '信访办理', en: 'Handling as a petition' },
  'limit.tipExtension': { zh: '审批延期申请', en: 'Decision on more time' },
  'limit.halvesSealing': { zh: '重新封存半钥', en: 'Seal halves anew' },
  'limit.halvesChecking': { zh: '核对半钥', en: 'Check halves' },
  'limit.tipRecheck': { zh: '抽查复核', en: 'Second look at a sample' },
}
