/** Ground for tests of inspections: a sweep of county A opened from an issued notice, and its targets. */
import { inspectionsContract } from '../src/inspections/contract.ts'
import { noticesContract } from '../src/notices/contract.ts'
import { exampleDraft } from '../src/notices/examples.ts'
import type { Test } from './harness.ts'
import { areas } from './world.ts'

export const sweepDay = '2018-02-09'

/** Opens a sweep as county A. @returns its id and what it was opened with. */
export async function openSweep(city: Test, over = {}) {
  const draft = exampleDraft(city.agencies.cityOffice, [{ areaId: areas.countyA.id, agencyId: null }])
  const { id: noticeId } = await city.ok('cityOffice', noticesContract.draftNotice, draft)
  await city.ok('cityOffice', noticesContract.issueNotice, { id: noticeId })
  const opening = {
    noticeId,
    areaId: areas.countyA.id,
    name: '全覆盖排查',
    startsOn: sweepDay,
    dueOn: '2018-03-15',
    planNumber: null,
    planApprovedBy: null,
    ...over,
  }
  return { opening, ...(await city.ok('countyOfficeA', inspectionsContract.openSweep, opening)) }
}

export const targetsOf = (city: Test, id: string, filter = {}) =>
  city.ok('countyOfficeA', inspectionsContract.listTargets, { id, ...filter })
