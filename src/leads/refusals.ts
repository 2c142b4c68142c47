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
  'lead-not-visited': {
    status: 409,
    zh: '没有现场核查记录，不能作出这一结论：请先对该场所安排检查，进入现场并经他人审核通过。只有“不属本地职责”不须到场。',
    en: 'Nobody has verified this on site. Plan a visit to the site first; it must get in and be accepted by somebody else. Only "not ours" needs none.',
  },
  'lead-without-premises': {
    status: 409,
    zh: '这一结论须以对场所的现场检查为依据：请先确定场所，再安排检查并经审核通过。',
    en: 'This result needs a visit to premises. Name the site first, then plan a visit and have it accepted.',
  },
  'survey-missing': {
    status: 422,
    zh: '没有场所可查的线索，须由两名以上持执法证的本单位人员到现场踏勘：请填写日期、人员并附照片。',
    en: 'Without premises the place must be surveyed by two card-holders of your agency. Give the day, who was there and photographs.',
  },
  'survey-unfit': {
    status: 422,
    zh: '踏勘只能说明没有场所的地点“不属实”；已确定场所或其他结论，须以经审核通过的现场检查为依据。',
    en: 'A survey bears out only "unfounded" at a place without premises. Anything else needs an accepted visit.',
  },
  'survey-day': {
    status: 422,
    zh: '踏勘日期须在登记之后、今天或之前，请核对日期。',
    en: 'The survey must lie between the opening and today. Check the day.',
  },
  'survey-card-holders': {
    status: 409,
    zh: '踏勘须有两名以上承办单位当日持有效执法证的人员，请核对人员。',
    en: 'A survey needs two officers of the agency charged with cards valid on that day. Check who was there.',
  },
  'survey-not-there': {
    status: 403,
    zh: '踏勘结果由到场人员填写，请由到场的人员办理。',
    en: 'What a survey found is stated by one of those who were there.',
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
