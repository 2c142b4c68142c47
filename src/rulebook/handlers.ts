/** Reading the rulebook, and raising a row of it. */
import type { Context, Handlers } from '../platform/server/context.ts'
import { getFileRow } from '../platform/server/platform-store.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { RuleRecord, rulebookContract } from './contract.ts'
import { mayRaise, raise } from './rule-standing.ts'
import {
  getRuleRecord,
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
    const file = await getFileRow(db, fileId)
    if (file.purpose !== 'document' && file.purpose !== 'scan')
      throw new Refusal('text-not-document', { purpose: file.purpose })
    const to = raise(before.standing)
    const demonstration = await platform.directory.isDemonstration(db, user.officialId)
    await saveRaised(db, id, to, fileId, user.officialId, now, demonstration)
    const areaPath = user.grants.find((g) => g.role === 'legalReviewer')?.areaPath ?? '/'
    const changed = { key: before.key, validFrom: before.validFrom, fileId, sha256: file.sha256, demonstration }
    await record('rule.raised', { subject: 'rule', id, areaPath, from: before.standing, to, changed })
    return getNamed(context, id)
  },
}

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
