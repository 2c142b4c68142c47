/** Reads the days of a usage point and of its trade, and lays them side by side. Server code. */

import type { Context } from '../platform/server/context.ts'
import { readDays } from '../platform/server/reading-parts.ts'
import { addDays, dateInChina } from '../platform/shared/calendar.ts'
import {
  basesOf,
  comparisonLimits,
  type DayShape,
  dayShape,
  isOfTrade,
  quartilesOf,
  type TradeBasis,
} from './comparison.ts'
import { findTrade, listTradeCandidates, type Traded } from './comparison-store.ts'
import { findReadSpan, listBatchesInForce } from './delivery-store.ts'
import { slotsPerDay } from './reading.ts'
import type { TradeComparison } from './usage-point-contract.ts'

type Reading = Pick<Context, 'db' | 'now' | 'platform'>
type Span = { from: string; to: string }

const nothing = Array.from({ length: slotsPerDay }, () => null)

/** @param paths subtrees of the caller: others outside of them are not even counted. */
export async function compareTrade(context: Reading, id: string, paths: readonly string[]): Promise<TradeComparison> {
  const { db, now } = context
  const today = dateInChina(now)
  const delivered = await findReadSpan(db)
  const own = await findTrade(db, id, today)
  if (!own || !delivered)
    return { span: null, basis: null, others: 0, needed: comparisonLimits.minOthers, own: noShape, trade: null }
  const span = { from: addDays(delivered.to, 1 - comparisonLimits.days), to: delivered.to }
  const candidates = await listTradeCandidates(db, own, paths, today, comparisonLimits.maxOthers)
  const shapes = await readShapes(context, [own, ...candidates], span)
  const chosen = narrowest(own, candidates, shapes)
  return {
    span,
    basis: chosen?.basis ?? null,
    others: chosen?.others.length ?? 0,
    needed: comparisonLimits.minOthers,
    own: shapes.get(own.id) ?? noShape,
    trade: quartilesOf(chosen?.others ?? []),
  }
}

const noShape: DayShape = { shape: nothing, kwhPerKwDay: null }

async function readShapes(
  { db, platform }: Reading,
  points: readonly Traded[],
  span: Span,
): Promise<Map<string, DayShape>> {
  const batchesInForce = await listBatchesInForce(db)
  const read = await readDays(platform.meters, {
    accounts: points.map(({ account }) => account),
    ...span,
    batchesInForce,
  })
  const byAccount = new Map<string, (number | null)[][]>()
  for (const { account, loadKw } of read) byAccount.set(account, [...(byAccount.get(account) ?? []), loadKw])
  return new Map(
    points.flatMap(({ id, account, capacityKw }) => {
      const days = byAccount.get(account) ?? []
      const found = dayShape(days, capacityKw)
      return found ? [[id, found]] : []
    }),
  )
}

/** The narrowest basis with enough others; where none has, the widest, with the few there are. */
function narrowest(
  own: Traded,
  candidates: readonly Traded[],
  shapes: ReadonlyMap<string, DayShape>,
): { basis: TradeBasis; others: DayShape[] } | undefined {
  const found = basesOf(own).map((basis) => ({
    basis,
    others: candidates.filter((one) => isOfTrade(basis, one)).flatMap(({ id }) => shapes.get(id) ?? []),
  }))
  return found.find(({ others }) => others.length >= comparisonLimits.minOthers) ?? found.at(-1)
}
