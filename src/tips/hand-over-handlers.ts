/** The hand-over form (交办单): written by one, checked for clues and issued by another; with it the matter becomes a lead. */
import { randomUUID } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { openLead } from '../leads/acts.ts'
import { takeBackLead } from '../leads/confined-acts.ts'
import type { NationalOrigin } from '../leads/lead.ts'
import type { Context, Handlers } from '../platform/server/context.ts'
import { documentDownload } from '../platform/server/documents/download.ts'
import { drawNumber } from '../platform/server/drawn-number.ts'
import { meetLimits } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { laterByIfKnown } from '../platform/shared/time-limit.ts'
import { getRule, loadCalendar } from '../rulebook/store.ts'
import { type ClueKind, clueKinds, findClues } from './clue.ts'
import { handOverDocument } from './hand-over-document.ts'
import { getHandOver, insertHandOver, lockDraft, saveDiscarded, saveIssued } from './hand-over-store.ts'
import { passTipLimits } from './limit-acts.ts'
import { recordTip, takeSteps } from './office-acts.ts'
import type { tipOfficeContract } from './office-contract.ts'
import { getReceiver, getSaid, getTip, saveTip } from './office-store.ts'
import {
  cityOf,
  mayDraftHandOver,
  mayHandle,
  mayIssueHandOver,
  refuseInvolvedCounty,
  type TipStatus,
  tipMoves,
} from './tip.ts'
import { lockTip } from './tip-store.ts'

type Operations = 'draftHandOver' | 'issueHandOver' | 'discardHandOver' | 'getHandOverDocument'
export const handOverHandlers: Pick<Handlers<typeof tipOfficeContract>, Operations> = {
  async draftHandOver(context, { id, to, paraphrase, purpose }) {
    const { db, user, now } = context
    const tip = await lockTip(db, id)
    move<TipStatus>(tipMoves, 'handOver', tip.status)
    if (!mayDraftHandOver(user, tip)) throw new Refusal('not-permitted')
    refuseInvolvedCounty(tip, to)
    const said = await getSaid(db, id)
    const draft = {
      id: uuidv7(),
      tipId: id,
      receiverAreaId: to === 'county' ? tip.countyId : cityOf(tip.areaPath).areaId,
      paraphrase,
      purpose,
      clues: findClues(`${paraphrase}\n${purpose}`, `${said.places}\n${said.words}`),
      by: user.officialId,
      at: now,
    }
    await insertHandOver(db, draft)
    await recordTip(context, tip, 'tip.handOverDrafted', tip.status, {
      handOverId: draft.id,
      clues: draft.clues.length,
    })
    return getHandOver(db, draft.id, dateInChina(now))
  },

  async issueHandOver(context, { id, checks, receivers }) {
    const { db, user, now } = context
    const day = dateInChina(now)
    const tip = await lockTip(db, id)
    const status = move<TipStatus>(tipMoves, 'handOver', tip.status)
    const draft = await lockDraft(db, id)
    if (draft.draftedBy === user.officialId) throw new Refusal('hand-over-unchecked')
    if (!mayIssueHandOver(user, tip, draft.draftedBy)) throw new Refusal('not-permitted')
    refuseUnchecked(checks.map(({ kind }) => kind))
    await refuseReportersWords(context, id, [draft.paraphrase, draft.purpose, ...receivers].join('\n'))
    const year = Number(day.slice(0, 4))
    const number = await drawNumber(db, (drawn) => handOverNumber(year, drawn))
    const copies = receivers.map((receiver, i) => ({ number: i + 1, receiver }))
    await saveIssued(db, draft.id, { number, copies, by: user.officialId, at: now })
    const receiver = await getReceiver(db, draft.receiverAreaId, day)
    const holder = {
      level: draft.receiverAreaId === tip.countyId ? ('county' as const) : ('city' as const),
      areaId: receiver.areaId,
      areaPath: receiver.areaPath,
    }
    const area = { id: holder.areaId, path: holder.areaPath }
    const goesOn = tip.leadId !== null && (await takeBackLead(context, tip.leadId, area, 'handedOver'))
    const { nationalOrigin } = await getTip(db, id, day)
    // a lead that is decided without a result of the tip, such as one not ours, ends there: others look anew
    const origin = { nationalOrigin, secondLookOf: tip.leadId ?? tip.formerLeadId }
    const leadId = goesOn ? tip.leadId : await openTipLead(context, number, draft.paraphrase, holder, origin)
    const joined = await saveTip(db, id, { status, holder, leadId })
    await meetLimits(db, id, 'limit.tipHandOver', day)
    await passTipLimits(db, id, area, day)
    await takeSteps(context, [tip, ...joined], 'handedOver')
    await recordTip(context, tip, 'tip.handedOver', status, { number, handOverId: draft.id, toAreaId: holder.areaId })
    return getHandOver(db, draft.id, day)
  },

  async discardHandOver(context, { id }) {
    const { db, user } = context
    const tip = await lockTip(db, id)
    const draft = await lockDraft(db, id)
    if (!mayDraftHandOver(user, tip)) throw new Refusal('not-permitted')
    await saveDiscarded(db, draft.id)
    await recordTip(context, tip, 'tip.handOverDiscarded', tip.status, { handOverId: draft.id })
    return { status: tip.status }
  },

  async getHandOverDocument({ db, user, now, record }, { id, format }) {
    const form = await getHandOver(db, id, dateInChina(now))
    const tip = await getTip(db, form.tipId, dateInChina(now))
    if (!mayHandle(user, tip)) throw new Refusal('not-permitted')
    if (form.status !== 'issued' || form.issuedAt === null) throw new Refusal('wrong-state', { status: form.status })
    const issuedOn = dateInChina(new Date(form.issuedAt))
    const { days, dayKind } = (await getRule(db, 'limit.tipHandling', tip.receivedOn)).value
    const issuer = await getReceiver(db, cityOf(tip.areaPath).areaId, issuedOn)
    const document = handOverDocument({
      ...form,
      codeName: tip.codeName,
      issuedOn,
      answerBy: laterByIfKnown(tip.receivedOn, days, dayKind, await loadCalendar(db)) ?? { days, dayKind },
      issuerName: issuer.officeName?.zh ?? issuer.name,
    })
    await record('tip.handOverTaken', {
      subject: 'tip',
      id: tip.id,
      areaPath: tip.areaPath,
      changed: { handOverId: id, format },
    })
    return documentDownload(document, format, `交办单-${tip.codeName}`)
  },
}

/** `举报交办〔2018〕482017号`: drawn, because a county reads its own forms and would count those of others. */
const handOverNumber = (year: number, drawn: number): string => `举报交办〔${year}〕${drawn}号`

/** Every kind of clue is answered for by the second person. Refuses `clues-unchecked`. */
function refuseUnchecked(checked: readonly ClueKind[]): void {
  const missing = clueKinds.find((kind) => !checked.includes(kind))
  if (missing) throw new Refusal('clues-unchecked', { kind: missing })
}

/** No reporter's own words leave the office, whatever was ticked. Refuses `clues-left`. @param written all that somebody wrote into the form. */
async function refuseReportersWords({ db }: Context, id: string, written: string): Promise<void> {
  const left = findClues(written, (await getSaid(db, id)).words).find(
    ({ kind }) => kind === 'reportersWords' || kind === 'phone',
  )
  if (left) throw new Refusal('clues-left', { kind: left.kind })
}

/** The lead carries the paraphrase and the area of the holder; nobody below sees it. */
async function openTipLead(
  context: Context,
  number: string,
  paraphrase: string,
  holder: { areaId: number; areaPath: string },
  origin: { nationalOrigin: NationalOrigin | null; secondLookOf: string | null },
): Promise<string> {
  const opened = await openLead(context, {
    source: 'tip',
    sourceId: randomUUID(),
    areaId: holder.areaId,
    areaPath: holder.areaPath,
    title: `举报线索：${number}`,
    facts: { words: paraphrase, handOver: number },
    confined: true,
    ...origin,
  })
  return opened.id
}
