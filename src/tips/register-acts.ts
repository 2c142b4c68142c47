/** The named acts of the public register: recording a step inside the write it belongs to, and taking the waiting steps in. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import type { Context } from '../platform/server/context.ts'
import { hexOf } from '../platform/shared/bytes.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { getRule } from '../rulebook/store.ts'
import type { StepCount } from './books.ts'
import { checkpointText } from './checkpoint.ts'
import { leafHash } from './merkle-tree.ts'
import { nodeHashOf } from './node-hash.ts'
import type { NoteSigner } from './note-signer.ts'
import { promisedBy, promiseText } from './promise.ts'
import { type ReceiptStep, writeStep } from './receipt.ts'
import { type Claim, commitmentOf, leafBytes, readLeaf, saltLength } from './register-leaf.ts'
import { registerSigner } from './register-signer.ts'
import {
  findHead,
  insertCounts,
  insertHead,
  insertLeaves,
  insertPending,
  insertTiles,
  lockRegister,
  readEdge,
  takePending,
} from './register-store.ts'
import type { StepKind } from './step.ts'
import { growTree, rootOfEdge } from './tile.ts'

export type NewStep = {
  kind: StepKind
  /** Division code of the county, or the code of a zone. */
  county: string
  /** Day in China on which the tip was received; the leaf shows its month. */
  receivedOn: string
  at: Date
  /** What the holder of the receipt may later prove; its `at` is added. Nothing of it can be read from the leaf. */
  claim: Claim
}

/** `receipt` goes to the reporter and is kept with the step: the register itself keeps neither salt nor claim. */
export type RecordedStep = { stepId: string; leafHash: string; promisedBy: string; receipt: ReceiptStep }
type PreparedStep = { stepId: string; leaf: Uint8Array; leafHash: Uint8Array; promisedBy: Date; receipt: ReceiptStep }

type Recording = Pick<Context<unknown>, 'db' | 'platform'>

/**
 * Records a step for the register, in the transaction of the write it belongs to, whose event stands for it: one insert. The leaf
 * waits for the next batch.
 */
export async function recordStep(context: Recording, step: NewStep): Promise<RecordedStep> {
  const { stepId, leaf, leafHash, promisedBy, receipt } = await prepareStep(context, step)
  await insertPending(context.db, { id: stepId, leaf, promisedBy })
  return { stepId, leafHash: hexOf(leafHash), promisedBy: promisedBy.toISOString(), receipt }
}

/**
 * The leaf of a step and what proves it, still to be written: with `insertPending`, in the same transaction.
 * @param signing who signs the promise where it is not the key in force at the instant of the step.
 */
export async function prepareStep(
  { db, platform }: Recording,
  step: NewStep,
  signing?: NoteSigner,
): Promise<PreparedStep> {
  const { hash: algorithm, registerOrigin: origin } = platform.config
  const hash = nodeHashOf(algorithm)
  const [rule, signer] = await Promise.all([
    getRule(db, 'register.inclusionHours', dateInChina(step.at)),
    signing ?? registerSigner({ db, platform }, step.at),
  ])
  const salt = randomBytes(saltLength)
  const claim = { ...step.claim, at: step.at.toISOString() }
  const leaf = leafBytes({
    kind: step.kind,
    county: step.county,
    receivedMonth: step.receivedOn.slice(0, 7),
    stepMonth: dateInChina(step.at).slice(0, 7),
    algorithm,
    commitment: commitmentOf(hash, salt, claim),
  })
  const by = promisedBy(step.at, rule.value.hours)
  const hashOfLeaf = leafHash(hash, leaf)
  const promise = signer.sign(promiseText({ origin, algorithm, leafHash: hashOfLeaf, by: by.toISOString() }))
  return {
    stepId: randomUUID(),
    leaf,
    leafHash: hashOfLeaf,
    promisedBy: by,
    receipt: writeStep({ leaf, salt, claim, promise }),
  }
}

const batchSize = 20_000

/**
 * Takes every waiting step in, in random order, and signs the head, all in the caller's transaction: a crash leaves the register as it
 * was. @returns how many leaves were appended; undefined where another process is at it.
 */
export async function appendWaiting({ db, now, platform, record }: Context<null>): Promise<number | undefined> {
  if (!(await lockRegister(db))) return undefined
  const signer = await registerSigner({ db, platform }, now)
  const before = await findHead(db)
  // a tree keeps the hash it began with
  const algorithm = before?.algorithm ?? platform.config.hash
  const hash = nodeHashOf(algorithm)
  const first = before?.size ?? 0
  const edge = await readEdge(db, first)
  const counts = new Map<string, StepCount>()
  let size = first
  for (let leaves = shuffled(await takePending(db, batchSize)); leaves.length > 0; ) {
    const hashes = leaves.map((leaf) => leafHash(hash, leaf))
    await insertLeaves(db, size, leaves, hashes)
    await insertTiles(db, growTree(hash, edge, hashes, size))
    for (const leaf of leaves) count(counts, leaf)
    size += leaves.length
    leaves = shuffled(await takePending(db, batchSize))
  }
  const root = rootOfEdge(hash, edge)
  const at = now.toISOString()
  const note = signer.sign(checkpointText({ origin: signer.key.name, size, root, at, algorithm }))
  const headId = await insertHead(db, { size, root, algorithm, signedAt: at, note })
  await insertCounts(db, headId, [...counts.values()])
  await record('register.appended', {
    subject: 'registerHead',
    id: headId,
    areaPath: '/',
    changed: { size, root: hexOf(root), algorithm },
  })
  return size - first
}

/** The clear part of a leaf, counted for the books. */
function count(counts: Map<string, StepCount>, bytes: Uint8Array): void {
  const leaf = readLeaf(bytes)
  if (!leaf) throw new Error('a waiting leaf cannot be read')
  const { county, receivedMonth: month, kind } = leaf
  const key = `${county}\n${month}\n${kind}`
  const row = counts.get(key) ?? { county, month, kind, steps: 0 }
  counts.set(key, { ...row, steps: row.steps + 1 })
}

/** Fisher and Yates with numbers nobody can foretell: the order of a batch tells nothing of the order of the steps. */
function shuffled<T>(values: readonly T[]): T[] {
  const order = [...values]
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = randomInt(i + 1)
    const [a, b] = [order[i], order[j]]
    if (a !== undefined && b !== undefined) [order[i], order[j]] = [b, a]
  }
  return order
}
