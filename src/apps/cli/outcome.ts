/** How a command ends: its exit code. What is said of a failure is in sentence.ts. */
import { CommanderError } from 'commander'

/** What each exit code means; shown by `--help`. */
export const exitCodes = { done: 0, failed: 1, usage: 2, notInOrder: 3, nothingYet: 4 } as const

/** What was to be checked has been checked and is not in order: exit code 3. */
export class NotInOrder extends Error {}

/** There is nothing to check yet: exit code 4. */
export class NothingYet extends Error {}

/** The exit code of an error that has ended a command. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
  if (error instanceof NothingYet) return exitCodes.nothingYet
  return error instanceof NotInOrder ? exitCodes.notInOrder : exitCodes.failed
}
