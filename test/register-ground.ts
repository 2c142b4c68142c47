/** Steps of tips in the public register, for tests: recorded and taken in as the program does it. */
import { randomUUID } from 'node:crypto'
import { asProgram, inContext } from '../src/platform/server/http.ts'
import { tipsContract } from '../src/tips/contract.ts'
import { appendWaiting, type NewStep, type RecordedStep, recordStep } from '../src/tips/register-acts.ts'
import type { StepKind } from '../src/tips/step.ts'
import type { Test } from './harness.ts'

export const countyA = '329902'
export const countyB = '329903'

/** One step as the write of somebody without account records it. */
export const stepOf = (test: Test, kind: StepKind, given: Partial<NewStep> = {}): Promise<RecordedStep> =>
  inContext(test.app.platform, 'anyone', null, (context) =>
    recordStep(context, {
      kind,
      county: countyA,
      receivedOn: '2018-03-10',
      at: context.now,
      claim: { state: kind, tip: randomUUID() },
      ...given,
    }),
  )

/** Takes in what waits. @returns how many leaves. */
export const takeIn = (test: Test): Promise<number | undefined> => asProgram(test.app.platform, appendWaiting)

/** The newest head as it is published. */
export async function publishedHead(test: Test): Promise<string> {
  const { status, body } = await test.call(null, tipsContract.getCheckpoint, {})
  if (status !== 200) throw new Error(`no head: ${status}`)
  return String(body)
}
