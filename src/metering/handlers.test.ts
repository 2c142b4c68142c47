import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import {
  approveShippedModel,
  days,
  detectAll,
  foundPoints,
  from,
  loadsOfPoints,
  type PointKey,
  to,
} from '../../test/metering-world.ts'
import { visitSite } from '../../test/on-site.ts'
import { areas, type PersonKey } from '../../test/world.ts'
import { enterprisesContract as ledger } from '../enterprises/contract.ts'
import { exampleTrader } from '../enterprises/examples.ts'
import { leadsContract } from '../leads/contract.ts'
import { inContext } from '../platform/server/http.ts'
import type { AlarmKind } from './alarm.ts'
import { meteringContract as metering } from './contract.ts'
import { readingsCsv } from './example-files.ts'
import { simulateLoad } from './example-loads.ts'
import { importReadings } from './import-readings.ts'
import { meteringJobs } from './jobs.ts'

const terms = { agreement: '数据共享协议', purpose: '用电监测', basis: '协议第三条' }

let city: Test
let folder = ''
let ids: Record<PointKey, { point: string; site: string }>

beforeAll(async () => {
  city = await openTest({ now: '2018-04-09T02:00:00Z' })
  folder = await mkdtemp(join(tmpdir(), 'gangshao-metering-'))
  ids = await city.asSystem((db) => foundPoints(db, city.now()))
  await approveShippedModel(city)
})
afterAll(async () => {
  await city.close()
  await rm(folder, { recursive: true, force: true })
})

/** Runs a job as the worker would. */
const work = (name: keyof typeof meteringJobs, subjectId = '') =>
  inContext(city.app.platform, 'system', null, async (context) =>
    meteringJobs[name]?.run({ ...context, user: null }, { subjectId }),
  )

const runDetect = () => detectAll(city)

const alarmOf = async (key: PointKey, kind?: AlarmKind, person: PersonKey = 'cityOffice') =>
  (await city.ok(person, metering.listAlarms, { usagePointId: ids[key].point, ...(kind && { kinds: kind }) })).rows[0]

describe('a delivery', () => {
  test('by the power liaison is imported by a job, with its progress, and put in force with its event', async () => {
    const fileId = await city.upload('powerLiaison', areas.city.id, 'import', 'readings.csv.gz', loadsOfPoints())
    const { id, known } = await city.ok('powerLiaison', metering.deliverReadings, { fileId, ...terms })
    expect(known).toBe(false)
    await work('metering.import', id)
    expect(await city.ok('cityOffice', metering.getDelivery, { id })).toMatchObject({
      status: 'inForce',
      progress: 1,
      days: days * 7,
      accounts: 7,
      unknownAccounts: 0,
      firstDay: from,
      lastDay: to,
      deliveredByName: 'powerLiaison',
    })
    expect(await city.eventsOf(id)).toEqual(['delivery.received', 'readings.arriving', 'readings.inForce'])
    expect(await city.ok('powerLiaison', metering.deliverReadings, { fileId, ...terms })).toEqual({ id, known: true })
    await work('metering.import', id)
    expect(await city.eventsOf(id)).toHaveLength(3)
  })

  test('is refused without agreement, purpose or basis, and to everyone but the power liaison of the place', async () => {
    const fileId = await city.upload('powerLiaison', areas.city.id, 'import', 'x.csv', Buffer.from('meter_id\n'))
    expect(await city.refused('powerLiaison', metering.deliverReadings, { fileId, ...terms, basis: ' ' })).toBe(
      'basis-missing',
    )
    expect(await city.refused('powerLiaison', metering.deliverReadings, { fileId, ...terms, agreement: '' })).toBe(
      'agreement-missing',
    )
    expect(await city.refused('powerLiaison', metering.deliverReadings, { fileId, ...terms, purpose: '' })).toBe(
      'purpose-missing',
    )
    for (const person of ['cityOffice', 'countyOfficeA', 'officerA1', 'gridWorkerA1', 'superiorInspector'] as const)
      expect(await city.refused(person, metering.deliverReadings, { fileId, ...terms })).toBe('not-permitted')
    expect(await city.refused('powerLiaison', metering.deliverReadings, { fileId: uuidv7(), ...terms })).toBe(
      'not-found',
    )
    const scan = await city.upload('powerLiaison', areas.city.id, 'document', 'a.pdf', Buffer.from('%PDF-1.4\n%%EOF'))
    expect(await city.refused('powerLiaison', metering.deliverReadings, { fileId: scan, ...terms })).toBe(
      'not-an-import-file',
    )
  })

  test('that cannot be read fails with its reason, and its content may be delivered again', async () => {
    const fileId = await city.upload('powerLiaison', areas.city.id, 'import', 'y.csv', Buffer.from('a,b\n1,2\n'))
    const { id } = await city.ok('powerLiaison', metering.deliverReadings, { fileId, ...terms })
    await work('metering.import', id)
    expect(await city.ok('powerLiaison', metering.getDelivery, { id })).toMatchObject({
      status: 'failed',
      failure: { reason: 'header', line: 1 },
    })
    expect((await city.ok('powerLiaison', metering.deliverReadings, { fileId, ...terms })).known).toBe(false)
  })

  test('keeps accounts the ledger does not know and lists them, with the usage point once it is entered', async () => {
    const path = join(folder, 'unknown.csv')
    await writeFile(
      path,
      readingsCsv(simulateLoad('office', { seed: 9, account: 'N-9', from, days: 3, contractKw: 100 })),
    )
    const { deliveryId: id, unknownAccounts } = await importReadings(city.app.platform, path, terms)
    expect(unknownAccounts).toBe(1)
    expect((await city.ok('cityOffice', metering.listUnknownAccounts, { id })).rows).toEqual([
      { account: 'N-9', days: 3, usagePointId: null },
    ])
    expect(await city.refused('countyOfficeA', metering.listUnknownAccounts, { id })).toBe('not-found')
    expect(await city.refused('officerA1', metering.withdrawDelivery, { id, reason: '错' })).toBe('not-permitted')
    await city.ok('powerLiaison', metering.withdrawDelivery, { id, reason: '户号有误' })
    expect(await city.refused('cityOffice', metering.withdrawDelivery, { id, reason: '再来' })).toBe('wrong-state')
    expect((await city.eventsOf(id)).at(-1)).toBe('delivery.withdrawn')
  })
})

describe('a curve', () => {
  const span = { from: '2018-03-01', to: '2018-04-08' }

  test('is shown with its heats, and who looked is recorded', async () => {
    const id = ids.melting.point
    const curve = await city.ok('countyOfficeA', metering.getLoadCurve, { id, ...span })
    expect(curve.days).toHaveLength(39)
    expect(curve.days[0]?.loadKw).toHaveLength(96)
    expect(curve.heats.length).toBeGreaterThan(60)
    expect(curve.heats.every((heat) => heat.unlicensed && heat.from >= '2018-03-01T00:00:00+08:00')).toBe(true)
    expect(curve.daysOff).toContain('2018-04-05')
    expect(await city.eventsOf(id)).toEqual(['curve.viewed'])
  })

  test('stands beside the output that the firm declared, or says that nothing was declared', async () => {
    const { point, site } = ids.melting
    const declared = async () => (await city.ok('cityOffice', metering.getUsagePoint, { id: point })).declaredOutput
    expect(await declared()).toBeNull()
    const firm = { ...exampleTrader, declaredOutputT: 1200, declaredOutputYear: 2017, areaId: areas.villageA1.id }
    const { id: enterpriseId } = await city.ok('countyOfficeA', ledger.registerEnterprise, firm)
    await city.ok('countyOfficeA', ledger.occupySite, { id: site, enterpriseId, validFrom: '2018-01-01' })
    expect(await declared()).toEqual({ tonnes: 1200, year: 2017 })
  })

  test('is shown to offices, departments, power company and superior inspectors of the area, never to township leaders and grid workers', async () => {
    const id = ids.melting.point
    for (const person of ['cityOffice', 'countyOfficeA', 'officerA1', 'powerLiaison', 'superiorInspector'] as const)
      expect((await city.call(person, metering.getLoadCurve, { id, ...span })).status).toBe(200)
    // without the span of the deliveries the page would say that nothing was delivered
    for (const person of ['cityOffice', 'countyOfficeA', 'officerA1'] as const)
      expect((await city.ok(person, metering.getUsagePoint, { id })).delivered).toMatchObject({ from, to })
    for (const person of ['townshipLeaderA', 'gridWorkerA2', 'legalReviewer', 'systemAdmin', 'auditAdmin'] as const) {
      expect(await city.refused(person, metering.getLoadCurve, { id, ...span })).toBe('not-permitted')
      expect(await city.refused(person, metering.listAlarms, {})).toBe('not-permitted')
    }
    expect(await city.refused('countyOfficeB', metering.getLoadCurve, { id, ...span })).toBe('not-found')
    expect(await city.refused('officerB1', metering.getUsagePoint, { id })).toBe('not-found')
    expect(await city.refused('cityOffice', metering.getLoadCurve, { id, from: '2018-04-08', to: '2018-03-01' })).toBe(
      'span-backwards',
    )
    expect(await city.refused('cityOffice', metering.getLoadCurve, { id, from: '2010-01-01', to: '2018-03-01' })).toBe(
      'span-too-long',
    )
  })

  test('has a quality for every day: not delivered, silent and zero are never the same', async () => {
    const { rows } = await city.ok('cityOffice', metering.listQuality, { id: ids.silent.point, from: '2017-12-30', to })
    expect(rows).toHaveLength(100)
    expect(rows[0]?.flags).toEqual(['notDelivered'])
    expect(rows[5]?.flags).toEqual([])
    expect(rows.at(-1)?.flags).toEqual(['silent'])
    const restarted = await city.ok('cityOffice', metering.listQuality, { id: ids.restarted.point, from, to: from })
    expect(restarted.rows[0]?.flags).toEqual(['zero'])
  })
})

describe('detection', () => {
  test('raises one alarm of the right kind for each suspicious usage point, and none for the lawful', async () => {
    await runDetect()
    const { rows } = await city.ok('cityOffice', metering.listAlarms, {})
    expect(
      rows
        .filter(({ kind }) => kind !== 'plainThreshold')
        .map(({ account, kind }) => `${account} ${kind}`)
        .sort(),
    ).toEqual([
      'A-1002 outsideLicence',
      'A-1003 registerFirst',
      'A-1004 restartAtClosedSite',
      'A-1005 silentMeter',
      'B-2002 registerFirst',
    ])
    expect(rows.map(({ score }) => score)).toEqual(rows.map(({ score }) => score).toSorted((a, b) => b - a))
    const restarted = await alarmOf('restarted')
    expect(restarted?.reasons.reasons.length).toBeGreaterThan(3)
    expect(restarted?.reasons.reasons.reduce((sum, { points: given }) => sum + given, 0)).toBeGreaterThan(10)
  })

  test('again on the same readings changes nothing', async () => {
    const seen = async () =>
      city.asSystem(
        async (db) =>
          (
            await sql<{
              n: number
            }>`select (select count(*) from alarms) + (select count(*) from leads) * 1000 + (select count(*) from events) * 1000000 as n`.execute(
              db,
            )
          ).rows[0]?.n,
      )
    const before = await seen()
    await runDetect()
    await runDetect()
    expect(await seen()).toBe(before)
  })

  test('opens one lead for a suspicious alarm, with reasons, and none for those that need the register or say nothing of heats', async () => {
    for (const key of ['restarted', 'broken'] as const) {
      const alarm = await alarmOf(key)
      const lead = await city.ok('countyOfficeA', leadsContract.getLead, { id: alarm?.leadId ?? '' })
      expect(lead).toMatchObject({ source: 'alarm', sourceId: alarm?.id, siteId: ids[key].site })
      expect(lead.facts.reasons?.length).toBeGreaterThan(3)
      expect(await city.eventsOf(alarm?.id ?? '')).toEqual(['alarm.raised', 'alarm.leadOpened'])
    }
    expect((await alarmOf('melting'))?.leadId).toBeNull()
    expect((await alarmOf('silent'))?.leadId).toBeNull()
  })

  test('states every meter: read, silent; one nobody has looked at is unknown', async () => {
    const unread = uuidv7()
    await city.asSystem((db) =>
      sql`insert into usage_points (id, account, site_id, area_id, area_path, registered_at)
      values (${unread}, 'A-1999', ${ids.lawful.site}, ${areas.villageA1.id}, ${areas.villageA1.path}, ${city.now()})`.execute(
        db,
      ),
    )
    const { rows } = await city.ok('cityOffice', metering.countMeterStates, {})
    expect(Object.fromEntries(rows.map(({ state, count }) => [state, count]))).toEqual({
      reading: 6,
      silent: 1,
      unknown: 1,
    })
    await runDetect()
    expect(
      (await city.ok('cityOffice', metering.listUsagePoints, { state: 'noReadings' })).rows.map(({ id }) => id),
    ).toEqual([unread])
  })

  test('is seen in the own area only', async () => {
    const { rows } = await city.ok('countyOfficeB', metering.listAlarms, {})
    expect(new Set(rows.map(({ account }) => account))).toEqual(new Set(['B-2002']))
    expect(await city.refused('countyOfficeB', metering.listAlarms, { areaId: areas.countyA.id })).toBe('not-found')
    expect(await city.refused('countyOfficeB', metering.getAlarm, { id: (await alarmOf('melting'))?.id ?? '' })).toBe(
      'not-found',
    )
    const first = await city.ok('cityOffice', metering.listAlarms, { limit: 2 })
    const second = await city.ok('cityOffice', metering.listAlarms, { limit: 2, after: first.next ?? '' })
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(4)
  })
})

describe('an alarm', () => {
  const note = '电话核对登记'

  test('without a licence on file is checked against the register: nothing on file opens the lead', async () => {
    const id = (await alarmOf('melting'))?.id ?? ''
    expect(await city.refused('officerB1', metering.checkRegister, { id, outcome: 'nothingOnFile', note })).toBe(
      'not-found',
    )
    expect(await city.refused('powerLiaison', metering.checkRegister, { id, outcome: 'nothingOnFile', note })).toBe(
      'not-permitted',
    )
    const answer = await city.ok('countyOfficeA', metering.checkRegister, { id, outcome: 'nothingOnFile', note })
    expect(answer.status).toBe('open')
    expect((await city.ok('cityOffice', leadsContract.getLead, { id: answer.leadId ?? '' })).sourceId).toBe(id)
    expect(await city.refused('countyOfficeA', metering.checkRegister, { id, outcome: 'explained', note })).toBe(
      'wrong-state',
    )
    expect(await city.eventsOf(id)).toEqual(['alarm.raised', 'alarm.registerChecked', 'alarm.leadOpened'])
  })

  test('that the register explains is closed, and the same heats raise no other', async () => {
    const id = (await alarmOf('meltingB'))?.id ?? ''
    expect(await city.ok('countyOfficeB', metering.checkRegister, { id, outcome: 'explained', note })).toEqual({
      status: 'closed',
      leadId: null,
    })
    await runDetect()
    const { rows } = await city.ok('cityOffice', metering.listAlarms, {
      usagePointId: ids.meltingB.point,
      kinds: 'registerFirst',
    })
    expect(rows.map(({ status, cause }) => [status, cause])).toEqual([['closed', 'registerWrong']])
  })

  test('goes from open to assigned, verified and closed with a cause, and in no other order', async () => {
    const alarm = await alarmOf('silent')
    const id = alarm?.id ?? ''
    expect(await city.refused('officerA1', metering.verifyAlarm, { id, found: '电表损坏' })).toBe('wrong-state')
    expect(await city.refused('countyOfficeA', metering.closeAlarm, { id, cause: 'idle' })).toBe('wrong-state')
    expect(await city.refused('officerA1', metering.assignAlarm, { id, agencyId: city.agencies.marketA })).toBe(
      'not-permitted',
    )
    expect(await city.refused('countyOfficeA', metering.assignAlarm, { id, agencyId: city.agencies.marketB })).toBe(
      'alarm-agency-elsewhere',
    )
    expect(
      (await city.ok('countyOfficeA', metering.listAlarmAgencies, { id })).rows.map((agency) => agency.id),
    ).toContain(city.agencies.marketA)
    await city.ok('countyOfficeA', metering.assignAlarm, { id, agencyId: city.agencies.marketA })
    expect(await city.refused('economyOfficerA', metering.verifyAlarm, { id, found: '停产' })).toBe('not-permitted')
    const verification = { id, found: '停产，电表拆除' }
    expect(await city.refused('officerA1', metering.verifyAlarm, verification)).toBe('alarm-not-visited')
    for (const short of [{ couldEnter: false }, { accepted: false }]) await visitSite(city, ids.silent.site, short)
    expect(await city.refused('officerA1', metering.verifyAlarm, verification)).toBe('alarm-not-visited')
    const visitId = await visitSite(city, ids.silent.site)
    expect(await city.ok('cityOffice', metering.getAlarm, { id })).toMatchObject({ visitId, visitedOn: '2018-04-09' })
    await city.ok('officerA1', metering.verifyAlarm, verification)
    expect(await city.refused('powerLiaison', metering.closeAlarm, { id, cause: 'idle' })).toBe('not-permitted')
    expect(await city.refused('officerB1', metering.closeAlarm, { id, cause: 'idle' })).toBe('not-found')
    await city.ok('countyOfficeA', metering.closeAlarm, { id, cause: 'idle' })
    expect(await city.refused('countyOfficeA', metering.closeAlarm, { id, cause: 'idle' })).toBe('wrong-state')
    const whole = 'alarm.raised alarm.assigned alarm.visited alarm.verified alarm.closed'
    expect((await city.eventsOf(id)).join(' ')).toBe(whole)
    await runDetect()
    expect((await city.ok('cityOffice', metering.listAlarms, { usagePointId: ids.silent.point })).rows).toHaveLength(1)
  })

  test('whose lead is decided is verified by that, and closed by a person with its cause', async () => {
    const alarm = await alarmOf('restarted')
    const [id, leadId] = [alarm?.id ?? '', alarm?.leadId ?? '']
    await city.ok('countyOfficeA', leadsContract.assignLead, {
      id: leadId,
      agencyId: city.agencies.marketA,
      note: null,
    })
    await city.ok('officerA1', leadsContract.takeUpLead, { id: leadId })
    await visitSite(city, ids.restarted.site, { leadId, forbidden: true })
    await city.ok('officerA1', leadsContract.decideLead, { id: leadId, outcome: 'founded', reason: '现场发现中频炉' })
    await work('metering.followLead', leadId)
    await work('metering.followLead', leadId)
    await city.ok('officerA1', metering.closeAlarm, { id, cause: 'forbidden' })
    expect(await city.eventsOf(id)).toEqual([
      'alarm.raised',
      'alarm.leadOpened',
      'alarm.visited',
      'alarm.verified',
      'alarm.closed',
    ])
  })

  test('counts in the yield once it is closed on a verification on site, beside the published yield of the screen of practice', async () => {
    const answer = await city.ok('cityOffice', metering.getYield, {})
    // what the register explained counts for nothing: nobody has been there
    const rows = answer.rows.map(({ kind, closed, forbidden, unseen }) => [kind, closed, forbidden, unseen].join(' '))
    for (const row of ['restartAtClosedSite 1 1 0', 'registerFirst 0 0 1', 'silentMeter 1 0 0', 'outsideLicence 0 0 0'])
      expect(rows).toContain(row)
    const unseen = await city.ok('cityOffice', metering.listAlarms, { status: 'closed', onSite: 'false' })
    expect(unseen.rows.map(({ kind }) => kind)).toEqual(['registerFirst'])
    expect(answer.practice).toMatchObject({ checked: 44, found: 0, standing: 'unverified' })
    expect(answer.model).toMatchObject({ training: { kind: 'semiSynthetic', siteChecks: 0 } })
  })

  test('of a silent meter is closed by the program when readings come back', async () => {
    const account = 'A-1006'
    const point = uuidv7()
    await city.asSystem((db) =>
      sql`insert into usage_points (id, account, site_id, area_id, area_path, registered_at)
      values (${point}, ${account}, ${ids.lawful.site}, ${areas.villageA1.id}, ${areas.villageA1.path}, ${city.now()})`.execute(
        db,
      ),
    )
    const deliver = async (name: string, start: string, count: number) => {
      const path = join(folder, name)
      await writeFile(
        path,
        readingsCsv(simulateLoad('office', { seed: 3, account, from: start, days: count, contractKw: 200 })),
      )
      await importReadings(city.app.platform, path, terms)
      await runDetect()
    }
    await deliver('early.csv', from, 30)
    const { rows } = await city.ok('cityOffice', metering.listAlarms, { usagePointId: point })
    expect(rows.map(({ kind, status }) => [kind, status])).toEqual([['silentMeter', 'open']])
    await deliver('late.csv', '2018-03-20', 20)
    expect((await city.ok('cityOffice', metering.getAlarm, { id: rows[0]?.id ?? '' })).cause).toBe('readingsBack')
  })
})
