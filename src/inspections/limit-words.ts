/** What the time limits of inspections demand, in both languages, by the rule that sets them. */
import type { Bilingual } from '../platform/shared/text.ts'

export const inspectionLimitWords: Readonly<Record<string, Bilingual>> = {
  'limit.visitResult': { zh: '提交检查结果', en: 'Submit the visit' },
}
