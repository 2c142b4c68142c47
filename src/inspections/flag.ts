/** Signs that records were not work done: what they rest on, and what a supervisor makes of them. Pure. */
import { z } from 'zod'
import { date, instant } from '../platform/shared/contract.ts'
import type { Moves } from '../platform/shared/moves.ts'
import { type Actor, mayActIn } from '../platform/shared/permission.ts'
import type { TextValues } from '../platform/shared/text.ts'
import { standings } from '../rulebook/rule.ts'

export const flagKinds = ['samePhoto', 'shortVisit', 'burst', 'position', 'copiedText'] as const
export type FlagKind = (typeof flagKinds)[number]
export const flagStatuses = ['open', 'dismissed', 'followedUp'] as const
export type FlagStatus = (typeof flagStatuses)[number]

export const flagMoves = {
  dismiss: { from: ['open'], to: 'dismissed' },
  followUp: { from: ['open'], to: 'followedUp' },
} as const satisfies Moves<FlagStatus>

/** Figures behind a flag; what is not of its kind is absent. */
export const flagReasons = z.object({
  /** Records that share a photo or a text, or came in a burst. */
  records: z.number().int().optional(),
  minutes: z.number().optional(),
  km: z.number().optional(),
  kmPerHour: z.number().optional(),
  dueOn: date.optional(),
})
export type FlagReasons = z.infer<typeof flagReasons>

/** The values of the sentence that says why. */
export const valuesOf = ({ dueOn, records, minutes, km, kmPerHour }: FlagReasons): TextValues => ({
  dueOn: dueOn ?? '',
  records: records ?? 0,
  minutes: minutes ?? 0,
  km: km ?? 0,
  kmPerHour: kmPerHour ?? 0,
})

export const flag = z.object({
  id: z.uuid(),
  kind: z.enum(flagKinds),
  officialId: z.uuid().nullable(),
  officialName: z.string().nullable(),
  areaId: z.number().int(),
  areaName: z.string(),
  subjectKind: z.enum(['observation', 'visit']),
  subjectIds: z.array(z.uuid()),
  reasons: flagReasons,
  /** The rule whose threshold was passed. */
  ruleKey: z.string(),
  ruleStanding: z.enum(standings),
  foundOn: date,
  foundAt: instant,
  status: z.enum(flagStatuses),
  decidedByName: z.string().nullable(),
  decidedAt: instant.nullable(),
  decisionReason: z.string().nullable(),
})
export type Flag = z.infer<typeof flag>

/** The office of a county or of the city; nobody decides about his own work. */
export const mayDecideFlag = (user: Actor, found: { officialId: string | null; areaPath: string }): boolean =>
  found.officialId !== user.officialId && mayActIn(user, ['cityOffice', 'countyOffice'], found.areaPath)
