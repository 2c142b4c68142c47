/** A site with its firm and furnaces, put into the ledger as the import would leave it. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Test } from './harness.ts'
import type { areas } from './world.ts'

type Place = (typeof areas)[keyof typeof areas]
type Options = { kind?: string; furnaces?: number; focus?: string[] }

export type LedgerSite = {
  siteId: string
  enterpriseId: string
  furnaceIds: string[]
  account: string
  usagePointId: string
}

export async function addSite(
  city: Test,
  place: Place,
  { kind = 'melting', furnaces = 1, focus = ['castingCover'] }: Options = {},
): Promise<LedgerSite> {
  const [siteId, enterpriseId, usagePointId] = [randomUUID(), randomUUID(), randomUUID()]
  const furnaceIds = Array.from({ length: furnaces }, () => randomUUID())
  const name = `测试铸造${siteId.slice(0, 6)}`
  const account = `32040${Math.floor(Math.random() * 1e8)
    .toString()
    .padStart(8, '0')}`
  const now = city.now()
  await city.asSystem(async (db) => {
    await sql`insert into enterprises (id, name, area_id, area_path, registered_at) values (${enterpriseId}, ${`${name}有限公司`}, ${place.id}, ${place.path}, ${now})`.execute(
      db,
    )
    await sql`insert into sites (id, name, address, kind, status, focus_kinds, area_id, area_path, registered_at)
      values (${siteId}, ${name}, '工业路1号', ${kind}, 'operating', ${focus}::text[], ${place.id}, ${place.path}, ${now})`.execute(
      db,
    )
    await sql`insert into occupancies (id, site_id, enterprise_id, area_id, area_path, valid_from)
      values (${randomUUID()}, ${siteId}, ${enterpriseId}, ${place.id}, ${place.path}, '2017-01-01')`.execute(db)
    for (const [i, id] of furnaceIds.entries()) {
      await sql`insert into furnaces (id, site_id, label, kind, capacity_t, power_kw, state, area_id, area_path, registered_at)
        values (${id}, ${siteId}, ${`${i + 1}号炉`}, 'mediumFrequency', 2, 1250, 'standing', ${place.id}, ${place.path}, ${now})`.execute(
        db,
      )
    }
    await sql`insert into usage_points (id, account, site_id, area_id, area_path, contract_kva, registered_at)
      values (${usagePointId}, ${account}, ${siteId}, ${place.id}, ${place.path}, 1600, ${now})`.execute(db)
  })
  return { siteId, enterpriseId, furnaceIds, account, usagePointId }
}

/** A small real picture. */
export const photo = async (colour = '#a33'): Promise<Buffer> => {
  const { default: sharp } = await import('sharp')
  return sharp({ create: { width: 320, height: 240, channels: 3, background: colour } })
    .jpeg()
    .toBuffer()
}
