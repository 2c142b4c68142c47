/** What the register allows to melt at a site: power, hours and yearly volume, from–to. Melting without a licence on file is a question, no proof. */
import { z } from 'zod'
import { date, instant } from '../platform/shared/contract.ts'
import { areaPath } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'

/** `none`: a licence that allows no melting; day and night are hours of the register, `any` is without limit. */
export const shifts = ['none', 'day', 'night', 'any'] as const
export type Shift = (typeof shifts)[number]

const clock = '([01]\\d|2[0-3]):[0-5]\\d'
/** Hours of the day as `22:00-06:00`, over midnight where they end before they begin; `24:00` is the end of the day. */
export const hourSpan = z.string().regex(new RegExp(`^${clock}-(${clock}|24:00)$`))
export const licensedHours = z.array(hourSpan).min(1).max(6)

const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))

/** Minutes after midnight at which a span begins and ends; an end before the beginning lies on the next day. */
export function spanMinutes(span: string): { fromMinute: number; toMinute: number } {
  return { fromMinute: minuteOf(span.slice(0, 5)), toMinute: minuteOf(span.slice(6)) }
}

/** As somebody writes it, `8：00—17：30、19:00~6:00`, in the one written form; null where it is none. */
export function readHours(text: string): string[] | null {
  const spans = text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .split(/[、,;]/)
    .filter(Boolean)
    .map((span) => {
      const [from = '', to = '', ...more] = span.split(/[-–—~至到]+/).map((part) => part.padStart(5, '0'))
      return more.length === 0 ? `${from}-${to}` : ''
    })
  const read = licensedHours.safeParse(spans)
  return read.success ? read.data : null
}

export const licenceFields = z.object({
  number: z.string().trim().min(1).max(80).nullable(),
  /** Power of all furnaces it covers together. */
  furnacePowerKw: z.number().min(0).max(1e6),
  shift: z.enum(shifts),
  /** Exact hours, which count in place of those of the shift; null where the paper names none. */
  hours: licensedHours.nullable(),
  /** Tonnes a calendar year that may be melted; null where the paper names none. */
  yearlyVolumeT: z.number().positive().max(1e9).nullable(),
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

type Terms = Pick<Licence, 'shift' | 'hours' | 'yearlyVolumeT'>

/** Refuses `licence-hours-empty`, `licence-hours-overlap`, `licence-without-melting`. */
export function checkTerms<L extends Terms>(fields: L): L {
  const { shift, hours, yearlyVolumeT } = fields
  if (shift === 'none' && (hours !== null || yearlyVolumeT !== null)) throw new Refusal('licence-without-melting')
  const fault = hoursFault(hours ?? [])
  if (fault) throw new Refusal(fault)
  return fields
}

/** A span that ends as it begins may be nothing or the whole day; two that share a minute say one thing twice. */
export function hoursFault(hours: readonly string[]): 'licence-hours-empty' | 'licence-hours-overlap' | null {
  const spans = hours.map(spanMinutes)
  if (spans.some(({ fromMinute, toMinute }) => fromMinute === toMinute)) return 'licence-hours-empty'
  const holds = (span: (typeof spans)[number], minute: number) =>
    span.fromMinute < span.toMinute
      ? minute >= span.fromMinute && minute < span.toMinute
      : minute >= span.fromMinute || minute < span.toMinute
  const overlaps = spans.some((one, i) => spans.some((other, j) => i !== j && holds(other, one.fromMinute)))
  return overlaps ? 'licence-hours-overlap' : null
}

/** Refuses `end-before-start` and as `checkTerms`. */
export function checkLicence<L extends Terms & Pick<Licence, 'validFrom' | 'validTo'>>(fields: L): L {
  if (fields.validTo !== null && fields.validTo < fields.validFrom)
    throw new Refusal('end-before-start', { validFrom: fields.validFrom })
  return checkTerms(fields)
}

/** Ends a licence on its last day. Refuses `wrong-state` when it has ended before that, `end-before-start`. */
export function endLicence<L extends Terms & Pick<Licence, 'validFrom' | 'validTo'>>(before: L, on: string): L {
  if (before.validTo !== null && before.validTo <= on)
    throw new Refusal('wrong-state', { move: 'end', status: 'ended' })
  return checkLicence({ ...before, validTo: on })
}
