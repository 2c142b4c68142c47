/** Openings of an identity or a video. The program passes sealed halves on and could open none of them. */
import { v7 as uuidv7 } from 'uuid'
import type { Context, Handlers } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { opens, refuseHalf, refuseReader } from './custodian.ts'
import type { custodianContract } from './custodian-contract.ts'
import { refuseOtherKind } from './key-kind.ts'
import { getTip } from './office-store.ts'
import {
  insertOpening,
  listHalvesFor,
  listOpened,
  listOpenings,
  listVideoRecipients,
  lockOpening,
  type OpeningRecord,
  saveHalves,
  saveRefused,
} from './opening-store.ts'
import { mayHandle } from './tip.ts'
import { recordForCity } from './tip-acts.ts'
import { refuseClosedVideo } from './tip-file-store.ts'
import { lockTip } from './tip-store.ts'

type Openings = Pick<
  Handlers<typeof custodianContract>,
  'requestIdentity' | 'requestStills' | 'listOpenings' | 'getHalves' | 'giveHalves' | 'refuseIdentity' | 'getOpened'
>

export const openingHandlers: Openings = {
  async requestIdentity({ db, user, now, record, platform }, { id: tipId, purpose, outside, recipient }) {
    const tip = await lockTip(db, tipId)
    if (!mayHandle(user, tip)) throw new Refusal('not-permitted')
    refuseOtherKind(recipient, platform.config.sealing)
    const { leadNumber } = await getTip(db, tipId, dateInChina(now))
    const caseReference = outside?.number ?? leadNumber
    if (caseReference === null) throw new Refusal('case-missing')
    const id = uuidv7()
    const reference = { caseReference, outsideBody: outside?.body ?? null }
    await insertOpening(db, {
      id,
      tipId,
      purpose,
      ...reference,
      by: user.officialId,
      at: now,
      recipient,
      videoId: null,
    })
    const facts = { subject: 'identityOpening', id, areaPath: tip.areaPath }
    await record('identity.requested', {
      ...facts,
      to: 'requested',
      changed: { tipId },
      personal: { purpose, ...reference },
    })
    return { id }
  },

  async requestStills({ db, user, now, record }, { id: tipId, fileId: videoId, purpose }) {
    const tip = await lockTip(db, tipId)
    if (!mayHandle(user, tip)) throw new Refusal('not-permitted')
    await refuseClosedVideo(db, tipId, videoId)
    const caseReference = (await getTip(db, tipId, dateInChina(now))).leadNumber ?? ''
    const id = uuidv7()
    const facts = { id, tipId, videoId, purpose, caseReference, outsideBody: null, recipient: null }
    await insertOpening(db, { ...facts, by: user.officialId, at: now })
    await record('video.requested', {
      subject: 'identityOpening',
      id,
      areaPath: tip.areaPath,
      to: 'requested',
      changed: { tipId, file: videoId },
      personal: { purpose },
    })
    return { id }
  },

  listOpenings: ({ db }, input) => listOpenings(db, input),

  async getHalves(context, { id }) {
    const opening = await lockMyOpening(context, id)
    const recipients = opening.recipient === null ? await listVideoRecipients(context.db, id) : [opening.recipient]
    if (opening.state === 'requested' && recipients.length === 0) throw new Refusal('custodian-other-missing')
    await note(context, opening, 'halvesRead')
    return { recipients, rows: await listHalvesFor(context.db, id) }
  },

  async giveHalves(context, { id, rows }) {
    const { db, user, now } = context
    const opening = await lockMyOpening(context, id)
    refuseHalf(opening, opening.myHalf, user.officialId)
    const asked = await listHalvesFor(db, id)
    if (asked.length === 0 || asked.some(({ envelopeId }) => !rows.some((row) => row.envelopeId === envelopeId)))
      throw new Refusal('half-missing')
    const state = opens(opening, opening.myHalf) ? ('opened' as const) : ('requested' as const)
    const given = rows.filter((row) => asked.some(({ envelopeId }) => envelopeId === row.envelopeId))
    const stillsBy = state === 'opened' && opening.videoId !== null ? user.officialId : null
    await saveHalves(db, id, opening.myHalf, { rows: given, by: user.officialId, at: now, state, stillsBy })
    await note(context, opening, 'halfGiven', state)
    return { state }
  },

  async refuseIdentity(context, { id, reason }) {
    const { db, user, now } = context
    const opening = await lockMyOpening(context, id)
    refuseHalf(opening, opening.myHalf, user.officialId)
    await saveRefused(db, id, user.officialId, now, reason)
    await note(context, opening, 'refused', 'refused')
    return { state: 'refused' as const }
  },

  async getOpened(context, { id }) {
    const { db, user } = context
    const opening = await lockOpening(db, id)
    refuseReader(opening, user.officialId)
    await note(context, opening, 'read')
    return { rows: await listOpened(db, id) }
  },
}

/** A request for which the caller keeps a half. Refuses `not-found`, `not-permitted`. */
async function lockMyOpening({ db }: Context, id: string) {
  const opening = await lockOpening(db, id)
  if (opening.myHalf === null) throw new Refusal('not-permitted')
  return { ...opening, myHalf: opening.myHalf }
}

/** What happened to an opening, of an identity or of a video. */
const note = (
  context: Context,
  { id, videoId }: Pick<OpeningRecord, 'id' | 'videoId'>,
  what: 'halvesRead' | 'halfGiven' | 'refused' | 'read',
  to: string | null = null,
): Promise<void> =>
  recordForCity(context, `${videoId === null ? 'identity' : 'video'}.${what}`, { subject: 'identityOpening', id, to })
