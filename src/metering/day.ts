/** Days as ISO dates ('2018-03-01') and as whole days since 1970-01-01: the arithmetic of windows, without any clock. */

/** Days since 1970-01-01 of an ISO date in the Gregorian calendar. Throws RangeError when the text is no real date. */
export function dayNumber(day: string): number {
  const known = numbers.get(day)
  if (known !== undefined) return known
  const number = readDay(day)
  if (numbers.size > mostKnown) numbers.clear()
  numbers.set(day, number)
  return number
}

/** Days of the last files: a case has the same 150 days two thousand times over. */
const numbers = new Map<string, number>()
const mostKnown = 2000

function readDay(day: string): number {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (!parts) throw new RangeError(`not an ISO date: ${day}`)
  const number = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) / 86_400_000
  if (isoDay(number) !== day) throw new RangeError(`no such day: ${day}`)
  return number
}

/** ISO date of a number of days since 1970-01-01 (civil-from-days, proleptic Gregorian; years 0000–9999). */
export function isoDay(number: number): string {
  const known = dates.get(number)
  if (known !== undefined) return known
  const date = writeDay(number)
  if (dates.size > mostKnown) dates.clear()
  dates.set(number, date)
  return date
}

const dates = new Map<number, string>()

function writeDay(number: number): string {
  const shifted = number + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const dayOfMonth = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: string, count: number): string {
  return isoDay(dayNumber(day) + count)
}

/** 1 = Monday … 7 = Sunday, of days since 1970-01-01 (a Thursday). */
export function weekday(number: number): number {
  return ((((number + 3) % 7) + 7) % 7) + 1
}
