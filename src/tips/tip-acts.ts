/** The named acts of a tip: to be received by any channel, and to take a step, which its reporter sees and the register keeps. */
import { randomBytes, randomUUID } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { NationalOrigin } from '../leads/lead.ts'
import type { Context, EventFacts } from '../platform/server/context.ts'
import { type Db, prepared } from '../platform/server/db.ts'
import { sha256Hex } from '../platform/server/digest.ts'
import { isDemonstration } from '../platform/server/platform-store.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import type { Actor } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { Envelope } from './envelope.ts'
import type { ReceiptStep } from './receipt.ts'
import { prepareStep } from './register-acts.ts'
import type { Claim } from './register-leaf.ts'
import { publishedKeys } from './register-signer.ts'
import { insertPending } from './register-store.ts'
import type { StepKind } from './step.ts'
import { type Channel, codeNameOf, type Report, reportText, type TipState } from './tip.ts'
import type { TipReceipt } from './tip-contract.ts'
import {
  findRecipients,
  getMyTip,
  getReportedPlace,
  insertStep,
  insertTip,
  listSteps,
  type NewTip,
  showTip,
  showTipOfCode,
} from './tip-store.ts'

type AnyContext = Context<Actor | null>
/** Code names drawn for a tip: with a hundred thousand tips there, all of them are taken once in 10¹⁶ reports. */
const drawnNames = 4
type Stepping = Pick<TipState, 'id' | 'countyCode' | 'receivedOn'>

/**
 * Takes a step: a row the reporter sees under the code, and a leaf of the public register. @param claim what can be proved later.
 * @returns what proves the step.
 */
export async function takeStep(
  context: Pick<AnyContext, 'db' | 'platform' | 'now'>,
  tip: Stepping,
  kind: StepKind,
  claim: Claim = {},
): Promise<ReceiptStep> {
  const { now } = context
  const step = await prepareStep(context, {
    kind,
    county: tip.countyCode,
    receivedOn: tip.receivedOn,
    at: now,
    claim: { step: kind, ...claim },
  })
  const db = prepared(context.db)
  await Promise.all([
    insertPending(db, { id: step.stepId, leaf: step.leaf, promisedBy: step.promisedBy }),
    insertStep(db, { id: step.stepId, tipId: tip.id, kind, at: now, proof: step.receipt }),
  ])
  return step.receipt
}

export type Arrival = {
  channel: Channel
  sourceNumber?: string | null
  nationalOrigin?: NationalOrigin | null
  /** Slow keyed hash of the reporter's code. */
  codeHash: Buffer
  report: Report
  envelope: Envelope | null
}

/**
 * Receives a tip, by whatever channel, and gives the receipt; the same code with the same report again gives the same receipt.
 * Refuses `place-not-exact`, `envelope-missing`, `code-taken`, `not-found` (the place).
 */
export async function receiveTip(context: AnyContext, arrival: Arrival): Promise<TipReceipt> {
  const { now, record } = context
  const db = prepared(context.db)
  const { report, channel, codeHash, envelope } = arrival
  const receivedOn = dateInChina(now)
  const [earlier, demonstration, place, keys] = await Promise.all([
    showTipOfCode(db, codeHash),
    isDemonstration(db),
    getReportedPlace(db, report.placeAreaId, receivedOn),
    publishedKeys(context),
  ])
  if (earlier !== null) return { ...keys, ...(await repeatReceipt(context, earlier, report)) }
  const { cityId, countyId, countyCode, countyName } = place
  if (countyId === null || countyCode === null || countyName === null) throw new Refusal('place-not-exact')
  if (envelope === null) await refuseUnsealed(db, countyId, cityId, report.countyInvolved)
  const id = uuidv7()
  const tip: NewTip = {
    id,
    codeNames: Array.from({ length: drawnNames }, () => codeNameOf(randomBytes(6))),
    codeHash,
    channel,
    sourceNumber: arrival.sourceNumber ?? null,
    nationalOrigin: arrival.nationalOrigin ?? null,
    report,
    cityId,
    countyId,
    countyCode,
    receivedAt: now,
    receivedOn,
    envelope: envelope && { id: randomUUID(), sealed: envelope },
  }
  // sent together, answered in this order: the tip is there before its step
  const [, , first] = await Promise.all([
    showTip(db, id),
    insertTip(db, tip),
    takeStep(context, tip, 'received', {
      report: sha256Hex(reportText(report)),
      ...(demonstration && { demonstration }),
    }),
  ])
  await record('tip.received', {
    subject: 'tip',
    id,
    areaPath: `/${cityId}/`,
    to: 'received',
    changed: { channel, county: countyCode },
  })
  return { receivedOn, countyName, ...keys, steps: [first] }
}

async function repeatReceipt({ db, now }: AnyContext, id: string, report: Report) {
  const steps = (await listSteps(db, id)).map(({ proof }) => proof)
  if (steps[0]?.claim['report'] !== sha256Hex(reportText(report))) throw new Refusal('code-taken')
  const { receivedOn, countyName } = await getMyTip(db, id, dateInChina(now))
  return { receivedOn, countyName, steps }
}

/** Without an envelope only where nobody could keep one: an empty one looks like a full one. Refuses `envelope-missing`. */
export async function refuseUnsealed(db: Db, countyId: number, cityId: number, countyInvolved: boolean): Promise<void> {
  if ((await findRecipients(db, countyId, cityId, countyInvolved)) !== null) throw new Refusal('envelope-missing')
}

/**
 * Records what concerns no county in particular, such as an opening or a claim at a counter: it is the city's to see, and tells nobody
 * of which county it comes.
 */
export async function recordForCity(
  { record, user }: Context,
  kind: string,
  facts: Omit<EventFacts, 'areaPath'>,
): Promise<void> {
  const areaPath = /^\/\d+\//.exec(user.grants[0]?.areaPath ?? '')?.[0] ?? '/'
  await record(kind, { ...facts, areaPath })
}
