/** The operations of feeders and of the tariff beside a curve. */
import { v7 as uuidv7 } from 'uuid'
import type { Context, Handlers } from '../platform/server/context.ts'
import { addDays, dateInChina } from '../platform/shared/calendar.ts'
import { mayActIn } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { Standing } from '../rulebook/rule.ts'
import { findRule } from '../rulebook/store.ts'
import type { RuleValue } from '../rulebook/values.ts'
import { recordLook } from './acts.ts'
import { energyBetween } from './assessment.ts'
import { checkSpan, readSeries } from './curve.ts'
import { mayDeliver, maySeeMeters } from './delivery.ts'
import { findReadSpan, getImportFile } from './delivery-store.ts'
import type { FeederBalance } from './feeder.ts'
import { readFeederBalance } from './feeder-balance.ts'
import type { FeederDetail, feederContract } from './feeder-contract.ts'
import { type FeederEntry, readFeederTable } from './feeder-import.ts'
import { lossOf, lossRuleOf } from './feeder-loss.ts'
import {
  type Feeder,
  findFeederByName,
  findFeederOfAccount,
  getFeeder,
  insertFeeder,
  listFeeders,
  listFeederUsers,
  lockFeeder,
  saveFeeder,
} from './feeder-store.ts'
import { energyByBand, tariffSpans, valleyShareOf } from './tariff.ts'
import { listTariffVersions } from './tariff-table.ts'
import { getUsagePoint } from './usage-point-store.ts'

const daysShown = 60
const mayKeepFeeders = mayDeliver

type Place = { id: number; path: string }

async function register(
  { db, user, now, record }: Context,
  { name, account, voltage }: Pick<FeederEntry, 'name' | 'account' | 'voltage'>,
  { id: areaId, path }: Place,
): Promise<string> {
  const id = uuidv7()
  await insertFeeder(db, { id, name, account, voltage, areaId, areaPath: path, by: user.officialId, at: now })
  await record('feeder.registered', { subject: 'feeder', id, areaPath: path, changed: { name, account, voltage } })
  return id
}

async function change(
  { db, record }: Context,
  { id, areaPath }: { id: string; areaPath: string },
  changed: Pick<FeederEntry, 'account' | 'voltage'>,
) {
  await saveFeeder(db, { id, ...changed })
  await record('feeder.changed', { subject: 'feeder', id, areaPath, changed })
}

/** What a row of the table did. Refuses `not-permitted` for a feeder of another area. */
async function enter(context: Context, entry: FeederEntry, place: Place) {
  const owner = entry.account === null ? undefined : await findFeederOfAccount(context.db, entry.account)
  if (owner && owner.name !== entry.name) return 'accountTwice' as const
  const known = await findFeederByName(context.db, entry.name)
  if (!known) {
    await register(context, entry, place)
    return 'registered' as const
  }
  // a table without voltages takes none away
  const changed = { account: entry.account, voltage: entry.voltage ?? known.voltage }
  if (known.account === changed.account && known.voltage === changed.voltage) return 'unchanged' as const
  if (!mayKeepFeeders(context.user, known.areaPath)) throw new Refusal('not-permitted')
  await change(context, known, changed)
  return 'changed' as const
}

/** Copies: what is answered belongs to the caller. */
const toAnswer = ({ days, surplus, usersInAll }: Awaited<ReturnType<typeof readFeederBalance>>) => ({
  days: days.map((day) => ({ ...day, missingAccounts: [...day.missingAccounts] })),
  surplus: surplus && { ...surplus, surplusKw: [...surplus.surplusKw] },
  usersInAll,
})

function toldLoss(
  { learnt }: FeederBalance,
  { voltage }: Pick<Feeder, 'voltage'>,
  { value, standing }: { value: RuleValue<'detection.feederLoss'>; standing: Standing },
): FeederDetail['loss'] {
  const { mostShare } = lossRuleOf(value, voltage)
  const loss = lossOf(learnt, mostShare)
  if (!loss) return null
  const { from, to, knownDays, lossShare, lossKwhPerDay, heats, leftKw } = loss
  return { from, to, knownDays, lossShare, lossKwhPerDay, mostShare, standing, heats, leftKw: [...leftKw] }
}

export const feederHandlers: Handlers<typeof feederContract> = {
  listFeeders: ({ db, now }, input) => listFeeders(db, input, dateInChina(now)),

  async getFeeder({ db, now, user, platform }, { id, from, to }) {
    const feeder = await getFeeder(db, id, dateInChina(now))
    if (!maySeeMeters(user, feeder.areaPath)) throw new Refusal('not-permitted')
    const users = await listFeederUsers(db, feeder.name)
    const delivered = await findReadSpan(db)
    const last = to ?? delivered?.to
    if (last === undefined)
      return { ...feeder, users, usersInAll: users.length, from: null, to: null, days: [], surplus: null, loss: null }
    const span = { from: from ?? addDays(last, 1 - daysShown), to: last }
    checkSpan(span)
    const balance = await readFeederBalance(platform, feeder, span)
    const rule = await findRule(db, 'detection.feederLoss', dateInChina(now))
    return { ...feeder, ...span, users, ...toAnswer(balance), loss: rule ? toldLoss(balance, feeder, rule) : null }
  },

  async registerFeeder(context, { name, account, voltage, areaId }) {
    const path = await context.platform.directory.areaPath(context.db, areaId, dateInChina(context.now))
    if (!mayActIn(context.user, ['powerLiaison'], path)) throw new Refusal('not-permitted')
    return { id: await register(context, { name, account, voltage }, { id: areaId, path }) }
  },

  async changeFeeder(context, { id, account, voltage }) {
    const feeder = await lockFeeder(context.db, id)
    if (!mayKeepFeeders(context.user, feeder.areaPath)) throw new Refusal('not-permitted')
    await change(context, feeder, { account, voltage })
    return { id }
  },

  async importFeeders(context, { fileId }) {
    const file = await getImportFile(context.db, fileId)
    if (!mayKeepFeeders(context.user, file.areaPath)) throw new Refusal('not-permitted')
    if (file.purpose !== 'import') throw new Refusal('not-an-import-file')
    const { entries, rejects } = readFeederTable(await context.platform.files.read(file.sha256))
    const counts = { registered: 0, changed: 0, unchanged: 0 }
    for (const entry of entries) {
      const did = await enter(context, entry, { id: file.areaId, path: file.areaPath })
      if (did === 'accountTwice') rejects.push({ line: entry.line, reason: did })
      else counts[did]++
    }
    return { ...counts, rejects: rejects.sort((a, b) => a.line - b.line).slice(0, 1000) }
  },

  async listTariffBands(context, { from, to, areaId }) {
    checkSpan({ from, to })
    const today = dateInChina(context.now)
    const path = await context.platform.directory.areaPath(context.db, areaId, today)
    const spans = tariffSpans(await listTariffVersions(context.db, path, today), from, to)
    return {
      spans: spans.map(({ version, periods, ...span }) => ({
        ...span,
        periods: periods && [...periods],
        citation: version?.citation ?? null,
        standing: version?.standing ?? null,
      })),
    }
  },

  async getEnergyShares(context, { id, from, to }) {
    const point = await getUsagePoint(context.db, id, dateInChina(context.now))
    if (!maySeeMeters(context.user, point.areaPath)) throw new Refusal('not-permitted')
    const series = await readSeries(context, point.account, { from, to })
    await recordLook(context, point, { from, to })
    if (!series) return { energyKwh: 0, nightShare: null, valleyShare: null, unknownKwh: 0 }
    const byBand = energyByBand(series, await listTariffVersions(context.db, point.areaPath, dateInChina(context.now)))
    const night = await findRule(context.db, 'detection.nightWindow', dateInChina(context.now))
    const { energyKwh, nightKwh } = night ? energyBetween(series, from, to, night.value) : { energyKwh: 0, nightKwh: 0 }
    return {
      energyKwh: byBand.energyKwh,
      nightShare: energyKwh > 0 ? nightKwh / energyKwh : null,
      valleyShare: valleyShareOf(byBand),
      unknownKwh: byBand.unknownKwh,
    }
  },
}
