/** Officials, their accounts and the roles granted to them. */
import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { getArea } from '../areas/store.ts'
import type { Context, Handlers } from '../platform/server/context.ts'
import { violatedConstraint } from '../platform/server/db.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { mayActIn, scopePaths } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { agenciesContract } from './contract.ts'
import {
  checkGrant,
  endGrant,
  makePassword,
  mayGrantRoles,
  mayKeepAccounts,
  mayKeepCards,
  mayKeepOfficials,
} from './official.ts'
import {
  getGrant,
  getOfficial,
  insertGrant,
  insertOfficial,
  type LockedOfficial,
  listGrantsOf,
  listOfficials,
  lockGrant,
  lockOfficial,
  saveAccount,
  saveGrantEnd,
  saveOfficial,
} from './official-store.ts'
import { getAgency } from './store.ts'

type Contract = typeof agenciesContract
type OfficialOperations = Omit<Handlers<Contract>, 'listAgencies' | 'getAgency' | 'getMyContact' | 'saveMyContact'>

export const officialHandlers: OfficialOperations = {
  async listOfficials({ db, user, now }, { areaId, ...filter }) {
    const areaPath = areaId === undefined ? undefined : (await getArea(db, areaId, dateInChina(now))).path
    return listOfficials(db, scopePaths(user), { ...filter, areaPath })
  },

  async getOfficial({ db, user }, { id }) {
    const found = await getOfficial(db, id)
    if (
      !mayActIn(
        user,
        user.grants.map((g) => g.role),
        found.areaPath,
      ) &&
      found.id !== user.officialId
    )
      throw new Refusal('not-found')
    return { ...found, grants: await listGrantsOf(db, id) }
  },

  async createOfficial({ db, user, now, record }, input) {
    const area = await getArea(db, input.areaId, dateInChina(now))
    if (!mayKeepOfficials(user, area.path)) throw new Refusal('not-permitted')
    if (input.enforcementCard !== null && !mayKeepCards(user, area.path)) throw new Refusal('not-permitted')
    await checkAgency(db, input.agencyId, dateInChina(now))
    const row = { ...input, id: uuidv7(), areaPath: area.path }
    await insertOfficial(db, row)
    await record('official.created', {
      subject: 'official',
      id: row.id,
      areaPath: area.path,
      changed: { agencyId: input.agencyId, areaId: input.areaId },
      personal: row,
    })
    return getOfficial(db, row.id)
  },

  async changeOfficial({ db, user, now, record }, { id, ...input }) {
    const before = await lockOfficial(db, id)
    const area = await getArea(db, input.areaId, dateInChina(now))
    if (!mayKeepOfficials(user, before.areaPath) || !mayKeepOfficials(user, area.path))
      throw new Refusal('not-permitted')
    if (cardChanges(before, input) && !mayKeepCards(user, area.path)) throw new Refusal('not-permitted')
    if (input.agencyId !== before.agencyId) await checkAgency(db, input.agencyId, dateInChina(now))
    const row = { ...input, id, areaPath: area.path }
    await saveOfficial(db, row)
    const changed = { agencyId: input.agencyId, areaId: input.areaId, cardChanged: cardChanges(before, input) }
    await record('official.changed', { subject: 'official', id, areaPath: area.path, changed, personal: row })
    return getOfficial(db, id)
  },

  async createAccount({ db, user, record, platform }, { id, userName }) {
    const found = await lockForAccount({ db, user }, id)
    if (found.accountId !== null) throw new Refusal('account-exists')
    const password = makePassword(randomBytes)
    const accountId = await createUnderName(platform, userName, password, found.name)
    await saveAccount(db, id, accountId)
    await record('account.created', { subject: 'official', id, areaPath: found.areaPath, personal: { userName } })
    return { userName, password }
  },

  async resetPassword({ db, user, record, platform }, { id }) {
    const { accountId, areaPath } = await lockForAccount({ db, user }, id)
    if (accountId === null) throw new Refusal('account-missing')
    const password = makePassword(randomBytes)
    await platform.accounts.resetPassword(accountId, password)
    await platform.accounts.endSessions(accountId)
    await record('account.passwordReset', { subject: 'official', id, areaPath })
    return { password }
  },

  async endSessions({ db, user, record, platform }, { id }) {
    const { accountId, areaPath } = await lockForAccount({ db, user }, id)
    if (accountId === null) throw new Refusal('account-missing')
    await platform.accounts.endSessions(accountId)
    await record('account.signedOut', { subject: 'official', id, areaPath })
    return {}
  },

  async grantRole({ db, user, now, record }, { id, reason, ...input }) {
    const holder = await getOfficial(db, id)
    const area = await getArea(db, input.areaId, dateInChina(now))
    if (!mayGrantRoles(user, holder.areaPath, area.path)) throw new Refusal('not-permitted')
    await checkAgency(db, input.agencyId, input.validFrom)
    checkGrant(user, { ...input, officialId: id, areaLevel: area.level }, await listGrantsOf(db, id))
    const grantId = uuidv7()
    await insertGrant(db, {
      ...input,
      id: grantId,
      officialId: id,
      areaPath: area.path,
      grantedBy: user.officialId,
      reason,
    })
    const { role, agencyId, areaId, validFrom, validTo } = input
    await record('role.granted', {
      subject: 'official',
      id,
      areaPath: area.path,
      changed: { grantId, role, agencyId, areaId, validFrom, validTo, reason },
    })
    return getGrant(db, grantId)
  },

  async endRole({ db, user, record }, { grantId, on, reason }) {
    const grant = await lockGrant(db, grantId)
    if (!mayActIn(user, ['securityAdmin'], grant.areaPath)) throw new Refusal('not-permitted')
    if (grant.officialId === user.officialId) throw new Refusal('grant-to-self')
    const { validTo } = endGrant(grant, on)
    await saveGrantEnd(db, grantId, validTo)
    await record('role.ended', {
      subject: 'official',
      id: grant.officialId,
      areaPath: grant.areaPath,
      changed: { grantId, role: grant.role, validTo, reason },
    })
    return getGrant(db, grantId)
  },
}

async function lockForAccount({ db, user }: Pick<Context, 'db' | 'user'>, id: string): Promise<LockedOfficial> {
  const found = await lockOfficial(db, id)
  if (!mayKeepAccounts(user, found.areaPath)) throw new Refusal('not-permitted')
  return found
}

async function checkAgency(db: Context['db'], id: string | null, date: string): Promise<void> {
  if (id === null) return
  const { validTo } = await getAgency(db, id)
  if (validTo !== null && validTo < date) throw new Refusal('agency-closed', { validTo })
}

const cardChanges = (
  before: Pick<LockedOfficial, 'enforcementCard' | 'cardValidTo'>,
  after: Pick<LockedOfficial, 'enforcementCard' | 'cardValidTo'>,
): boolean => before.enforcementCard !== after.enforcementCard || before.cardValidTo !== after.cardValidTo

/** Accounts live beside the transaction: should it fail afterwards, an account without an official is left, which opens nothing. */
async function createUnderName(
  platform: Context['platform'],
  userName: string,
  password: string,
  name: string,
): Promise<string> {
  try {
    return await platform.accounts.create(userName, password, name)
  } catch (error) {
    if (violatedConstraint(error)?.startsWith('auth_users_') || isTaken(error)) throw new Refusal('user-name-taken')
    throw error
  }
}

/** The sign-in library looks for the name itself before the database does. */
const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'body' in error && JSON.stringify(error.body).includes('USERNAME_IS_ALREADY_TAKEN')
