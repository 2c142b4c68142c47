/** Who is who in the demo city: fictional people by post, and those who can sign in. */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { createFirstAdministrators } from '../../agencies/acts.ts'
import { agenciesContract } from '../../agencies/contract.ts'
import { saveAccount } from '../../agencies/official-store.ts'
import { gridContract } from '../../grid/contract.ts'
import { inContext } from '../../platform/server/http.ts'
import type { AreaLevel, Role } from '../../platform/shared/permission.ts'
import { type Chance, personName, phoneNumber } from './chance.ts'
import type { Hands } from './hands.ts'

export type DemoArea = {
  id: number
  name: string
  level: AreaLevel
  divisionCode: string | null
  path: string
  parentId: number | null
}
export type SignIn = { userName: string; name: string; role: string; place: string }

export const since = '2018-01-02'

/** Areas of the tree as of a day, from the city down. */
export async function listDemoAreas(hands: Hands, day: string): Promise<DemoArea[]> {
  return hands.asSystem(async (db) => {
    const { rows } =
      await sql<DemoArea>`select a.id, v.name, v.level, a.division_code, v.path, v.parent_id from area_versions v
      join areas a on a.id = v.area_id where v.valid_from <= ${day} and (v.valid_to is null or v.valid_to >= ${day}) order by v.path`.execute(
        db,
      )
    return rows
  })
}

const administrators = [
  { role: 'systemAdmin', userName: 'system-admin', name: '示范系统管理员' },
  { role: 'securityAdmin', userName: 'security-admin', name: '示范安全管理员' },
  { role: 'auditAdmin', userName: 'audit-admin', name: '示范审计管理员' },
] as const

export async function foundAdministrators(hands: Hands, cityId: number, password: string): Promise<SignIn[]> {
  const { platform } = hands.app
  await inContext(platform, 'system', null, (context) =>
    createFirstAdministrators({ ...context, platform }, { areaId: cityId, administrators, today: since, randomBytes }),
  )
  const accounts = await hands.asSystem(
    async (db) => (await sql<{ id: string }>`select "id" from auth_users`.execute(db)).rows,
  )
  for (const { id } of accounts) await platform.accounts.resetPassword(id, password)
  for (const { userName } of administrators) await hands.signIn(userName)
  return administrators.map(({ userName, name, role }) => ({ userName, name, role, place: '常州市' }))
}

type Wanted = { userName: string; name: string; area: DemoArea; agencyId: string | null; role: Role; card?: string }

/** Enters a person, gives the account and the role, each by whoever may. */
export async function enterPerson(hands: Hands, person: Wanted, password: string): Promise<SignIn> {
  const { id } = await hands.ok('system-admin', agenciesContract.createOfficial, {
    name: person.name,
    agencyId: person.agencyId,
    areaId: person.area.id,
    enforcementCard: person.card ?? null,
    cardValidTo: null,
  })
  await giveAccount(hands, id, person.userName, person.name, password)
  await hands.ok('security-admin', agenciesContract.grantRole, {
    id,
    role: person.role,
    agencyId: person.agencyId,
    areaId: person.area.id,
    validFrom: since,
    reason: '示范数据',
  })
  await hands.signIn(person.userName)
  return { userName: person.userName, name: person.name, role: person.role, place: person.area.name }
}

export async function giveAccount(
  hands: Hands,
  officialId: string,
  userName: string,
  name: string,
  password: string,
): Promise<void> {
  const accountId = await hands.app.platform.accounts.create(userName, password, name)
  await hands.asSystem((db) => saveAccount(db, officialId, accountId))
}

/** Vacancies and missing phones on purpose: what the blind-spot list is there to find. */
const vacant = 0.025
const withoutPhone = 0.03

/** Grid leaders and grid workers of a county as a table, as its office would hand it in. */
function rosterOf(areas: readonly DemoArea[], c: Chance): Buffer {
  const rows = [['区划代码', '区域', '岗位', '姓名', '联系电话', '任职日期', '任职文件']]
  const add = (area: DemoArea, post: string) =>
    rows.push([
      area.divisionCode ?? '',
      area.name,
      post,
      personName(c),
      c.happens(withoutPhone) ? '' : phoneNumber(c),
      since,
      '网格责任名单（示范）',
    ])
  for (const area of areas) {
    if (area.level === 'township') add(area, '网格长')
    else if (area.level === 'village' && !c.happens(vacant)) add(area, '网格员')
  }
  return Buffer.from(`\ufeff${rows.map((row) => row.join(',')).join('\n')}\n`)
}

/** The city office appoints the leaders of a county. */
export async function appointLeaders(hands: Hands, county: DemoArea, c: Chance): Promise<void> {
  for (const post of ['principal', 'leaderInCharge'] as const) {
    await hands.ok('city-office', gridContract.appoint, {
      areaId: county.id,
      post,
      name: personName(c),
      phone: phoneNumber(c),
      validFrom: since,
      source: '网格责任名单（示范）',
    })
  }
}

/** Hands in the roster of a county as its office. */
export async function handInRoster(
  hands: Hands,
  county: DemoArea,
  userName: string,
  areas: readonly DemoArea[],
  c: Chance,
): Promise<void> {
  const roster = rosterOf(
    areas.filter((area) => area.path.startsWith(county.path)),
    c,
  )
  const fileId = await hands.upload(userName, county.id, 'import', '网格责任名单.csv', roster)
  await hands.ok(userName, gridContract.applyRoster, { areaId: county.id, fileId })
}

export type Holder = { officialId: string; name: string; areaId: number; post: string }

export const listHoldersOf = (hands: Hands, posts: readonly string[]): Promise<Holder[]> =>
  hands.asSystem(async (db) => {
    const { rows } =
      await sql<Holder>`select p.official_id, o.name, p.area_id, p.post from appointments p join officials o on o.id = p.official_id
      where p.post = any (${[...posts]}::text[]) and p.valid_to is null order by p.area_id, p.post`.execute(db)
    return rows
  })

export type DemoAgency = {
  id: string
  code: string
  name: { zh: string; en: string }
  kind: string
  functionKind: string | null
  areaId: number
}

/** Agencies of a day. */
export const listAgenciesOn = (hands: Hands, day: string): Promise<DemoAgency[]> =>
  hands.asSystem(async (db) => {
    const { rows } = await sql<DemoAgency>`select id, code, name, kind, function_kind, area_id from agencies
      where valid_from <= ${day} and (valid_to is null or valid_to >= ${day}) order by code`.execute(db)
    return rows
  })
