/** What the register allows to melt at a site: power and hours, from–to. Melting without a licence on file is a question, no proof. */
import { z } from 'zod'
import { date, instant } from '../platform/shared/contract.ts'
import { areaPath } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'

/** `none`: a licence that allows no melting; day and night are hours of the register, `any` is without limit. */
export const shifts = ['none', 'day', 'night', 'any'] as const
export type Shift = (typeof shifts)[number]

export const licenceFields = z.object({
  number: z.string().trim().min(1).max(80).nullable(),
  /** Power of all furnaces it covers together. */
  furnacePowerKw: z.number().min(0).max(1e6),
  shift: z.enum(shifts),
  validFrom: date,
  /** Last day; null without end. */
  validTo: date.nullable(),
})
export type LicenceFields = z.infer<typeof licenceFields>

export const licence = licenceFields.extend({
  id: z.uuid(),
  siteId: z.uuid(),
  areaId: z.number().int(),
  areaPath,
  registeredAt: instant,
  importId: z.uuid().nullable(),
})
export type Licence = z.infer<typeof licence>

/** Refuses `end-before-start`. */
export function checkLicence<L extends Pick<Licence, 'validFrom' | 'validTo'>>(fields: L): L {
  if (fields.validTo !== null && fields.validTo < fields.validFrom)
    throw new Refusal('end-before-start', { validFrom: fields.validFrom })
  return fields
}

/** Ends a licence on its last day. Refuses `wrong-state` when it has ended before that, `end-before-start`. */
export function endLicence<L extends Pick<Licence, 'validFrom' | 'validTo'>>(before: L, on: string): L {
  if (before.validTo !== null && before.validTo <= on)
    throw new Refusal('wrong-state', { move: 'end', status: 'ended' })
  return checkLicence({ ...before, validTo: on })
}
