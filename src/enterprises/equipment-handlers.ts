/** Operations on what stands at a site: furnaces, usage points, licences. */
import { v7 as uuidv7 } from 'uuid'
import type { Handlers } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { findRule } from '../rulebook/store.ts'
import type { enterprisesContract } from './contract.ts'
import { mayKeepLedger } from './enterprise.ts'
import { type Furnace, type FurnaceTransfer, moveFurnace, transferFlag } from './furnace.ts'
import { insertFurnace, insertTransfer, lockFurnace, saveFurnace } from './furnace-store.ts'
import { checkLicence, checkTerms, endLicence, type Licence } from './licence.ts'
import type { Site } from './site.ts'
import { lockSite } from './site-store.ts'
import { mayKeepUsagePoints, type UsagePoint } from './usage-point.ts'
import {
  insertLicence,
  insertUsagePoint,
  lockLicence,
  lockUsagePoint,
  saveLicence,
  saveUsagePoint,
} from './usage-point-store.ts'

type All = Handlers<typeof enterprisesContract>

/** What every record at a site takes from it. */
const placeOf = (site: Site, now: Date) => ({
  siteId: site.id,
  areaId: site.areaId,
  areaPath: site.areaPath,
  registeredAt: now.toISOString(),
  importId: null,
})

const furnaces: Pick<All, 'registerFurnace' | 'changeFurnace' | 'moveFurnace' | 'transferFurnace'> = {
  async registerFurnace({ db, user, now, record }, { siteId, ...fields }) {
    const site = await lockSite(db, siteId)
    if (!mayKeepLedger(user, site.areaPath)) throw new Refusal('not-permitted')
    const made: Furnace = {
      ...fields,
      ...placeOf(site, now),
      id: uuidv7(),
      judgement: null,
      judgedOn: null,
      state: 'standing',
      whereabouts: null,
    }
    await insertFurnace(db, made)
    await record('furnace.registered', {
      subject: 'furnace',
      id: made.id,
      areaPath: made.areaPath,
      to: made.state,
      changed: { siteId, ...fields },
    })
    return made
  },

  async changeFurnace({ db, user, record }, { id, ...fields }) {
    const before = await lockFurnace(db, id)
    if (!mayKeepLedger(user, before.areaPath)) throw new Refusal('not-permitted')
    const after: Furnace = { ...before, ...fields }
    await saveFurnace(db, after)
    await record('furnace.changed', {
      subject: 'furnace',
      id,
      areaPath: after.areaPath,
      changed: { siteId: after.siteId, ...fields },
    })
    return after
  },

  async moveFurnace({ db, user, record }, { id, move, whereabouts }) {
    const before = await lockFurnace(db, id)
    if (!mayKeepLedger(user, before.areaPath)) throw new Refusal('not-permitted')
    const after = moveFurnace(before, move, whereabouts)
    await saveFurnace(db, after)
    await record('furnace.stateChanged', {
      subject: 'furnace',
      id,
      areaPath: after.areaPath,
      from: before.state,
      to: after.state,
      changed: { siteId: after.siteId, move },
      personal: { whereabouts },
    })
    return after
  },

  async transferFurnace({ db, user, now, record }, { id, ...fields }) {
    const furnace = await lockFurnace(db, id)
    if (!mayKeepLedger(user, furnace.areaPath)) throw new Refusal('not-permitted')
    if (furnace.state === 'destroyed') throw new Refusal('furnace-gone')
    if (fields.happenedOn > dateInChina(now)) throw new Refusal('bad-input', { field: 'happenedOn' })
    const rule = await findRule(db, 'coercion.noTransfer', fields.happenedOn)
    const flag = rule?.value.eliminatedEquipmentTransferable === false ? transferFlag(furnace.judgement) : null
    const made: FurnaceTransfer = {
      ...fields,
      id: uuidv7(),
      furnaceId: id,
      flag,
      ruleId: flag && rule ? rule.id : null,
      recordedAt: now.toISOString(),
    }
    await insertTransfer(db, {
      ...made,
      areaId: furnace.areaId,
      areaPath: furnace.areaPath,
      recordedBy: user.officialId,
    })
    const { kind, happenedOn } = made
    await record('furnace.transferred', {
      subject: 'furnace',
      id,
      areaPath: furnace.areaPath,
      changed: { siteId: furnace.siteId, kind, happenedOn, flag },
      personal: { toWhom: fields.toWhom, whereabouts: fields.whereabouts },
    })
    return made
  },
}

const usagePoints: Pick<All, 'registerUsagePoint' | 'changeUsagePoint'> = {
  async registerUsagePoint({ db, user, now, record }, { siteId, ...fields }) {
    const site = await lockSite(db, siteId)
    if (!mayKeepUsagePoints(user, site.areaPath)) throw new Refusal('not-permitted')
    const made: UsagePoint = { ...fields, ...placeOf(site, now), id: uuidv7() }
    await insertUsagePoint(db, made)
    const { feeder, contractKva, contractKw, tariffClass } = made
    await record('usagePoint.registered', {
      subject: 'usagePoint',
      id: made.id,
      areaPath: made.areaPath,
      changed: { siteId, feeder, contractKva, contractKw, tariffClass },
      personal: { account: made.account },
    })
    return made
  },

  async changeUsagePoint({ db, user, record }, { id, ...fields }) {
    const before = await lockUsagePoint(db, id)
    if (!mayKeepUsagePoints(user, before.areaPath)) throw new Refusal('not-permitted')
    const after: UsagePoint = { ...before, ...fields }
    await saveUsagePoint(db, after)
    await record('usagePoint.changed', {
      subject: 'usagePoint',
      id,
      areaPath: after.areaPath,
      changed: { siteId: after.siteId, ...fields },
    })
    return after
  },
}

const licences: Pick<All, 'registerLicence' | 'changeLicence' | 'endLicence'> = {
  async registerLicence({ db, user, now, record }, { siteId, ...fields }) {
    const site = await lockSite(db, siteId)
    if (!mayKeepLedger(user, site.areaPath)) throw new Refusal('not-permitted')
    const made: Licence = { ...checkLicence(fields), ...placeOf(site, now), id: uuidv7() }
    await insertLicence(db, made)
    await record('licence.registered', {
      subject: 'licence',
      id: made.id,
      areaPath: made.areaPath,
      changed: { siteId, ...fields },
    })
    return made
  },

  async changeLicence({ db, user, record }, { id, ...fields }) {
    const before = await lockLicence(db, id)
    if (!mayKeepLedger(user, before.areaPath)) throw new Refusal('not-permitted')
    const after = checkTerms({ ...before, ...fields })
    await saveLicence(db, after)
    const { siteId, hours, yearlyVolumeT } = before
    await record('licence.changed', {
      subject: 'licence',
      id,
      areaPath: after.areaPath,
      changed: { siteId, ...fields, before: { number: before.number, hours, yearlyVolumeT } },
    })
    return after
  },

  async endLicence({ db, user, record }, { id, on }) {
    const before = await lockLicence(db, id)
    if (!mayKeepLedger(user, before.areaPath)) throw new Refusal('not-permitted')
    const after = endLicence(before, on)
    await saveLicence(db, after)
    await record('licence.ended', {
      subject: 'licence',
      id,
      areaPath: after.areaPath,
      changed: { siteId: after.siteId, validTo: on },
    })
    return after
  },
}

export const equipmentHandlers = { ...furnaces, ...usagePoints, ...licences }
