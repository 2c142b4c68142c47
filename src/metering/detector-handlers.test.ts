import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { detectAll, foundPoints, loadsOfPoints, type PointKey } from '../../test/metering-world.ts'
import { asProgram } from '../platform/server/http.ts'
import { meteringContract as metering } from './contract.ts'
import { importReadings } from './import-readings.ts'
import { proposeShippedModel } from './model-acts.ts'
import { shippedModel } from './shipped-model.ts'

const terms = { agreement: '数据共享协议', purpose: '用电监测', basis: '协议第三条' }
const { version } = shippedModel
const other = { ...shippedModel, version: 'eye-2026-12', alarmScore: shippedModel.alarmScore + 1 }

let city: Test
let folder = ''
let ids: Record<PointKey, { point: string; site: string }>

beforeAll(async () => {
  city = await openTest({ now: '2018-04-09T02:00:00Z' })
  folder = await mkdtemp(join(tmpdir(), 'gangshao-detector-'))
  ids = await city.asSystem((db) => foundPoints(db, city.now()))
  await writeFile(join(folder, 'readings.csv.gz'), loadsOfPoints())
  await importReadings(city.app.platform, join(folder, 'readings.csv.gz'), terms)
})
afterAll(async () => {
  await city.close()
  await rm(folder, { recursive: true, force: true })
})

const kindsOfAlarms = async () =>
  [...new Set((await city.ok('cityOffice', metering.listAlarms, {})).rows.map(({ kind }) => kind))].sort()

/** The city office's proposal as if another of its people had made it. */
const proposedByAnother = (which: string) =>
  city.asSystem((db) =>
    sql`insert into detector_models (version, model, digest, status, proposed_at, proposed_by)
      select ${`${which}-b`}, jsonb_set(model, '{version}', to_jsonb(${`${which}-b`}::text)), digest || 'b', 'proposed', ${city.now()}, o.id
        from detector_models, officials o where version = ${which} and o.id = ${city.persons.countyOfficeA.officialId}`.execute(
      db,
    ),
  )

describe('the limits in force', () => {
  test('are told with where they come from: the program with its version, or a row of the rulebook with its standing', async () => {
    const { own, rules } = await city.ok('officerA1', metering.getDetectorLimits, {})
    expect(own.find(({ group }) => group === 'threshold')).toMatchObject({ origin: 'fitted', versions: ['heat-4'] })
    const silence = rules.find(({ lines }) => lines.some(({ name }) => name === 'silentDays'))
    expect(silence).toMatchObject({ standing: 'unverified', citation: { zh: '程序默认值' } })
    expect(await city.refused('systemAdmin', metering.getDetectorLimits, {})).toBe('not-permitted')
  })
})

describe('without an approved model', () => {
  test('the model that came with the program is proposed once, and none is in use', async () => {
    await asProgram(city.app.platform, proposeShippedModel)
    const { inUse, models } = await city.ok('officerA1', metering.getDetector, {})
    expect(inUse).toBeNull()
    expect(models.map((row) => [row.version, row.status, row.proposedBy, row.inUse])).toEqual([
      [version, 'proposed', null, false],
    ])
    expect(await city.eventsOf(version)).toEqual(['detectorModel.proposed'])
  })

  test('a meter is silent after as many days as the rulebook says', async () => {
    const silentAfter = (days: number) =>
      city.asOwner(
        `update rules set value = jsonb_set(value, '{silentDays}', '${days}') where key = 'detection.silentMeter'`,
      )
    await silentAfter(400)
    await detectAll(city)
    expect(await kindsOfAlarms()).not.toContain('silentMeter')
    await silentAfter(3)
  })

  test('meters are looked at for silence and the screen of practice, and melting stays unknown', async () => {
    await detectAll(city)
    for (const kind of await kindsOfAlarms()) expect(['plainThreshold', 'silentMeter']).toContain(kind)
    expect(await kindsOfAlarms()).toContain('silentMeter')
    const { rows } = await city.ok('cityOffice', metering.listUsagePoints, {})
    expect(rows.map(({ score }) => score)).toEqual(rows.map(() => null))
    expect(rows.filter(({ state }) => state === 'reading').length).toBeGreaterThan(3)
    const budget = await city.ok('cityOffice', metering.getAlarmBudget, {})
    expect(budget).toMatchObject({ fromScore: null, judged: 0, notJudged: 7 })
    expect((await city.ok('cityOffice', metering.getYield, {})).model).toBeNull()
    expect((await city.ok('cityOffice', metering.getDetector, {})).run).toMatchObject({
      modelVersion: null,
      parts: 1,
      done: 1,
      points: 7,
      pointsDone: 7,
    })
  })
})

describe('a model', () => {
  test('is approved by the city office only, once, and from then on looks for melting', async () => {
    for (const person of ['countyOfficeA', 'officerA1', 'powerLiaison', 'superiorInspector', 'systemAdmin'] as const) {
      expect(await city.refused(person, metering.approveModel, { version })).toBe('not-permitted')
      expect(await city.refused(person, metering.withdrawModel, { version, reason: '停用' })).toBe('not-permitted')
      expect(await city.refused(person, metering.proposeModel, { model: other })).toBe('not-permitted')
    }
    expect(await city.refused('cityOffice', metering.approveModel, { version: 'nobody' })).toBe('not-found')
    expect(await city.ok('cityOffice', metering.approveModel, { version })).toEqual({ status: 'approved' })
    expect(await city.refused('cityOffice', metering.approveModel, { version })).toBe('wrong-state')
    expect(await city.eventsOf(version)).toEqual(['detectorModel.proposed', 'detectorModel.approved'])
    await detectAll(city)
    expect(await kindsOfAlarms()).toEqual(expect.arrayContaining(['restartAtClosedSite', 'registerFirst']))
    expect((await city.ok('cityOffice', metering.getDetector, {})).inUse).toEqual(shippedModel)
    expect(await city.ok('officerA1', metering.getModel, { version })).toEqual(shippedModel)
  })

  test('is seen by nobody who may not see meters', async () => {
    for (const person of ['townshipLeaderA', 'gridWorkerA1', 'legalReviewer'] as const) {
      expect(await city.refused(person, metering.getDetector, {})).toBe('not-permitted')
      expect(await city.refused(person, metering.getModel, { version })).toBe('not-permitted')
    }
  })

  test('that is malformed or known is refused; one that is proposed scores nothing', async () => {
    const broken = { ...other, features: [{ ...other.features[0], points: [1] }] }
    expect((await city.call('cityOffice', metering.proposeModel, { model: broken })).status).toBe(400)
    await city.ok('cityOffice', metering.proposeModel, { model: other })
    expect(await city.refused('cityOffice', metering.proposeModel, { model: other })).toBe('model-known')
    const { inUse, models } = await city.ok('cityOffice', metering.getDetector, {})
    expect(inUse?.version).toBe(version)
    expect(models.map((row) => [row.version, row.status])).toContainEqual([other.version, 'proposed'])
  })

  test('is not approved by the person who proposed it, but by another', async () => {
    expect(await city.refused('cityOffice', metering.approveModel, { version: other.version })).toBe(
      'model-two-persons',
    )
    await proposedByAnother(other.version)
    await city.ok('cityOffice', metering.approveModel, { version: `${other.version}-b` })
    const { inUse, models } = await city.ok('cityOffice', metering.getDetector, {})
    expect(inUse?.version).toBe(`${other.version}-b`)
    expect(models.filter((row) => row.inUse)).toHaveLength(1)
  })

  test('is withdrawn with a reason: the one before is in use again, at last none', async () => {
    expect((await city.call('cityOffice', metering.withdrawModel, { version, reason: ' ' })).status).toBe(400)
    await city.ok('cityOffice', metering.withdrawModel, { version: `${other.version}-b`, reason: '误报过多' })
    expect((await city.ok('cityOffice', metering.getDetector, {})).inUse?.version).toBe(version)
    expect(
      await city.refused('cityOffice', metering.withdrawModel, { version: `${other.version}-b`, reason: '再撤' }),
    ).toBe('wrong-state')
    expect(await city.refused('cityOffice', metering.approveModel, { version: `${other.version}-b` })).toBe(
      'wrong-state',
    )
    expect(await city.eventsOf(`${other.version}-b`)).toEqual(['detectorModel.approved', 'detectorModel.withdrawn'])
  })
})

describe('the budget of alarms', () => {
  test('counts the most suspicious per queue, and each figure is the length of its list', async () => {
    const all = await city.ok('cityOffice', metering.getAlarmBudget, { points: 100 })
    expect(all.judged + all.notJudged).toBe(7)
    for (const wanted of [{ points: 1 }, { points: 2 }, { points: 100 }, { points: undefined }]) {
      const { fromScore, queues } = await city.ok('cityOffice', metering.getAlarmBudget, wanted)
      for (const { queue, points } of queues) {
        const { rows } = await city.ok('cityOffice', metering.listUsagePoints, { queue, scoreFrom: fromScore ?? 0 })
        expect(rows).toHaveLength(points)
      }
      if (wanted.points !== undefined && wanted.points < 3)
        expect(queues.reduce((sum, { points }) => sum + points, 0)).toBe(wanted.points)
    }
    const { queues } = await city.ok('cityOffice', metering.getAlarmBudget, {})
    expect(queues.every(({ points }) => points > 0)).toBe(true)
    const inB = await city.ok('countyOfficeB', metering.getAlarmBudget, { points: 100 })
    expect(inB.judged + inB.notJudged).toBe(2)
  })
})

describe('the yield of the detector', () => {
  test('counts finds that came by another way, and whether an alarm stood before', async () => {
    const before = await city.ok('cityOffice', metering.getDetectorYield, {})
    expect([before.findsInAll, before.finds]).toEqual([0, []])
    await city.asSystem(async (db) => {
      for (const [n, key, openedAt] of [
        [1, 'restarted', '2018-05-01T00:00:00Z'],
        [2, 'office', '2018-03-01T00:00:00Z'],
      ] as const)
        await sql`insert into leads (id, number, status, source, source_id, site_id, area_id, area_path, title, opened_at, outcome, decided_at)
          select ${uuidv7()}, ${`XS2018-90000${n}`}, 'founded', 'visit', 'x', s.id, s.area_id, s.area_path, '查实', ${openedAt}, 'founded', ${openedAt}
            from sites s where s.id = ${ids[key].site}
          on conflict do nothing`.execute(db)
      // the alarm has opened the lead that is open at the restarted site
      await sql`update leads set outcome = 'founded', source = 'visit', opened_at = '2018-05-01T00:00:00Z' where site_id = ${ids.restarted.site}`.execute(
        db,
      )
    })
    const { findsInAll, findsAlarmed, finds, kinds } = await city.ok('cityOffice', metering.getDetectorYield, {})
    expect([findsInAll, findsAlarmed]).toEqual([2, 1])
    expect(finds.map(({ siteId, alarmedBefore }) => [siteId, alarmedBefore])).toEqual([
      [ids.restarted.site, true],
      [ids.office.site, false],
    ])
    expect(kinds.map(({ kind }) => kind)).toEqual([
      'restartAtClosedSite',
      'outsideLicence',
      'unlicensedMelting',
      'registerFirst',
    ])
    expect((await city.ok('countyOfficeB', metering.getDetectorYield, {})).findsInAll).toBe(1)
  })
})
