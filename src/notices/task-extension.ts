/** More time for a task (延期): its owner asks before the last day has passed, whoever judges the task decides. Pure. */
import { z } from 'zod'
import { date, instant } from '../platform/shared/contract.ts'
import type { Moves } from '../platform/shared/moves.ts'
import type { Actor } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { mayReview, type TaskStatus, taskMoves } from './task.ts'

export const extensionStates = ['asked', 'approved', 'refused', 'dropped'] as const
export type ExtensionState = (typeof extensionStates)[number]

/** The whole life of a request. It is dropped when the product comes, or the notice ends, before anybody decided. */
export const extensionMoves = {
  approve: { from: ['asked'], to: 'approved' },
  refuse: { from: ['asked'], to: 'refused' },
  drop: { from: ['asked'], to: 'dropped' },
} as const satisfies Moves<ExtensionState>

export const taskExtension = z.object({
  id: z.uuid(),
  /** The last day when it was asked for. */
  dueOn: date,
  until: date,
  reason: z.string(),
  askedBy: z.string(),
  askedById: z.uuid(),
  askedAreaId: z.number().nullable(),
  askedAt: instant,
  state: z.enum(extensionStates),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  /** Why it was refused. */
  answer: z.string().nullable(),
})
export type TaskExtension = z.infer<typeof taskExtension>

type Extendable = { status: TaskStatus; dueOn: string | null }

/** Whether more time can still be asked for or given. */
export const isExtendable = ({ status, dueOn }: Extendable, today: string): boolean =>
  taskMoves.deliver.from.some((from) => from === status) && dueOn !== null && today <= dueOn

/** @returns the last day that is to be put off. Refuses `wrong-state`, `task-without-day`, `limit-expired`. */
export function dayToPutOff({ status, dueOn }: Extendable, today: string): string {
  if (!taskMoves.deliver.from.some((from) => from === status))
    throw new Refusal('wrong-state', { move: 'extend', status })
  if (dueOn === null) throw new Refusal('task-without-day')
  if (today > dueOn) throw new Refusal('limit-expired', { dueOn })
  return dueOn
}

type Judged = Omit<Parameters<typeof mayReview>[1], 'deliveredAreaId' | 'deliveredById'>

/** Whoever judges the task; never the office that asks. */
export const mayDecideExtension = (
  user: Actor,
  task: Judged,
  asked: Pick<TaskExtension, 'askedAreaId' | 'askedById'>,
): boolean =>
  user.officialId !== asked.askedById &&
  mayReview(user, { ...task, deliveredAreaId: asked.askedAreaId, deliveredById: asked.askedById })
