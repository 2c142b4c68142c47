/** The named acts of a tip: to be received by any channel, and to take a step, which its reporter sees and the register keeps. */
import { randomBytes, randomUUID } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { Context } from '../platform/server/context.ts'
import { sha256Hex } from '../platform/server/digest.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import type { Actor } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { Envelope } from './envelope.ts'
import { recordStep, registerSigner } from './register-acts.ts'
import type { Claim } from './register-leaf.ts'
import { keyText } from './signed-note.ts'
import type { StepKind } from './step.ts'
import { type Channel, codeNameOf, type Report, reportText, type TipState } from './tip.ts'
import type { TipReceipt } from './tip-contract.ts'
import {
  getMyTip,
  getReportedPlace,
  insertStep,
  insertTip,
  listRecipients,
  listSteps,
  showTip,
  showTipOfCode,
} from './tip-store.ts'

type AnyContext = Context<Actor | null>
type Stepping = Pick<TipState, 'id' | 'countyCode' | 'receivedOn'>

/** Takes a step: a row the reporter sees under the code, and a leaf of the public register. @param claim what can be proved later. */
export async function takeStep(
  context: Pick<AnyContext, 'db' | 'platform' | 'now'>,
  tip: Stepping,
  kind: StepKind,
  claim: Claim = {},
): Promise<void> {
  const { db, now } = context
  const recorded = await recordStep(context, {
    kind,
    county: tip.countyCode,
    receivedOn: tip.receivedOn,
    at: now,
    claim: { step: kind, ...claim },
  })
  await insertStep(db, { id: recorded.stepId, tipId: tip.id, kind, at: now, proof: recorded.receipt })
}

export type Arrival = {
  channel: Channel
  sourceNumber?: string | null
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
  const { db, now, record } = context
  const { report, channel, codeHash, envelope } = arrival
  const earlier = await showTipOfCode(db, codeHash)
  if (earlier !== null) return repeatReceipt(context, earlier, report)
  const receivedOn = dateInChina(now)
  const { cityId, countyId, countyCode } = await getReportedPlace(db, report.placeAreaId, receivedOn)
  if (countyId === null || countyCode === null) throw new Refusal('place-not-exact')
  if (envelope === null && (await canSeal(context, { countyId, cityId, involved: report.countyInvolved })))
    throw new Refusal('envelope-missing')
  const id = uuidv7()
  await showTip(db, id)
  await insertTip(db, {
    id,
    codeName: codeNameOf(randomBytes(6)),
    codeHash,
    channel,
    sourceNumber: arrival.sourceNumber ?? null,
    report,
    cityId,
    countyId,
    countyCode,
    receivedAt: now,
    receivedOn,
    envelope: envelope && { id: randomUUID(), sealed: envelope },
  })
  await takeStep(context, { id, countyCode, receivedOn }, 'received', { report: sha256Hex(reportText(report)) })
  await record('tip.received', {
    subject: 'tip',
    id,
    areaPath: `/${cityId}/`,
    to: 'received',
    changed: { channel, county: countyCode },
  })
  return receiptOf(context, id)
}

async function repeatReceipt(context: AnyContext, id: string, report: Report): Promise<TipReceipt> {
  const [first] = await listSteps(context.db, id)
  if (first?.proof.claim['report'] !== sha256Hex(reportText(report))) throw new Refusal('code-taken')
  return receiptOf(context, id)
}

async function canSeal({ db }: Pick<AnyContext, 'db'>, place: { countyId: number; cityId: number; involved: boolean }) {
  const { halfA, halfB } = await listRecipients(db, place.countyId, place.cityId, place.involved)
  return halfA.length > 0 && halfB.length > 0
}

/** What the receipt file is made of. */
export async function receiptOf({ db, now, platform }: AnyContext, id: string): Promise<TipReceipt> {
  const { receivedOn, countyName } = await getMyTip(db, id, dateInChina(now))
  const steps = await listSteps(db, id)
  return { receivedOn, countyName, key: registerKey({ platform }), steps: steps.map(({ proof }) => proof) }
}

/** The register's public key as C2SP writes it. */
export const registerKey = ({ platform }: Pick<AnyContext, 'platform'>): string => keyText(registerSigner(platform).key)
