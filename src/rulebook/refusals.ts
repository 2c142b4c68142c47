/** Refusals of the rulebook. */
import type { RefusalTexts } from '../platform/shared/refusal.ts'

export const rulebookRefusals = {
  'text-not-document': {
    status: 422,
    zh: '请上传条款原文（PDF、DOCX 或图片），用途选“文件”。',
    en: 'Attach the official text as a document: PDF, DOCX or a picture.',
  },
  'calendar-year-known': {
    status: 409,
    zh: '{{year}}年的放假安排已在规则库中，请打开该条查看。',
    en: 'The holidays of {{year}} are in the rulebook already. Open that rule to read it.',
  },
  'calendar-day-other-year': {
    status: 422,
    zh: '{{day}} 不在{{year}}年。只录入当年的日期，跨年的假期分两年录入。',
    en: '{{day}} is not in {{year}}. Enter the days of that year only; a holiday over New Year belongs to two years.',
  },
  'calendar-days-overlap': {
    status: 422,
    zh: '{{day}} 重复，或既放假又上班。请对照通知原文改正。',
    en: '{{day}} is named twice, or both off and worked. Correct it by the text of the notice.',
  },
  'calendar-make-up-weekday': {
    status: 422,
    zh: '{{day}} 是周一至周五，本来就上班。调休上班日须为周六或周日。',
    en: '{{day}} is a weekday and worked anyway. A make-up day is a Saturday or Sunday.',
  },
} as const satisfies RefusalTexts
