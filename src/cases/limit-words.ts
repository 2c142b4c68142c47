/** What the time limits of cases demand, in both languages, by the rule that sets them. */
import type { Bilingual } from '../platform/shared/text.ts'

export const caseLimitWords: Readonly<Record<string, Bilingual>> = {
  'limit.penaltyDecision': { zh: '作出处罚决定', en: 'Penalty decision' },
  'limit.decisionDelivery': { zh: '处罚决定送达', en: 'Service of the decision' },
  'limit.sealing': { zh: '查封期限', en: 'Sealing' },
}
