/** The year that nobody had entered is entered, and what waited for it begins. */
import { startWaitingLimits } from '../src/platform/server/time-limits.ts'
import { rulebookContract } from '../src/rulebook/contract.ts'
import { loadCalendar } from '../src/rulebook/store.ts'
import type { Test } from './harness.ts'

/** 2027 with New Year's Day off. */
export async function enter2027(city: Test): Promise<void> {
  const fileId = await city.upload('legalReviewer', 1, 'document', '2027.pdf', Buffer.from('%PDF-1.4\n%%EOF\n'))
  const year = { year: 2027, number: '国办发明电〔2026〕7号', offDays: ['2027-01-01'], makeUpDays: [], fileId }
  await city.ok('legalReviewer', rulebookContract.enterCalendarYear, year)
  await beginWhatWaited(city)
}

export const beginWhatWaited = (city: Test): Promise<void> =>
  city.asSystem(async (db) => startWaitingLimits(db, await loadCalendar(db)))
