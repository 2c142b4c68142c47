/** A year's holidays and make-up days, entered from the notice of the State Council's General Office. Pure. */
import { z } from 'zod'
import { type Actor, hasRole } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { isoDate, type RuleSeed } from './rule.ts'

export const calendarYearEntry = z.object({
  year: z.coerce.number().int().min(2000).max(2100),
  /** Number of the notice, as 国办发明电〔2025〕7号. */
  number: z.string().trim().min(1).max(100),
  /** Every day of every holiday, weekends among them or not. */
  offDays: z.array(isoDate).min(1).max(100),
  /** Saturdays and Sundays that are worked. */
  makeUpDays: z.array(isoDate).max(50),
})
export type CalendarYearEntry = z.infer<typeof calendarYearEntry>

/** Who may raise a rule may enter the rule whose official text is at hand. */
export const mayEnterCalendarYear = (user: Actor): boolean => hasRole(user, 'legalReviewer')

export const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

/**
 * Refuses `calendar-day-other-year`, `calendar-days-overlap` for a day named twice or both off and worked, `calendar-make-up-weekday` for a
 * make-up day that is worked anyway. Each names the first such day.
 */
export function checkCalendarYear({ year, offDays, makeUpDays }: CalendarYearEntry): void {
  const all = [...offDays, ...makeUpDays]
  const elsewhere = all.find((day) => !day.startsWith(`${year}-`))
  if (elsewhere !== undefined) throw new Refusal('calendar-day-other-year', { day: elsewhere, year })
  const twice = all.find((day, n) => all.indexOf(day) !== n)
  if (twice !== undefined) throw new Refusal('calendar-days-overlap', { day: twice })
  const worked = makeUpDays.find((day) => !isWeekend(day))
  if (worked !== undefined) throw new Refusal('calendar-make-up-weekday', { day: worked })
}

/** The rule of the year. With the official text attached by a legal reviewer it is authentic from the start. */
export function calendarRule({ year, number, offDays, makeUpDays }: CalendarYearEntry): RuleSeed {
  return {
    key: `calendar.${year}`,
    title: { zh: `${year}年放假调休安排`, en: `Public holidays and make-up days of ${year}` },
    value: { year, offDays: offDays.toSorted(), makeUpDays: makeUpDays.toSorted(), source: number, edition: number },
    validFrom: `${year}-01-01`,
    validTo: `${year}-12-31`,
    citation: {
      zh: `国务院办公厅关于${year}年部分节假日安排的通知（${number}）`,
      en: `General Office of the State Council, notice on holidays of ${year} (${number})`,
    },
    standing: 'authentic',
    grade: null,
    note: null,
    referenceOnly: false,
  }
}
