/** Acts on agencies: the founding registry, and the first three administrators. Run by the command line, as the program itself. */
import { v7 as uuidv7 } from 'uuid'
import { findByCodes, getArea, listTree } from '../areas/store.ts'
import type { Context } from '../platform/server/context.ts'
import type { administratorRoles } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { beginning, bi, noticeDay } from '../rulebook/rules/row.ts'
import { dutySeeds } from './duties.ts'
import { makePassword, mayKeepOfficials } from './official.ts'
import {
  administratorsExist,
  insertGrant,
  insertOfficial,
  insertRosterOfficials,
  saveAccount,
} from './official-store.ts'
import { type AgencySeed, changzhouAgencies, townshipAgency } from './registry.ts'
import {
  type AgencyToFound,
  getAgency,
  insertAgencies,
  insertDuties,
  insertSuccessions,
  saveDocumentCode,
} from './store.ts'

type ActContext = Pick<Context, 'db' | 'record'>

/** 机关代字 of the issuer of the notice, as its number shows. */
const documentCodes: Readonly<Record<string, string>> = { '320400-capacityOffice': '常化解办' }

/**
 * Loads the registry of Changzhou and its counties, a body for each township and zone of the tree, the succession and the
 * duties; what is there already stays as people have changed it. Areas must have been imported.
 * @param today ISO date on which the tree is looked at. @returns agencies and duties added.
 */
export async function foundAgencies(
  { db, record }: ActContext,
  today: string,
): Promise<{ agencies: number; duties: number }> {
  const tree = await listTree(db, ['county', 'township'], today)
  const registry = await withAreas(db, changzhouAgencies, today)
  const local = tree.flatMap((area) => {
    const seed = localBody(area)
    return seed ? [toFound(seed, area)] : []
  })
  const agencies = await insertAgencies(db, [...registry, ...local])
  await insertSuccessions(
    db,
    changzhouAgencies.flatMap(({ code, predecessors }) =>
      predecessors.map((predecessor) => ({ predecessor, successor: code })),
    ),
  )
  const duties = await insertDuties(
    db,
    dutySeeds.map(({ duty, basis, standing, ...seed }) => ({
      ...seed,
      text: duty,
      citation: basis,
      standing,
      validFrom: standing === 'authentic' ? noticeDay : beginning,
    })),
  )
  const top = registry[0]
  if (top && agencies + duties > 0)
    await record('agency.founded', {
      subject: 'area',
      id: top.areaId,
      areaPath: top.areaPath,
      changed: { agencies, duties },
    })
  return { agencies, duties }
}

type Place = { id: number; path: string; name: string; level: string; kind: string; divisionCode: string | null }

async function withAreas(db: Context['db'], seeds: readonly AgencySeed[], today: string): Promise<AgencyToFound[]> {
  const areas = await findByCodes(db, [...new Set(seeds.map((seed) => seed.divisionCode))], today)
  return seeds.flatMap((seed) => {
    const area = areas.get(seed.divisionCode)
    return area ? [toFound(seed, area)] : []
  })
}

const toFound = (seed: AgencySeed, area: { id: number; path: string }): AgencyToFound => ({
  code: seed.code,
  name: seed.name,
  kind: seed.kind,
  functionKind: seed.functionKind,
  areaId: area.id,
  areaPath: area.path,
  documentCode: documentCodes[seed.code] ?? null,
  validFrom: seed.validFrom,
  validTo: seed.validTo,
  standing: seed.standing,
  note: seed.note,
})

/** The body of a township, or of a zone or park, which has a committee instead of a government. Counties come from the registry. */
function localBody(area: Place): AgencySeed | undefined {
  const committee = bi(`${area.name}管理委员会`, `${area.name} Administrative Committee`)
  const note = bi('名称按通常叫法，待核', 'named as is usual; to be checked')
  if (area.kind === 'zone') {
    return {
      ...townshipAgency('320400', bi(area.name, area.name)),
      code: '320400-zoneCommittee',
      name: committee,
      functionKind: 'government',
      note,
      competences: [],
    }
  }
  if (area.level !== 'township' || area.divisionCode === null) return undefined
  const seed = townshipAgency(area.divisionCode, bi(area.name, area.name))
  return /(镇|乡|街道)$/.test(area.name) ? seed : { ...seed, name: committee, note }
}

/** The sign in an agency's document numbers (机关代字). Refuses `not-found`. */
export async function changeDocumentCode(
  { db, record }: ActContext,
  agencyId: string,
  documentCode: string,
): Promise<void> {
  const agency = await getAgency(db, agencyId)
  await saveDocumentCode(db, agencyId, documentCode)
  await record('agency.documentCodeChanged', {
    subject: 'agency',
    id: agencyId,
    areaPath: agency.areaPath,
    changed: { from: agency.documentCode, to: documentCode },
  })
}

type NewOfficial = { name: string; areaId: number; areaPath: string }

/**
 * Enters persons without account, as an appointment or a roster names them. @returns their ids in the order given.
 * Refuses `not-permitted` unless the user keeps the officials of each place.
 */
export async function enterOfficials(
  { db, user, record }: Pick<Context, 'db' | 'user' | 'record'>,
  people: readonly NewOfficial[],
): Promise<string[]> {
  if (!people.every((one) => mayKeepOfficials(user, one.areaPath))) throw new Refusal('not-permitted')
  const rows = people.map((one) => ({ ...one, id: uuidv7() }))
  await insertRosterOfficials(db, rows)
  for (const row of rows)
    await record('official.created', {
      subject: 'official',
      id: row.id,
      areaPath: row.areaPath,
      changed: { areaId: row.areaId },
      personal: { name: row.name },
    })
  return rows.map((row) => row.id)
}

type AdministratorRole = (typeof administratorRoles)[number]
type NewAdministrator = { role: AdministratorRole; userName: string; name: string }

/**
 * Makes the three administrators with one account each; afterwards the security administrator grants every role.
 * @returns the passwords, which are kept nowhere. Refuses `administrators-exist`, `administrators-apart`, `user-name-taken`.
 */
export async function createFirstAdministrators(
  { db, record, platform }: ActContext & Pick<Context, 'platform'>,
  {
    areaId,
    administrators,
    today,
    randomBytes,
  }: {
    areaId: number
    administrators: readonly NewAdministrator[]
    today: string
    randomBytes: (count: number) => Uint8Array
  },
): Promise<{ role: AdministratorRole; userName: string; password: string }[]> {
  if (await administratorsExist(db, today)) throw new Refusal('administrators-exist')
  if (new Set(administrators.map((one) => one.userName.toLowerCase())).size < administrators.length)
    throw new Refusal('administrators-apart')
  const area = await getArea(db, areaId, today)
  const made: { role: AdministratorRole; userName: string; password: string }[] = []
  for (const { role, userName, name } of administrators) {
    const id = uuidv7()
    const password = makePassword(randomBytes)
    await insertOfficial(db, {
      id,
      name,
      agencyId: null,
      areaId,
      areaPath: area.path,
      enforcementCard: null,
      cardValidTo: null,
    })
    await saveAccount(db, id, await platform.accounts.create(userName, password, name))
    const grant = {
      id: uuidv7(),
      officialId: id,
      role,
      agencyId: null,
      areaId,
      areaPath: area.path,
      validFrom: today,
      validTo: null,
    }
    await insertGrant(db, { ...grant, grantedBy: null, reason: 'first administrators' })
    await record('administrator.created', {
      subject: 'official',
      id,
      areaPath: area.path,
      changed: { role },
      personal: { name, userName },
    })
    made.push({ role, userName, password })
  }
  return made
}
