/** What stands in the form of a calendar year, and the days it means. Pure. */
import { addDays } from '../../platform/shared/calendar.ts'
import type { CalendarYearEntry } from '../calendar-year.ts'

/** One holiday, first to last day; a holiday of one day needs no last. */
export type Holiday = { from?: string | undefined; to?: string | undefined }
export type CalendarValues = {
  year: number
  number: string
  holidays: readonly (Holiday | undefined)[]
  makeUpDays: readonly (string | undefined)[]
}

export const emptyHoliday: Holiday = {}

/** No holiday is longer; a slip of the year must not fill the form with thousands of days. */
const longest = 31

function daysOf(holiday: Holiday | undefined): string[] {
  if (!holiday?.from) return []
  const days = [holiday.from]
  for (let day = holiday.from; holiday.to && day < holiday.to && days.length < longest; ) {
    day = addDays(day, 1)
    days.push(day)
  }
  return days
}

export const toEntry = ({ year, number, holidays, makeUpDays }: CalendarValues): CalendarYearEntry => ({
  year,
  number: number?.trim() ?? '',
  offDays: (holidays ?? []).flatMap(daysOf),
  makeUpDays: (makeUpDays ?? []).flatMap((day) => day ?? []),
})
