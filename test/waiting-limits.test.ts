/** A limit that waits for the working days of a year changes hands and is suspended and lengthened like one that runs. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gridContract as grid } from '../src/grid/contract.ts'
import { carryOutHandOvers, checkOrphans } from '../src/grid/hand-over-acts.ts'
import { leadsContract } from '../src/leads/contract.ts'
import { asProgram } from '../src/platform/server/http.ts'
import { platformContract } from '../src/platform/shared/platform-contract.ts'
import { tipOfficeContract as office } from '../src/tips/office-contract.ts'
import { enter2027 } from './calendar-year.ts'
import { openTest, type Test } from './harness.ts'
import { handTipOver, nameCustodians, runTipJob } from './tip-ground.ts'
import { areas, type PersonKey } from './world.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2026-12-28T02:00:00Z' })
  await nameCustodians(city)
})
afterAll(() => city.close())

const day = (date: string) => city.goTo(`${date}T02:00:00Z`)
const night = async () => {
  await asProgram(city.app.platform, carryOutHandOvers)
  await asProgram(city.app.platform, checkOrphans)
}
const limitOf = async (subjectId: string, kind: string) =>
  (await city.ok('cityOffice', platformContract.listLimitsOf, { subjectId })).rows.find((row) => row.kind === kind)

let tip: { id: string }
describe('of a tip', () => {
  const suspend = (until: string) => ({ id: tip.id, until, reason: '送检' })

  test('stands still to a day that can be counted to, and to no other', async () => {
    tip = await handTipOver(city)
    expect(await limitOf(tip.id, 'limit.tipHandling')).toBeUndefined()
    await day('2026-12-29')
    expect(await city.refused('cityOffice', office.suspendTip, suspend('2027-01-05'))).toBe('calendar-year-unknown')
    await city.ok('cityOffice', office.suspendTip, suspend('2026-12-31'))
    expect(await city.refused('cityOffice', office.suspendTip, suspend('2026-12-31'))).toBe('wrong-state')
  })

  test('runs on by itself on that day', async () => {
    await day('2026-12-31')
    await runTipJob(city, 'tips.resume')
    expect(await city.eventsOf(tip.id)).toContain('tip.resumed')
    expect(await city.refused('cityOffice', office.resumeTip, { id: tip.id })).toBe('wrong-state')
  })

  test('is lengthened once', async () => {
    await city.ok('countyOfficeA', office.askExtension, { id: tip.id, days: 10, reason: '等待检测结果' })
    await city.ok('cityOffice', office.decideExtension, { id: tip.id, approved: true })
    const again = { id: tip.id, days: 1, reason: '等待检测结果' }
    expect(await city.refused('countyOfficeA', office.askExtension, again)).toBe('extension-spent')
  })
})

describe('held by somebody who leaves', () => {
  let lead: { id: string }
  const holderOf = async () =>
    (
      await city.asOwner<{ name: string }>(
        `select o.name from time_limits_waiting w join officials o on o.id = w.holder_official_id where w.subject_id = $1`,
        [lead.id],
      )
    ).map(({ name }) => name)
  const appointmentOf = async (name: string, areaId: number, asOf?: string) =>
    (await city.ok('cityOffice', grid.listAppointments, { areaId, asOf })).rows.find((row) => row.officialName === name)
      ?.id ?? ''

  test('is shown among what is open, and is the successor’s from his first day', async () => {
    lead = await city.ok('cityOffice', leadsContract.openLead, {
      areaId: areas.villageA1.id,
      source: 'superior',
      sourceId: '苏办〔2026〕3号',
      siteId: null,
      title: '疑似开炉',
      words: '夜间冶炼',
    })
    expect(await holderOf()).toEqual(['townshipLeaderA'])
    const id = await appointmentOf('townshipLeaderA', areas.townshipA.id)
    const { groups } = await city.ok('countyOfficeA', grid.getOpenWork, { id, on: '2026-12-31' })
    expect(groups.find(({ kind }) => kind === 'limit')).toMatchObject({
      total: 1,
      rows: [{ title: 'limit.leadHandOver', dueOn: null }],
    })
    const successor = { name: '接任者', phone: '0519-80001234', source: '任〔2026〕3号' }
    await city.ok('countyOfficeA', grid.endAppointment, { id, on: '2026-12-31', reason: '调离', successor })
    expect(await holderOf()).toEqual(['townshipLeaderA'])
    await day('2027-01-01')
    await night()
    expect(await holderOf()).toEqual(['接任者'])
  })

  test('is an orphan of the nightly check when his term has lapsed, and is handed over from there', async () => {
    const id = await appointmentOf('接任者', areas.townshipA.id)
    await city.asOwner(`update appointments set valid_to = '2027-01-02' where id = $1`, [id])
    await day('2027-01-03')
    await night()
    const { rows } = await city.ok('cityOffice', grid.getOrphanCheck, {})
    expect(rows).toMatchObject([{ kind: 'limit', count: 1, officialName: '接任者', appointmentId: id }])
    const toOfficialId = city.persons.countyOfficeA.officialId
    const made = await city.ok('countyOfficeA', grid.handOverLater, { id, toOfficialId, reason: '任期届满' })
    expect(made.limitsPassed).toBe(1)
    expect(await holderOf()).toEqual(['countyOfficeA'])
  })

  test('goes with the area of its holder when that is merged', async () => {
    const byName = (person: PersonKey) =>
      city.asOwner(`update time_limits_waiting set holder_official_id = $1 where subject_id = $2`, [
        city.persons[person].officialId,
        lead.id,
      ])
    await byName('gridWorkerA1')
    await city.ok('cityOffice', grid.closeArea, {
      areaId: areas.villageA1.id,
      intoId: areas.villageA2.id,
      on: '2027-01-03',
      reason: '合并',
      toOfficialId: city.persons.gridWorkerA2.officialId,
    })
    await night()
    expect(await holderOf()).toEqual(['gridWorkerA2'])
  })
})

test('what was said of it is counted once the year is entered: the days it stood still, and those it was given', async () => {
  await enter2027(city)
  // ten working days end on 12 January; the 29th and 30th stood still, and ten days were given
  expect(await limitOf(tip.id, 'limit.tipHandling')).toMatchObject({ dueOn: '2027-01-28', status: 'due' })
})
