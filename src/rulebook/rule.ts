/** A rule of the rulebook: anything the law, the notice or practice fixes, as dated data with its source (product.md, principle 1). */
import { z } from 'zod'

export const standings = ['authentic', 'secondary', 'inferred', 'unverified'] as const
export type Standing = (typeof standings)[number]

export const bilingual = z.object({ zh: z.string().min(1), en: z.string().min(1) })
export type Bilingual = z.infer<typeof bilingual>

export const isoDate = z.iso.date()

/** One version of a rule. `validTo` is the last day on which it holds; null means it still holds. */
export const ruleSeed = z.object({
  key: z.string().regex(/^[a-z][A-Za-z0-9]*(\.[A-Za-z0-9-]+)+$/),
  title: bilingual,
  value: z.json(),
  validFrom: isoDate,
  validTo: isoDate.nullable(),
  /** Law and article, or notice and paragraph; never a mirror host. */
  citation: bilingual,
  standing: z.enum(standings),
  /** Source grade A–D of the research dossier; null where the row rests on the notice itself or on an inference. */
  grade: z.enum(['A', 'B', 'C', 'D']).nullable(),
  note: bilingual.nullable(),
  /** For reference: a text worth showing of which nothing in the program is computed. */
  referenceOnly: z.boolean(),
})
export type RuleSeed = z.infer<typeof ruleSeed>

/** Families under which rules are shown and looked for; a key begins with its family. */
export const shownFamilies = [
  'limit',
  'awaited',
  'threshold',
  'reminder',
  'chase',
  'ladder',
  'watch',
  'window',
  'post',
  'blindSpot',
  'leave',
  'board',
  'fakeWork',
  'pick',
  'ranking',
  'visitGuard',
  'competence',
  'judgement',
  'closure',
  'basis',
  'coercion',
  'detection',
  'tariff',
  'focus',
  'calendar',
  'counting',
  'session',
  'file',
  'retention',
  'tips',
  'reward',
  'register',
] as const

export const shownFamilyOf = (key: string): (typeof shownFamilies)[number] | undefined =>
  shownFamilies.find((family) => key === family || key.startsWith(`${family}.`))
