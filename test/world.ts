/** A small city for tests: two counties with their townships and villages, and one person for every role. */
import { createHmac, randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Role } from '../src/platform/shared/permission.ts'

/** id, level, name, parent, division code. County B is the one nobody of county A may touch. */
const areaRows = [
  [1, 'city', '测试市', null, '329900'],
  [2, 'county', '甲区', 1, '329902'],
  [3, 'county', '乙区', 1, '329903'],
  [4, 'township', '甲一镇', 2, '329902100000'],
  [5, 'township', '乙一镇', 3, '329903100000'],
  [6, 'village', '甲一村', 4, '329902100201'],
  [7, 'village', '甲二村', 4, '329902100202'],
  [8, 'village', '乙一村', 5, '329903100201'],
  [9, 'township', '甲二镇', 2, '329902101000'],
  [10, 'village', '甲三村', 9, '329902101201'],
] as const

export const areas = {
  city: { id: 1, path: '/1/' },
  countyA: { id: 2, path: '/1/2/' },
  countyB: { id: 3, path: '/1/3/' },
  townshipA: { id: 4, path: '/1/2/4/' },
  townshipA2: { id: 9, path: '/1/2/9/' },
  townshipB: { id: 5, path: '/1/3/5/' },
  villageA1: { id: 6, path: '/1/2/4/6/' },
  villageA2: { id: 7, path: '/1/2/4/7/' },
  villageA3: { id: 10, path: '/1/2/9/10/' },
  villageB: { id: 8, path: '/1/3/5/8/' },
} as const
export type AreaKey = keyof typeof areas

const agencyRows = {
  cityOffice: ['市化解办', 'office', null, 'city', '测化解办'],
  countyOfficeA: ['甲区化解办', 'office', null, 'countyA', '甲化解办'],
  countyOfficeB: ['乙区化解办', 'office', null, 'countyB', '乙化解办'],
  marketA: ['甲区市场监督管理局', 'department', 'marketRegulation', 'countyA', null],
  economyA: ['甲区工业和信息化局', 'department', 'economyInformation', 'countyA', null],
  marketB: ['乙区市场监督管理局', 'department', 'marketRegulation', 'countyB', null],
  powerCompany: ['市供电公司', 'company', 'power', 'city', null],
} as const
export type AgencyKey = keyof typeof agencyRows

type PersonRow = { area: AreaKey; agency?: AgencyKey; role?: Role; post?: string; card?: string }
const personRows = {
  cityOffice: { area: 'city', agency: 'cityOffice', role: 'cityOffice' },
  cityOfficeDeputy: { area: 'city', agency: 'cityOffice', role: 'cityOffice' },
  countyOfficeA: { area: 'countyA', post: 'leaderInCharge' },
  countyOfficeB: { area: 'countyB', post: 'leaderInCharge' },
  townshipLeaderA: { area: 'townshipA', post: 'gridLeader' },
  townshipLeaderA2: { area: 'townshipA2', post: 'gridLeader' },
  townshipLeaderB: { area: 'townshipB', post: 'gridLeader' },
  gridWorkerA1: { area: 'villageA1', post: 'gridWorker' },
  gridWorkerA2: { area: 'villageA2', post: 'gridWorker' },
  gridWorkerB: { area: 'villageB', post: 'gridWorker' },
  officerA1: { area: 'countyA', agency: 'marketA', role: 'departmentOfficer', card: 'ZF-A-001' },
  officerA2: { area: 'countyA', agency: 'marketA', role: 'departmentOfficer', card: 'ZF-A-002' },
  officerWithoutCard: { area: 'countyA', agency: 'marketA', role: 'departmentOfficer' },
  economyOfficerA: { area: 'countyA', agency: 'economyA', role: 'departmentOfficer', card: 'ZF-E-001' },
  economyOfficerA2: { area: 'countyA', agency: 'economyA', role: 'departmentOfficer', card: 'ZF-E-002' },
  officerB1: { area: 'countyB', agency: 'marketB', role: 'departmentOfficer', card: 'ZF-B-001' },
  officerB2: { area: 'countyB', agency: 'marketB', role: 'departmentOfficer', card: 'ZF-B-002' },
  powerLiaison: { area: 'city', agency: 'powerCompany', role: 'powerLiaison' },
  superiorInspector: { area: 'city', role: 'superiorInspector' },
  legalReviewer: { area: 'city', role: 'legalReviewer' },
  systemAdmin: { area: 'city', role: 'systemAdmin' },
  securityAdmin: { area: 'city', role: 'securityAdmin' },
  auditAdmin: { area: 'city', role: 'auditAdmin' },
} as const satisfies Record<string, PersonRow>
export type PersonKey = keyof typeof personRows
export const people = Object.keys(personRows) as PersonKey[] // keys of a constant object

/** Whether a person holds a role; the names of test persons tell it: `gridWorkerA1`, `economyOfficerA`. */
export const plays = (person: PersonKey, role: string): boolean =>
  role === 'departmentOfficer' ? /officer/i.test(person) : person.startsWith(role)

export type World = {
  agencies: Record<AgencyKey, string>
  /** Official id and session cookie of each person. */
  persons: Record<PersonKey, { officialId: string; accountId: string; cookie: string }>
}

/** Founds the city as of 2017-01-01, and signs everybody in. */
export async function foundWorld(pool: pg.Pool, secret: string, now: Date): Promise<World> {
  await insertAreas(pool)
  const agencies = Object.fromEntries(Object.keys(agencyRows).map((key) => [key, randomUUID()])) as World['agencies'] // same keys
  for (const [key, [name, kind, functionKind, area, code]] of Object.entries(agencyRows)) {
    await pool.query(
      `insert into agencies (id, code, name, kind, function_kind, area_id, area_path, document_code, valid_from, standing)
       values ($1, $2, $3, $4, $5, $6, $7, $8, '2017-01-01', 'unverified')`,
      [
        agencies[key as AgencyKey],
        `test.${key}`,
        { zh: name, en: key },
        kind,
        functionKind,
        areas[area].id,
        areas[area].path,
        code,
      ], // key of agencyRows
    )
  }
  const persons = {} as World['persons'] // filled for every key below
  for (const key of people) persons[key] = await insertPerson(pool, key, agencies, secret, now)
  return { agencies, persons }
}

async function insertAreas(pool: pg.Pool): Promise<void> {
  for (const [id, level, name, parent, code] of areaRows) {
    const path = Object.values(areas).find((area) => area.id === id)?.path
    await pool.query(
      `insert into areas (id, level, kind, division_code, opened_on) values ($1, $2, 'statutory', $3, '2017-01-01')`,
      [id, level, code],
    )
    await pool.query(
      `insert into area_versions (area_id, name, parent_id, level, path, valid_from) values ($1, $2, $3, $4, $5, '2017-01-01')`,
      [id, name, parent, level, path],
    )
  }
  await pool.query(`select setval(pg_get_serial_sequence('areas', 'id'), 1000)`)
}

async function insertPerson(pool: pg.Pool, key: PersonKey, agencies: World['agencies'], secret: string, now: Date) {
  const row: PersonRow = personRows[key]
  const area = areas[row.area]
  const agencyId = row.agency ? agencies[row.agency] : null
  const officialId = randomUUID()
  const accountId = randomUUID()
  await pool.query(
    `insert into auth_users (id, name, email, "emailVerified", username) values ($1, $2, $3, true, $4)`,
    [accountId, key, `${key}@test.invalid`, key.toLowerCase()],
  )
  await pool.query(
    `insert into officials (id, name, agency_id, area_id, area_path, account_id, enforcement_card) values ($1, $2, $3, $4, $5, $6, $7)`,
    [officialId, key, agencyId, area.id, area.path, accountId, row.card ?? null],
  )
  if (row.role) {
    await pool.query(
      `insert into role_grants (id, official_id, role, agency_id, area_id, area_path, valid_from) values ($1, $2, $3, $4, $5, $6, '2017-01-01')`,
      [randomUUID(), officialId, row.role, agencyId, area.id, area.path],
    )
  }
  if (row.post) {
    await pool.query(
      `insert into appointments (id, official_id, post, area_id, area_path, phone, valid_from, source, last_active_on)
       values ($1, $2, $3, $4, $5, '13900000000', '2017-01-01', 'test', $6)`,
      [randomUUID(), officialId, row.post, area.id, area.path, now],
    )
  }
  return { officialId, accountId, cookie: await openSession(pool, accountId, secret, now) }
}

/** A session as sign-in would leave it, without paying for the password each time. */
export async function openSession(pool: pg.Pool, accountId: string, secret: string, now: Date): Promise<string> {
  const token = randomUUID()
  await pool.query(
    `insert into auth_sessions (id, "expiresAt", token, "createdAt", "updatedAt", "userId") values ($1, $2, $3, $4, $4, $5)`,
    [randomUUID(), new Date(now.getTime() + 1_800_000), token, now, accountId],
  )
  const signature = createHmac('sha256', secret).update(token).digest('base64')
  return `gangshao.session_token=${encodeURIComponent(`${token}.${signature}`)}`
}
