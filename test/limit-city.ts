/** A whole city for the simulation of time limits: its areas, who holds which post from when to when, and its bodies. */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'

export type Size = { counties: number; townships: number; villages: number }
export type Place = { id: number; level: 'city' | 'county' | 'township' | 'village'; path: string }
export type Term = { officialId: string; until: string | null }
export type Chance = () => number

export type City = {
  places: Place[]
  /** Holders of the post that answers for an area, by its path; none: nobody holds it. */
  posts: Map<string, Term[]>
  cityOffice: string[]
  /** A department of each county, with its officers, by the path of the county. */
  departments: Map<string, { id: string; officers: string[] }>
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const postAt = { village: 'gridWorker', township: 'gridLeader', county: 'leaderInCharge' } as const

/** One post in thirty is vacant, one in thirty is left on a day of the simulation; one county has no leader in charge. */
export async function foundCity(pool: pg.Pool, size: Size, chance: Chance, leavingDay: string): Promise<City> {
  const places = placesOf(size)
  const city: City = { places, posts: new Map(), cityOffice: [], departments: new Map() }
  await pool.query(
    `insert into areas (id, level, kind, opened_on) select id, level, 'statutory', '2017-01-01' from jsonb_to_recordset($1::jsonb) as p(id int, level text)`,
    [JSON.stringify(places)],
  )
  await pool.query(
    `insert into area_versions (area_id, name, parent_id, level, path, valid_from)
     select id, '区域' || id, nullif(split_part(path, '/', -3), '')::int, level, path, '2017-01-01'
       from jsonb_to_recordset($1::jsonb) as p(id int, level text, path text)`,
    [JSON.stringify(places)],
  )
  const root = places[0] as Place // the city itself
  const office = await insertAgency(pool, 'office', null, root)
  for (let n = 0; n < 3; n += 1) city.cityOffice.push(await insertOfficer(pool, 'cityOffice', office, root))
  for (const [n, county] of places.filter(({ level }) => level === 'county').entries()) {
    const id = await insertAgency(pool, 'department', 'marketRegulation', county)
    const officers = [
      await insertOfficer(pool, 'departmentOfficer', id, county),
      await insertOfficer(pool, 'departmentOfficer', id, county),
    ]
    city.departments.set(county.path, { id, officers })
    if (n > 0) city.posts.set(county.path, [{ officialId: randomUUID(), until: null }])
  }
  for (const place of places.filter(({ level }) => level === 'township' || level === 'village')) {
    const lot = chance()
    if (lot < 1 / 30) continue
    city.posts.set(place.path, [{ officialId: randomUUID(), until: lot < 2 / 30 ? leavingDay : null }])
  }
  await insertHolders(pool, city)
  return city
}

function placesOf({ counties, townships, villages }: Size): Place[] {
  const places: Place[] = [{ id: 1, level: 'city', path: '/1/' }]
  const add = (level: Place['level'], count: number, above: readonly Place[]) => {
    const added = Array.from({ length: count }, (_, n) => {
      const id = places.length + n + 1
      return { id, level, path: `${above[n % above.length]?.path}${id}/` }
    })
    places.push(...added)
    return added
  }
  add('village', villages, add('township', townships, add('county', counties, places.slice(0, 1))))
  return places
}

async function insertAgency(pool: pg.Pool, kind: string, functionKind: string | null, place: Place): Promise<string> {
  const id = randomUUID()
  await pool.query(
    `insert into agencies (id, code, name, kind, function_kind, area_id, area_path, valid_from, standing)
     values ($1, $2, '{"zh": "单位", "en": "body"}', $3, $4, $5, $6, '2017-01-01', 'unverified')`,
    [id, id, kind, functionKind, place.id, place.path],
  )
  return id
}

async function insertOfficer(pool: pg.Pool, role: string, agencyId: string, place: Place): Promise<string> {
  const id = randomUUID()
  await pool.query(`insert into officials (id, name, agency_id, area_id, area_path) values ($1, '人员', $2, $3, $4)`, [
    id,
    agencyId,
    place.id,
    place.path,
  ])
  await pool.query(
    `insert into role_grants (id, official_id, role, agency_id, area_id, area_path, valid_from) values (gen_random_uuid(), $1, $2, $3, $4, $5, '2017-01-01')`,
    [id, role, agencyId, place.id, place.path],
  )
  return id
}

async function insertHolders(pool: pg.Pool, { places, posts }: City): Promise<void> {
  const rows = places.flatMap(({ id, level, path }) =>
    (posts.get(path) ?? []).map(({ officialId, until }) => ({
      officialId,
      until,
      areaId: id,
      path,
      post: level === 'city' ? '' : postAt[level],
    })),
  )
  const values = JSON.stringify(rows)
  const shape = `jsonb_to_recordset($1::jsonb) as r("officialId" uuid, until date, "areaId" int, path text, post text)`
  await pool.query(
    `insert into officials (id, name, area_id, area_path) select "officialId", '人员', "areaId", path from ${shape}`,
    [values],
  )
  await pool.query(
    `insert into appointments (id, official_id, post, area_id, area_path, phone, valid_from, valid_to, source)
     select gen_random_uuid(), "officialId", post, "areaId", path, '1', '2017-01-01', until, 'simulation' from ${shape}`,
    [values],
  )
}
