/** Writes src/rulebook/data/calendar-years.json: the days off and make-up days of the years the calendar library knows. */
import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import chineseDays from 'chinese-days'
import {
  addDays,
  addWorkingDays,
  dateInChina,
  endOfCalendarLimit,
  workCalendar,
  workingDaysBetween,
} from '../src/platform/shared/calendar.ts'

const require = createRequire(import.meta.url)
const { version } = require('chinese-days/package.json') as { version: string } // a package manifest has a version
const firstYear = 2007
const lastYear = 2026

const isWeekend = (date: string): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())

/** Only what differs from "Monday to Friday are worked". */
function yearOf(year: number) {
  const offDays: string[] = []
  const makeUpDays: string[] = []
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
    if (chineseDays.isWorkday(day) === !isWeekend(day)) continue
    if (isWeekend(day)) makeUpDays.push(day)
    else offDays.push(day)
  }
  return { year, offDays, makeUpDays }
}

const years = Array.from({ length: lastYear - firstYear + 1 }, (_, i) => yearOf(firstYear + i))

const calendar = workCalendar(years)
const found = [
  addWorkingDays('2018-02-08', 5, calendar),
  addWorkingDays('2018-02-08', 10, calendar),
  endOfCalendarLimit('2018-02-08', 15, calendar),
  workingDaysBetween('2018-02-09', '2018-03-15', calendar),
].join()
if (found !== '2018-02-14,2018-02-27,2018-02-23,22') throw new Error(`the check values are not met: ${found}`)

const content = { source: 'chinese-days (MIT)', edition: version, extractedOn: dateInChina(new Date()), years }
await writeFile(
  new URL('../src/rulebook/data/calendar-years.json', import.meta.url),
  `${JSON.stringify(content, null, 1)}\n`,
)
