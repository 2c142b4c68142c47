/** Custodians and openings. The program passes sealed halves on and could open none of them. */
import { v7 as uuidv7 } from 'uuid'
import type { Context, Handlers } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { covers, scopePaths } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import {
  agreeingLevel,
  type CustodianState,
  endingLevel,
  mayProposeFor,
  refuseLast,
  refuseLeaving,
  refuseThird,
  waitsFor,
} from './custodian.ts'
import { takeOutOfUse } from './custodian-acts.ts'
import type { custodianContract } from './custodian-contract.ts'
import {
  type CustodianRecord,
  countActive,
  getCountyCode,
  insertCustodian,
  keepsOtherHalf,
  listActiveFor,
  listCustodians,
  lockCustodian,
  saveActive,
  saveAgreed,
  saveEndAgreed,
  saveEnded,
} from './custodian-store.ts'
import { refuseOtherKind } from './key-kind.ts'
import { openingHandlers } from './opening-handlers.ts'
import { recordStep } from './register-acts.ts'
import {
  checkHalf,
  countOnlyWith,
  countOwnWork,
  listHalvesToCheck,
  listHalvesToReseal,
  resealHalf,
} from './sealing-store.ts'
import { recordForCity } from './tip-acts.ts'
import { getReportedPlace } from './tip-store.ts'

export const custodianHandlers: Handlers<typeof custodianContract> = {
  ...openingHandlers,
  async listPublicCustodians({ db, now }, { placeAreaId }) {
    const on = dateInChina(now)
    const { cityId, countyId } = await getReportedPlace(db, placeAreaId, on)
    return { on, rows: await listActiveFor(db, countyId ?? cityId, cityId, on) }
  },

  async listCustodians({ db, user, now }, input) {
    const { rows, next } = await listCustodians(db, scopePaths(user), input, dateInChina(now))
    return {
      next,
      rows: rows.map((row) => ({
        ...row,
        waitsFor: waitsFor(row),
        mayAgree: row.state === 'proposed' && row.heirName === null && agreeingLevel(user, row) !== undefined,
        mayEnd: (row.state === 'proposed' || row.state === 'active') && mayEnd(user, row),
      })),
    }
  },

  async getKeyKind({ platform }) {
    return { kind: platform.config.sealing }
  },

  async proposeCustodian({ db, user, now, record, platform }, { body, areaId, publicKey }) {
    const areaPath = await platform.directory.areaPath(db, areaId, dateInChina(now))
    if (!mayProposeFor(user, body, areaPath)) throw new Refusal('not-permitted')
    refuseOtherKind(publicKey, platform.config.sealing)
    if (await keepsOtherHalf(db, user.officialId, body)) throw new Refusal('custodian-other-level')
    const id = uuidv7()
    await insertCustodian(db, { id, body, areaId, areaPath, officialId: user.officialId, publicKey, at: now })
    await record('custodian.proposed', {
      subject: 'custodian',
      id,
      areaPath,
      to: 'proposed',
      changed: { body, publicKey },
    })
    return { id }
  },

  async agreeCustodian(context, { id }) {
    const { db, user, now, record } = context
    const proposal = await lockCustodian(db, id, dateInChina(now))
    if (proposal.state !== 'proposed' || proposal.heirName !== null)
      throw new Refusal('wrong-state', { move: 'agree', status: proposal.state })
    const level = agreeingLevel(user, proposal)
    if (level === undefined) throw new Refusal('not-permitted')
    await saveAgreed(db, id, level, user.officialId)
    const both = level === 'county' ? proposal.agreedByCity !== null : proposal.agreedByCounty !== null
    if (both) await bringIntoUse(context, proposal)
    const state = both ? ('active' as const) : ('proposed' as const)
    const facts = { subject: 'custodian', id, areaPath: proposal.areaPath }
    await record('custodian.agreed', { ...facts, from: 'proposed', to: state, changed: { level } })
    return { state }
  },

  async endCustodian(context, { id, lost, reason }) {
    const { db, user, now, record } = context
    const custodian = await lockCustodian(db, id, dateInChina(now))
    const { state } = custodian
    if (state !== 'proposed' && state !== 'active') throw new Refusal('wrong-state', { move: 'end', status: state })
    if (!mayEnd(user, custodian)) throw new Refusal('not-permitted')
    if (state === 'active') return agreeToEnd(context, custodian, { lost, reason })
    await saveEnded(db, id, 'retired', now, reason)
    const facts = { subject: 'custodian', id, areaPath: custodian.areaPath, from: state, to: 'retired' }
    await record('custodian.ended', { ...facts, changed: { publicKey: custodian.publicKey } })
    return { state: 'retired' as const }
  },

  getCustodianWork: ({ db }) => countOwnWork(db),

  async listHalvesToReseal(context, { after }) {
    const rows = await listHalvesToReseal(context.db, after)
    await noteResealing(context, rows.length > 0 ? 'identity.halvesResealing' : 'identity.resealingEnded')
    return { rows }
  },

  async resealHalves(context, { rows }) {
    let resealed = 0
    for (const row of rows) if (await resealHalf(context.db, row)) resealed += 1
    await noteResealing(context, 'identity.halvesResealed', { resealed })
    return { resealed }
  },

  async listHalvesToCheck(context, { after }) {
    const rows = await listHalvesToCheck(context.db, after)
    await noteResealing(context, rows.length > 0 ? 'identity.halvesChecking' : 'identity.checkingEnded')
    return { rows }
  },

  async checkHalves(context, { rows }) {
    const sealers = { right: new Map<string, number>(), wrong: new Map<string, number>() }
    for (const { envelopeId, right } of rows) {
      const sealedBy = await checkHalf(context.db, envelopeId, right)
      const of = sealers[right ? 'right' : 'wrong']
      if (sealedBy !== null) of.set(sealedBy, (of.get(sealedBy) ?? 0) + 1)
    }
    const count = (of: ReadonlyMap<string, number>) => [...of.values()].reduce((sum, n) => sum + n, 0)
    const found = { right: count(sealers.right), wrong: count(sealers.wrong) }
    await noteResealing(context, 'identity.halvesChecked', found)
    for (const [sealedBy, wrong] of sealers.wrong)
      await noteResealing(context, 'identity.halvesWrong', { sealedBy, wrong })
    return found
  },
}

/** What is only proposed is withdrawn by one; a key in use ends with a consent of each level. */
const mayEnd = (user: Context['user'], custodian: CustodianRecord): boolean =>
  custodian.state === 'active'
    ? endingLevel(user, custodian) !== undefined
    : user.officialId === custodian.officialId ||
      user.grants.some((g) => g.role === 'cityOffice' && covers(g.areaPath, custodian.areaPath))

/**
 * The first consent says why and whether the key is lost, the second of the other level ends it. The last of a body stays until its
 * successor is in use, and any that is not lost until nothing is sealed to it alone. Refuses `not-permitted`, `custodian-last`,
 * `custodian-halves-left`.
 */
async function agreeToEnd(
  context: Context,
  custodian: CustodianRecord,
  asked: { lost: boolean; reason: string },
): Promise<{ state: CustodianState }> {
  const { db, user, record } = context
  const { id, body, areaId, areaPath } = custodian
  const level = endingLevel(user, custodian)
  if (level === undefined) throw new Refusal('not-permitted')
  const lost = custodian.endLost ?? asked.lost
  if (custodian.heirName === null) refuseLast(await countActive(db, body, areaId))
  if (!lost) refuseLeaving(await countOnlyWith(db, id))
  await saveEndAgreed(db, id, level, { by: user.officialId, lost, reason: custodian.endReason ?? asked.reason })
  const both = (level === 'county' ? custodian.endAgreedByCity : custodian.endAgreedByCounty) !== null
  const state = both ? (lost ? ('lost' as const) : ('retired' as const)) : ('active' as const)
  if (state !== 'active') await takeOutOfUse(context, custodian, state)
  const facts = { subject: 'custodian', id, areaPath, from: 'active', to: state }
  const changed = { publicKey: custodian.publicKey, level }
  await record(both ? 'custodian.ended' : 'custodian.endAgreed', { ...facts, changed })
  return { state }
}

/** The key becomes a leaf of the public register, as public as the poster that shows its fingerprint. Refuses `custodian-places-taken`. */
async function bringIntoUse(
  context: Context,
  { id, body, areaId, publicKey, fingerprint }: CustodianRecord,
): Promise<void> {
  const { db, now } = context
  refuseThird(await countActive(db, body, areaId))
  const { receipt } = await recordStep(context, {
    kind: 'custodianKey',
    county: await getCountyCode(db, areaId),
    receivedOn: dateInChina(now),
    at: now,
    claim: { body, publicKey, fingerprint },
  })
  await saveActive(db, id, now, receipt)
}

const noteResealing = (context: Context, kind: string, changed: Record<string, unknown> = {}): Promise<void> =>
  recordForCity(context, kind, { subject: 'identityOpening', id: context.user.officialId, changed })
