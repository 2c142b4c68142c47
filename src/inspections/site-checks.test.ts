import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { approveShippedModel, detectAll, foundPoints, loadsOfPoints, type PointKey } from '../../test/metering-world.ts'
import { visitSite } from '../../test/on-site.ts'
import { areas } from '../../test/world.ts'
import type { ClosingCause } from '../metering/alarm.ts'
import { meteringContract as metering } from '../metering/contract.ts'
import { fitModel } from '../metering/fit-cases.ts'
import { meteringJobs } from '../metering/jobs.ts'
import { inContext } from '../platform/server/http.ts'
import { readSiteChecks } from './site-checks.ts'

let city: Test
let ids: Record<PointKey, { point: string; site: string }>

beforeAll(async () => {
  city = await openTest({ now: '2018-04-09T02:00:00Z' })
  ids = await city.asSystem((db) => foundPoints(db, city.now()))
  await approveShippedModel(city)
  const fileId = await city.upload('powerLiaison', areas.city.id, 'import', 'readings.csv.gz', loadsOfPoints())
  const terms = { agreement: '数据共享协议', purpose: '用电监测', basis: '协议第三条' }
  const { id } = await city.ok('powerLiaison', metering.deliverReadings, { fileId, ...terms })
  await inContext(city.app.platform, 'system', null, async (context) =>
    meteringJobs['metering.import']?.run({ ...context, user: null }, { subjectId: id }),
  )
  await detectAll(city)
})
afterAll(() => city.close())

async function closeAlarmOf(key: PointKey, cause: ClosingCause): Promise<void> {
  const { rows } = await city.ok('cityOffice', metering.listAlarms, { usagePointId: ids[key].point })
  const alarm = rows.find(({ kind }) => ['outsideLicence', 'registerFirst', 'restartAtClosedSite'].includes(kind))
  if (!alarm) throw new Error(`no alarm on ${key}`)
  await city.ok('countyOfficeA', metering.assignAlarm, { id: alarm.id, agencyId: city.agencies.marketA })
  const verification = { id: alarm.id, found: '见检查记录' }
  if (alarm.visitId === null) {
    expect(await city.refused('officerA1', metering.verifyAlarm, verification)).toBe('alarm-not-visited')
    // as it could be verified before somebody had to have been there
    await city.asOwner(`update alarms set status = 'closed', cause = $2, closed_at = now() where id = $1`, [
      alarm.id,
      cause,
    ])
    return
  }
  await city.ok('officerA1', metering.verifyAlarm, verification)
  await city.ok('countyOfficeA', metering.closeAlarm, { id: alarm.id, cause })
}

const visit = (key: PointKey, couldEnter = true) => visitSite(city, ids[key].site, { couldEnter })

const learn = () =>
  inContext(city.app.platform, 'system', null, (context) =>
    fitModel([], {
      version: 'eye-of-this-city',
      madeOn: '2018-04-09',
      siteChecks: readSiteChecks({ ...context }),
      onProgress: () => {},
    }),
  )

describe('what a city has found on site', () => {
  test('teaches nothing while it is an alarm, or was closed without a visit that got in', async () => {
    await expect(learn()).rejects.toThrow('windows of both kinds')
    await visit('restarted', false)
    await closeAlarmOf('restarted', 'forbidden')
    await expect(learn()).rejects.toThrow('windows of both kinds')
  })

  test('teaches by its cause once two card-holders have been there, and the model says how many of each', async () => {
    await visit('melting')
    await closeAlarmOf('melting', 'forbidden')
    await visit('broken')
    await closeAlarmOf('broken', 'otherTrade')
    const { training } = await learn()
    expect(training).toMatchObject({ kind: 'siteChecks', siteChecks: 2, meters: 2, cases: [] })
    expect(training.figures).toMatchObject({ 'siteCheck.forbidden': 1, 'siteCheck.otherTrade': 1 })
    expect(training.figures).not.toHaveProperty('siteCheck.idle')
    // each teaches on the windows of its own alarm only
    expect(training.windows).toBeLessThan(20)
  })
})
