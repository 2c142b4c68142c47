/** The day that all screens look at: `?asOf=` of the address, kept while one goes from screen to screen. */
import { dateInChina } from '../shared/calendar.ts'

/** The present day, whatever day is looked at. */
export const presentDay = (): string => dateInChina(new Date())

/** A day other than today, of a value in the address; undefined is today. */
export const otherDay = (asked: unknown): string | undefined =>
  typeof asked === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(asked) && asked !== presentDay() ? asked : undefined

/** The day in the address, for what asks outside a component. Where the formats are tested there is no address. */
export const dayAsked = (): string | undefined => otherDay(new URLSearchParams(globalThis.location?.search).get('asOf'))

/** The past day that is looked at: nothing can be written then. Undefined today and for days to come. */
export function pastDay(asked = dayAsked()): string | undefined {
  return asked !== undefined && asked < presentDay() ? asked : undefined
}
