/** Usage points of the tests of metering: one for each story, in the small city of world.ts, with loads from the simulator. */
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { meteringContract } from '../src/metering/contract.ts'
import { detectFeedersOf, detectPart, planDetection } from '../src/metering/detect.ts'
import { readingsCsv } from '../src/metering/example-files.ts'
import { type LoadKind, simulateLoad } from '../src/metering/example-loads.ts'
import { shippedModel } from '../src/metering/shipped-model.ts'
import type { Db } from '../src/platform/server/db.ts'
import { inContext } from '../src/platform/server/http.ts'
import type { Test } from './harness.ts'
import { areas } from './world.ts'

export const from = '2018-01-01'
export const days = 98
export const to = '2018-04-08'

type Place = { id: number; path: string }

/** Account, kind of load, status of the site, shift of the licence, place. */
const points = {
  lawful: ['A-1001', 'foundry-day', 'operating', 'day', areas.villageA1],
  broken: ['A-1002', 'foundry-night', 'operating', 'day', areas.villageA1],
  melting: ['A-1003', 'plastics-melting', 'operating', null, areas.villageA2],
  restarted: ['A-1004', 'restarted-site', 'closed', null, areas.villageA1],
  silent: ['A-1005', 'silent-meter', 'operating', null, areas.villageA1],
  office: ['B-2001', 'office', 'operating', null, areas.villageB],
  meltingB: ['B-2002', 'plastics-melting', 'operating', null, areas.villageB],
} as const satisfies Record<string, readonly [string, LoadKind, string, string | null, Place]>
export type PointKey = keyof typeof points

/** Enters sites, usage points and licences. @returns their ids. */
export async function foundPoints(db: Db, at: Date): Promise<Record<PointKey, { point: string; site: string }>> {
  const ids = {} as Record<PointKey, { point: string; site: string }> // filled for every key below
  for (const [key, [account, , status, shift, place]] of Object.entries(points)) {
    const site = uuidv7()
    const point = uuidv7()
    ids[key as PointKey] = { point, site } // keys of points
    const closedOn = status === 'closed' ? '2017-06-30' : null
    await sql`insert into sites (id, name, address, area_id, area_path, kind, status, closed_on, registered_at)
      values (${site}, ${`场所${account}`}, '测试路', ${place.id}, ${place.path}, 'other', ${status}, ${closedOn}, ${at})`.execute(
      db,
    )
    await sql`insert into usage_points (id, account, site_id, area_id, area_path, contract_kw, registered_at)
      values (${point}, ${account}, ${site}, ${place.id}, ${place.path}, 1000, ${at})`.execute(db)
    if (shift === null) continue
    await sql`insert into licences (id, site_id, area_id, area_path, furnace_power_kw, shift, valid_from, registered_at)
      values (${uuidv7()}, ${site}, ${place.id}, ${place.path}, 600, ${shift}, '2017-01-01', ${at})`.execute(db)
  }
  return ids
}

/** The file a power company would deliver for all of them. */
export const loadsOfPoints = (): Buffer =>
  gzipSync(
    readingsCsv(
      Object.values(points).flatMap(([account, kind], index) =>
        simulateLoad(kind, { seed: index + 1, account, from, days, contractKw: 1000 }),
      ),
    ),
  )

/** Nobody is looked for before a person has approved a model. */
export const approveShippedModel = (city: Test) =>
  city.ok('cityOffice', meteringContract.approveModel, { version: shippedModel.version })

export const planRun = (city: Test) => inContext(city.app.platform, 'system', null, (context) => planDetection(context))

/** A whole run of detection, its parts one after the other as a single worker would. */
export async function detectAll(city: Test): Promise<void> {
  const run = await planRun(city)
  for (let part = 1; run && part <= run.parts; part++) await detectPart(city.app.platform, run.runId, part)
  if (run) await detectFeedersOf(city.app.platform, run.runId)
}
