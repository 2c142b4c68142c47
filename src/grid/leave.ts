/** A leave (请假、离岗): a holder is away from a day to a day and stays appointed; the substitute of the place stands in. Pure. */
import { z } from 'zod'
import { date } from '../platform/shared/contract.ts'
import { Refusal } from '../platform/shared/refusal.ts'

export const leave = z.object({
  id: z.uuid(),
  fromOn: date,
  /** Last day. */
  toOn: date,
})
export type Leave = z.infer<typeof leave>

type Days = Pick<Leave, 'fromOn' | 'toOn'>

/**
 * Whether a leave can be entered beside those that are not over. What was is not entered afterwards: on that day everybody was told that he
 * was there. Refuses `leave-in-the-past`, `term-reversed`, `leave-outside-term`, `leave-already`.
 */
export function checkLeave(
  wanted: Days,
  held: { validFrom: string; validTo: string | null },
  others: readonly Days[],
  today: string,
): void {
  if (wanted.fromOn < today) throw new Refusal('leave-in-the-past')
  if (wanted.toOn < wanted.fromOn) throw new Refusal('term-reversed')
  if (wanted.fromOn < held.validFrom || (held.validTo !== null && wanted.toOn > held.validTo))
    throw new Refusal('leave-outside-term')
  const other = others.find(({ fromOn, toOn }) => fromOn <= wanted.toOn && toOn >= wanted.fromOn)
  if (other) throw new Refusal('leave-already', { fromOn: other.fromOn, toOn: other.toOn })
}
