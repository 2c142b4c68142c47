/** What the leads refuse, and what to do then. */
import type { RefusalTexts } from '../platform/shared/refusal.ts'

export const leadsRefusals = {
  'agency-not-competent': {
    status: 422,
    zh: '该单位对此地点没有核查职权，请从列出的单位中选择。',
    en: 'This agency is not competent to verify at this place. Choose one of those listed.',
  },
  'lead-returned-before': {
    status: 409,
    zh: '本单位已退回过此线索，交办单位再次交办后须受理；如有异议请联系交办单位。',
    en: 'Your agency has returned this lead before. Assigned again, it must be taken up; speak to whoever assigned it.',
  },
  'lead-closed-by-case': {
    status: 409,
    zh: '属实的线索只能随案卷办结而办结，请先办结案卷。',
    en: 'A founded lead is closed only with its case. Close the case first.',
  },
  'lead-cause-unfit': {
    status: 422,
    zh: '办结原因与核查结论不符，请选择与结论相应的原因。',
    en: 'The cause does not fit what the verification found. Choose one that does.',
  },
  'lead-has-site': {
    status: 409,
    zh: '此线索已登记场所，不能改换；如场所有误请在核查结论中写明。',
    en: 'This lead has its site already. If it is wrong, say so in the result of the verification.',
  },
  'site-elsewhere': {
    status: 422,
    zh: '该场所不在此线索的责任区域内，请核对场所。',
    en: 'This site lies outside the area of the lead. Check the site.',
  },
} as const satisfies RefusalTexts
