/** Reading the rulebook, raising a row of it, and entering the holidays of a year. */
import { v7 as uuidv7 } from 'uuid'
import type { Context, Handlers } from '../platform/server/context.ts'
import type { Db } from '../platform/server/db.ts'
import { getFileRow } from '../platform/server/platform-store.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import type { Actor } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { calendarRule, checkCalendarYear, mayEnterCalendarYear } from './calendar-year.ts'
import type { RuleRecord, rulebookContract } from './contract.ts'
import { mayRaise, raise } from './rule-standing.ts'
import {
  getRuleRecord,
  insertEntered,
  listFamilies,
  listRuleRecords,
  listVersions,
  lockRule,
  type StoredRule,
  saveRaised,
} from './store.ts'

export const rulebookHandlers: Handlers<typeof rulebookContract> = {
  async listRules(context, { asOf, ...filter }) {
    const { rows, next } = await listRuleRecords(context.db, { ...filter, date: asOf ?? dateInChina(context.now) })
    return { rows: await withNames(context, rows), next }
  },

  listFamilies: async ({ db, now }, { asOf }) => ({ rows: await listFamilies(db, asOf ?? dateInChina(now)) }),

  async getRule(context, { id }) {
    const rule = await getNamed(context, id)
    return { ...rule, versions: await withNames(context, await listVersions(context.db, rule.key)) }
  },

  async raiseRule(context, { id, fileId }) {
    const { db, user, now, record, platform } = context
    if (!mayRaise(user)) throw new Refusal('not-permitted')
    const before = await lockRule(db, id)
    const file = await getText(db, fileId)
    const to = raise(before.standing)
    const demonstration = await platform.directory.isDemonstration(db, user.officialId)
    await saveRaised(db, id, to, fileId, user.officialId, now, demonstration)
    const areaPath = placeOf(user)
    const changed = { key: before.key, validFrom: before.validFrom, fileId, sha256: file.sha256, demonstration }
    await record('rule.raised', { subject: 'rule', id, areaPath, from: before.standing, to, changed })
    return getNamed(context, id)
  },

  async enterCalendarYear(context, { fileId, ...entry }) {
    const { db, user, now, record, platform } = context
    if (!mayEnterCalendarYear(user)) throw new Refusal('not-permitted')
    checkCalendarYear(entry)
    const file = await getText(db, fileId)
    const rule = calendarRule(entry)
    const demonstration = await platform.directory.isDemonstration(db, user.officialId)
    const id = uuidv7()
    await insertEntered(db, id, rule, fileId, user.officialId, now, demonstration)
    const { year, number, offDays, makeUpDays } = entry
    const changed = { year, number, offDays, makeUpDays, fileId, sha256: file.sha256, demonstration }
    await record('rule.entered', { subject: 'rule', id, areaPath: placeOf(user), to: rule.standing, changed })
    return getNamed(context, id)
  },
}

/** The official text. Refuses `not-found`, `text-not-document`. */
async function getText(db: Db, fileId: string) {
  const file = await getFileRow(db, fileId)
  if (file.purpose !== 'document' && file.purpose !== 'scan')
    throw new Refusal('text-not-document', { purpose: file.purpose })
  return file
}

/** Rules belong to no place: their events to the place of who touches them. */
const placeOf = (user: Actor): string => user.grants.find((g) => g.role === 'legalReviewer')?.areaPath ?? '/'

type Reading = Pick<Context, 'db' | 'platform'>

/** With the names of those who raised the rules; who they are only later modules know. */
async function withNames({ db, platform }: Reading, rules: readonly StoredRule[]): Promise<RuleRecord[]> {
  const ids = new Set(rules.flatMap(({ raisedBy }) => raisedBy ?? []))
  const names = ids.size === 0 ? new Map<string, string>() : await platform.directory.officialNames(db, [...ids])
  return rules.map((rule) => ({
    ...rule,
    raisedByName: rule.raisedBy === null ? null : (names.get(rule.raisedBy) ?? null),
  }))
}

/** Refuses `not-found`. */
async function getNamed(context: Reading, id: string): Promise<RuleRecord> {
  const [rule] = await withNames(context, [await getRuleRecord(context.db, id)])
  if (!rule) throw new Error('one rule was read')
  return rule
}
