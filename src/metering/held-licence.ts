/** The licences of a site as they hold on a day. Pure. */
import { hoursOfShift, type Licence, noLicence, type Shift } from './licence.ts'

export type LicencePeriod = {
  furnacePowerKw: number
  shift: Shift
  /** Exact hours, in place of those of the shift; null where the register names none. */
  hours: readonly string[] | null
  yearlyVolumeT: number | null
  validFrom: string
  validTo: string | null
}

export type LicensedSite = {
  /** Last day before the site was closed counts as open. */
  siteClosedOn: string | null
  licences: readonly LicencePeriod[]
}

/** The licence that held on a day: powers of several add up; of different hours all are believed. A closed site has none. */
export function licenceOn(site: LicensedSite, day: string): Licence {
  if (isClosed(site, day)) return noLicence
  const held = site.licences.filter(
    ({ shift, validFrom, validTo }) => shift !== 'none' && validFrom <= day && (validTo === null || validTo >= day),
  )
  const [first] = held
  if (!first) return noLicence
  const powerKw = held.reduce((sum, { furnacePowerKw }) => sum + furnacePowerKw, 0)
  const shift = held.every((one) => one.shift === first.shift) ? first.shift : 'any'
  const hours = allHours(held)
  return { powerKw, shift, ...(hours && { hours }) }
}

/** The hours of several licences together, where one names them exactly; a shift without limit leaves none to name. */
function allHours(held: readonly Pick<LicencePeriod, 'shift' | 'hours'>[]): string[] | null {
  if (held.every(({ hours }) => hours === null)) return null
  const spans = held.map(
    ({ shift, hours }) => hours ?? (shift === 'day' || shift === 'night' ? [hoursOfShift[shift]] : null),
  )
  return spans.includes(null) ? null : [...new Set(spans.flatMap((one) => one ?? []))]
}

export const isClosed = ({ siteClosedOn }: Pick<LicensedSite, 'siteClosedOn'>, day: string): boolean =>
  siteClosedOn !== null && siteClosedOn <= day
