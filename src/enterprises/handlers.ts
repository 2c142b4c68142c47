/** Operations of the ledger: enterprises, sites and stays here, the rest by noun beside. */
import { v7 as uuidv7 } from 'uuid'
import { getArea } from '../areas/store.ts'
import type { Handlers } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { enterprisesContract } from './contract.ts'
import { checkEnterprise, type Enterprise, endOccupancy, mayKeepLedger } from './enterprise.ts'
import { equipmentHandlers } from './equipment-handlers.ts'
import { listFurnaces, listFurnacesOf } from './furnace-store.ts'
import { importHandlers } from './import-handlers.ts'
import { industryName } from './industry-code.ts'
import { invoiceHandlers } from './invoice-handlers.ts'
import { listPaths } from './list-paths.ts'
import { checkSiteLevel, moveSite, type Site } from './site.ts'
import { getSiteRow, insertSite, listSites, lockSite, saveSite } from './site-store.ts'
import {
  getEnterpriseRow,
  insertEnterprise,
  insertOccupancy,
  listEnterprises,
  listStays,
  lockEnterprise,
  lockOccupancy,
  saveEnterprise,
  saveOccupancy,
} from './store.ts'
import { listLicencesOf, listUsagePointsOf } from './usage-point-store.ts'

type All = Handlers<typeof enterprisesContract>

const siteMoveEvents = {
  stop: 'site.stopped',
  restart: 'site.restarted',
  close: 'site.closed',
  reopen: 'site.reopened',
} as const

const reading: Pick<All, 'listEnterprises' | 'getEnterprise' | 'listSites' | 'getSite' | 'listFurnaces'> = {
  async listEnterprises(context, { areaId, ...input }) {
    return listEnterprises(context.db, {
      ...input,
      paths: await listPaths(context, areaId),
      today: dateInChina(context.now),
    })
  },

  async getEnterprise({ db, now }, { id }) {
    const row = await getEnterpriseRow(db, id, dateInChina(now))
    const { industryCode: code, industryEdition: edition } = row
    return {
      ...row,
      industryName: code && edition ? industryName({ code, edition }) : null,
      stays: await listStays(db, { enterpriseId: id }),
    }
  },

  async listSites(context, { areaId, ...input }) {
    return listSites(context.db, { ...input, paths: await listPaths(context, areaId), today: dateInChina(context.now) })
  },

  async getSite({ db, now }, { id }) {
    const row = await getSiteRow(db, id, dateInChina(now))
    return {
      ...row,
      stays: await listStays(db, { siteId: id }),
      furnaces: await listFurnacesOf(db, id),
      usagePoints: await listUsagePointsOf(db, id),
      licences: await listLicencesOf(db, id),
    }
  },

  async listFurnaces(context, { areaId, ...input }) {
    return listFurnaces(context.db, {
      ...input,
      paths: await listPaths(context, areaId),
      today: dateInChina(context.now),
    })
  },
}

const enterprises: Pick<All, 'registerEnterprise' | 'changeEnterprise'> = {
  async registerEnterprise({ db, user, now, record }, { areaId, ...fields }) {
    const area = await getArea(db, areaId, dateInChina(now))
    if (!mayKeepLedger(user, area.path)) throw new Refusal('not-permitted')
    const made: Enterprise = {
      ...checkEnterprise(fields),
      id: uuidv7(),
      areaId,
      areaPath: area.path,
      registeredAt: now.toISOString(),
      importId: null,
    }
    await insertEnterprise(db, made)
    const { industryCode, industryEdition } = made
    await record('enterprise.registered', {
      subject: 'enterprise',
      id: made.id,
      areaPath: made.areaPath,
      changed: { industryCode, industryEdition },
      personal: fields,
    })
    return made
  },

  async changeEnterprise({ db, user, record }, { id, ...fields }) {
    const before = await lockEnterprise(db, id)
    if (!mayKeepLedger(user, before.areaPath)) throw new Refusal('not-permitted')
    const after: Enterprise = { ...before, ...checkEnterprise(fields) }
    await saveEnterprise(db, after)
    const { industryCode, industryEdition, declaredOutputT, declaredOutputYear } = after
    await record('enterprise.changed', {
      subject: 'enterprise',
      id,
      areaPath: after.areaPath,
      changed: { industryCode, industryEdition, declaredOutputT, declaredOutputYear },
      personal: fields,
    })
    return after
  },
}

const sites: Pick<All, 'registerSite' | 'changeSite' | 'moveSite'> = {
  async registerSite({ db, user, now, record }, { areaId, enterpriseId, ...fields }) {
    const today = dateInChina(now)
    const area = await getArea(db, areaId, today)
    if (!mayKeepLedger(user, area.path)) throw new Refusal('not-permitted')
    checkSiteLevel(area.level)
    const place = { areaId, areaPath: area.path }
    const made: Site = {
      ...fields,
      ...place,
      id: uuidv7(),
      status: 'operating',
      closedOn: null,
      registeredAt: now.toISOString(),
      importId: null,
    }
    await insertSite(db, made)
    if (enterpriseId !== null) {
      await getEnterpriseRow(db, enterpriseId, today)
      await insertOccupancy(db, {
        ...place,
        id: uuidv7(),
        siteId: made.id,
        enterpriseId,
        validFrom: today,
        validTo: null,
      })
    }
    const { kind, focusKinds } = made
    await record('site.registered', {
      subject: 'site',
      id: made.id,
      areaPath: made.areaPath,
      to: made.status,
      changed: { kind, focusKinds, enterpriseId },
      personal: fields,
    })
    return made
  },

  async changeSite({ db, user, record }, { id, ...fields }) {
    const before = await lockSite(db, id)
    if (!mayKeepLedger(user, before.areaPath)) throw new Refusal('not-permitted')
    const after: Site = { ...before, ...fields }
    await saveSite(db, after)
    await record('site.changed', {
      subject: 'site',
      id,
      areaPath: after.areaPath,
      changed: { kind: after.kind, focusKinds: after.focusKinds },
      personal: fields,
    })
    return after
  },

  async moveSite({ db, user, now, record }, { id, move, on, reason }) {
    const before = await lockSite(db, id)
    if (!mayKeepLedger(user, before.areaPath)) throw new Refusal('not-permitted')
    if (on > dateInChina(now)) throw new Refusal('bad-input', { field: 'on' })
    const after = moveSite(before, move, on)
    await saveSite(db, after)
    await record(siteMoveEvents[move], {
      subject: 'site',
      id,
      areaPath: after.areaPath,
      from: before.status,
      to: after.status,
      changed: { on },
      personal: { reason },
    })
    return after
  },
}

const stays: Pick<All, 'occupySite' | 'endOccupancy'> = {
  async occupySite({ db, user, now, record }, { id, enterpriseId, validFrom }) {
    const site = await lockSite(db, id)
    if (!mayKeepLedger(user, site.areaPath)) throw new Refusal('not-permitted')
    await getEnterpriseRow(db, enterpriseId, dateInChina(now))
    const made = {
      id: uuidv7(),
      siteId: id,
      enterpriseId,
      areaId: site.areaId,
      areaPath: site.areaPath,
      validFrom,
      validTo: null,
    }
    await insertOccupancy(db, made)
    await record('site.occupied', {
      subject: 'site',
      id,
      areaPath: site.areaPath,
      changed: { enterpriseId, validFrom },
    })
    return made
  },

  async endOccupancy({ db, user, record }, { id, on }) {
    const before = await lockOccupancy(db, id)
    if (!mayKeepLedger(user, before.areaPath)) throw new Refusal('not-permitted')
    const after = endOccupancy(before, on)
    await saveOccupancy(db, after)
    await record('site.vacated', {
      subject: 'site',
      id: after.siteId,
      areaPath: after.areaPath,
      changed: { enterpriseId: after.enterpriseId, validTo: on },
    })
    return after
  },
}

export const enterprisesHandlers: All = {
  ...reading,
  ...enterprises,
  ...sites,
  ...stays,
  ...equipmentHandlers,
  ...importHandlers,
  ...invoiceHandlers,
}
