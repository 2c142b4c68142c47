/** Words of the events of the rulebook, for timelines and the audit log. */
import type { Bilingual } from '../platform/shared/text.ts'

export const rulebookEventWords: Readonly<Record<string, Bilingual>> = {
  'rule.raised': { zh: '核对规则原文', en: 'Rule confirmed against the text' },
  'rule.entered': { zh: '据原文录入规则', en: 'Rule entered from the text' },
}
