/** Life cycles as tables: a move not listed cannot happen. */
import { Refusal } from './refusal.ts'

export type Move<Status extends string> = { readonly from: readonly Status[]; readonly to: Status }
export type Moves<Status extends string> = Readonly<Record<string, Move<Status>>>

/** Whether `name` is possible in `status`; a name that is not in the table never is. */
export const mayMove = <Status extends string>(moves: Moves<Status>, name: string, status: Status): boolean =>
  Object.hasOwn(moves, name) && (moves[name]?.from.includes(status) ?? false)

/** The status after `name`. Refuses `wrong-state`. */
export function move<Status extends string>(moves: Moves<Status>, name: string, status: Status): Status {
  const found = Object.hasOwn(moves, name) ? moves[name] : undefined
  if (!found?.from.includes(status)) throw new Refusal('wrong-state', { move: name, status })
  return found.to
}
