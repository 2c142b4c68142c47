/** What the time limits of leads demand, in both languages, by the rule that sets them. */
import type { Bilingual } from '../platform/shared/text.ts'

export const leadLimitWords: Readonly<Record<string, Bilingual>> = {
  'limit.leadHandOver': { zh: '线索交办', en: 'Hand-over of the lead' },
  'limit.leadVerification': { zh: '线索核查', en: 'Verification of the lead' },
}
