/** A furnace: what it is, what it was judged to be, and where it is, from the first count to the scrap heap. */
import { z } from 'zod'
import { date, instant, line } from '../platform/shared/contract.ts'
import { type Moves, move } from '../platform/shared/moves.ts'
import { areaPath } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { type JudgementOutcome, outcomes } from '../rulebook/values.ts'

export const furnaceKinds = ['mainsFrequency', 'mediumFrequency', 'arc', 'cupola', 'other'] as const
export type FurnaceKind = (typeof furnaceKinds)[number]
export const furnaceStates = ['standing', 'idle', 'sealed', 'dismantled', 'destroyed', 'removed'] as const
export type FurnaceState = (typeof furnaceStates)[number]

/** The whole life of a furnace. `removed` is gone from its site, to a place that is named; found again, it may return. */
export const furnaceMoves = {
  stop: { from: ['standing'], to: 'idle' },
  restart: { from: ['idle'], to: 'standing' },
  seal: { from: ['standing', 'idle'], to: 'sealed' },
  unseal: { from: ['sealed'], to: 'idle' },
  dismantle: { from: ['standing', 'idle', 'sealed'], to: 'dismantled' },
  destroy: { from: ['standing', 'idle', 'sealed', 'dismantled', 'removed'], to: 'destroyed' },
  remove: { from: ['standing', 'idle', 'sealed', 'dismantled'], to: 'removed' },
  return: { from: ['removed'], to: 'idle' },
} as const satisfies Moves<FurnaceState>
export type FurnaceMove = keyof typeof furnaceMoves

/** What the ledger itself may note. Sealing, its end and destruction are acts of a case and come from there only. */
export const keptMoves = ['stop', 'restart', 'dismantle', 'remove', 'return'] as const satisfies readonly FurnaceMove[]
export type KeptMove = (typeof keptMoves)[number]

const measure = z.number().positive().max(1e6).nullable()

export const furnaceFields = z.object({
  label: z.string().trim().min(1).max(60),
  kind: z.enum(furnaceKinds),
  /** Tonnes of one heat. */
  capacityT: measure,
  powerKw: measure,
  transformerKva: measure,
  purpose: line.nullable(),
})
export type FurnaceFields = z.infer<typeof furnaceFields>

export const furnace = furnaceFields.extend({
  id: z.uuid(),
  siteId: z.uuid(),
  areaId: z.number().int(),
  areaPath,
  /** null: not judged yet, which is not "permitted". */
  judgement: z.enum(outcomes).nullable(),
  judgedOn: date.nullable(),
  state: z.enum(furnaceStates),
  whereabouts: z.string().nullable(),
  registeredAt: instant,
  importId: z.uuid().nullable(),
})
export type Furnace = z.infer<typeof furnace>

type Life = Pick<Furnace, 'state' | 'whereabouts'>

/** The furnace after a move. Refuses `wrong-state`; `whereabouts-missing` when it goes away to nowhere. */
export function moveFurnace<F extends Life>(before: F, name: FurnaceMove, whereabouts: string | null): F {
  const state = move<FurnaceState>(furnaceMoves, name, before.state)
  if (state === 'removed' && !whereabouts) throw new Refusal('whereabouts-missing')
  return { ...before, state, whereabouts: whereabouts ?? (state === 'idle' ? null : before.whereabouts) }
}

/** The furnace in the state a case has brought it to. Refuses `wrong-state` when no move of the table leads there. */
export function bringFurnaceTo<F extends Life>(before: F, state: FurnaceState, whereabouts: string | null): F {
  // the keys of a constant table
  const names = Object.keys(furnaceMoves) as FurnaceMove[]
  const name = names.find((key) => furnaceMoves[key].to === state && mayMoveFrom(key, before.state))
  if (!name) throw new Refusal('wrong-state', { to: state, status: before.state })
  return moveFurnace(before, name, whereabouts)
}

const mayMoveFrom = (name: FurnaceMove, state: FurnaceState): boolean =>
  furnaceMoves[name].from.some((from) => from === state)

export const transferKinds = ['transfer', 'sale', 'lease'] as const
export const transferFlags = ['eliminated', 'unjudged'] as const
export type TransferFlag = (typeof transferFlags)[number]

export const furnaceTransfer = z.object({
  id: z.uuid(),
  furnaceId: z.uuid(),
  kind: z.enum(transferKinds),
  happenedOn: date,
  /** Who has it now; may name a person, so it stays out of events. */
  toWhom: z.string(),
  whereabouts: z.string(),
  flag: z.enum(transferFlags).nullable(),
  ruleId: z.uuid().nullable(),
  recordedAt: instant,
})
export type FurnaceTransfer = z.infer<typeof furnaceTransfer>

/**
 * Why a transfer, sale or lease deserves a look (大气污染防治法 27: eliminated equipment may not be passed on to others).
 * A forbidden furnace is `eliminated`, one that nobody judged or that waits for experts is `unjudged`, a permitted one has
 * no flag. A flag is no finding; whether the rule held on the day is for the caller to look up.
 */
export function transferFlag(judgement: JudgementOutcome | null): TransferFlag | null {
  if (judgement === 'permitted') return null
  return judgement === 'forbidden' ? 'eliminated' : 'unjudged'
}
