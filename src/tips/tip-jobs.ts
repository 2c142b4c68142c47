/** What runs beside the requests: taking tips in, following their leads, raising what stays silent, drawing samples. Idempotent. */
import { v7 as uuidv7 } from 'uuid'
import { takeBackLead } from '../leads/confined-acts.ts'
import type { JobContext, Jobs } from '../platform/server/context.ts'
import { beat, tipQueueBeat } from '../platform/server/heartbeats.ts'
import { meetLimits } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { findRule, getRule } from '../rulebook/store.ts'
import { followCustodians } from './custodian-acts.ts'
import { findOpenExtension, saveExtension } from './extension-store.ts'
import {
  countAdmittedSince,
  countWaiting,
  drawSample,
  findChannel,
  findFollowed,
  findTwin,
  insertRecheck,
  lapseRewards,
  listRunning,
  listSilent,
  listStilled,
  lockWaiting,
  saveAdmitted,
} from './job-store.ts'
import { extensionLimit, recheckLimit, resumeTipLimits } from './limit-acts.ts'
import { arrivalLimits, concludeTip, escalateTip, recordTip, startLimits, takeSteps } from './office-acts.ts'
import { saveJoinedTip, saveTip, withJoined } from './office-store.ts'
import { lockUntold, saveTold } from './opening-store.ts'
import { lockUntoldAnswer, saveAnswerTold } from './reward-store.ts'
import { cityOf, isOpen, type TipState, type TipStatus, tipMoves } from './tip.ts'
import { takeStep } from './tip-acts.ts'
import { forgetChallenges, lockTip } from './tip-store.ts'

const hour = 3_600_000

/** Takes tips in within the hour's budget; one that says word for word what an open one says is joined to it. */
async function admitTips(context: JobContext): Promise<void> {
  const { db, now } = context
  const { perHour } = (await getRule(db, 'tips.budget', dateInChina(now))).value
  const room = perHour - (await countAdmittedSince(db, new Date(now.getTime() - hour)))
  for (const id of await lockWaiting(db, Math.max(0, room))) await admit(context, await lockTip(db, id))
  const { waiting, oldestAt } = await countWaiting(db)
  await beat(db, tipQueueBeat, now, { waiting: String(waiting), ...(oldestAt !== null && { oldestAt }) })
}

async function admit(context: JobContext, tip: TipState): Promise<void> {
  const { db, now } = context
  if (!(await saveAdmitted(db, tip.id, now))) return
  const twin = await findTwin(db, tip.id)
  if (twin) {
    // it came by another channel, whose turn was later
    await admit(context, await lockTip(db, twin.first))
    await saveJoinedTip(db, tip.id, (await lockTip(db, twin.head)).id)
    await takeStep(context, tip, 'joined')
  } else await startLimits(db, tip, [...arrivalLimits, ...(await petitionLimit(db, tip))], tip.receivedOn)
  await recordTip(context, tip, 'tip.admitted', tip.status, twin ? { joinedTo: twin.head } : {})
}

/** What came as a petition has that limit beside the others. */
async function petitionLimit(db: JobContext['db'], { id, receivedOn }: TipState) {
  const [channel, rule] = await Promise.all([findChannel(db, id), findRule(db, 'tips.petition', receivedOn)])
  return rule?.value.channels.some((one) => one === channel) ? (['limit.tipPetition'] as const) : []
}

/** A tip that is with the city again has its lead back and its limits: what still runs goes on, what has ended begins anew. */
async function restart(context: JobContext, tip: TipState): Promise<void> {
  if (tip.status !== 'received') return
  const { db, now } = context
  if (tip.leadId) await takeBackLead(context, tip.leadId, { id: tip.areaId, path: tip.areaPath }, 'givenBack')
  const running = await listRunning(db, tip.id)
  const missing = arrivalLimits.filter((kind) => !running.includes(kind))
  await startLimits(db, tip, missing, dateInChina(now))
}

/** The results of a verification as a tip tells them: what is lawful was no ditiaogang. */
const resultOf = { founded: 'founded', unfounded: 'unfounded', lawful: 'unfounded', notOurs: null } as const

/** From the decision on the lead its reporter is to be told within days, whoever has to say it. */
async function startTelling({ db, now }: JobContext, tip: TipState): Promise<void> {
  const kind = 'limit.tipResultTold'
  if (!(await listRunning(db, tip.id)).includes(kind)) await startLimits(db, tip, [kind], dateInChina(now))
}

/** What happened to a lead happens to the tips that led to it. */
async function followLead(context: JobContext, { subjectId }: Record<string, string | number>): Promise<void> {
  const { db } = context
  for (const { tipId, leadStatus, outcome, decidedBy, closedByCase } of await findFollowed(db, String(subjectId))) {
    const tip = await lockTip(db, tipId)
    if (leadStatus === 'underVerification' && tip.status === 'handedOver') await goAlong(context, tip, 'takeUp')
    const result = outcome === null ? null : resultOf[outcome]
    if (outcome !== null && isOpen(tip.status)) await startTelling(context, tip)
    // whoever said the first result does not say the second; then the city does
    if (result && isOpen(tip.status) && (tip.concludedBy === null || tip.concludedBy !== decidedBy))
      await concludeTip(context, tip, result, { answer: null, by: decidedBy })
    if (closedByCase && tip.status === 'founded') await goAlong(context, tip, 'dealWith')
  }
}

/** The tip and those that joined it go with the lead: one step each, one event. */
async function goAlong(context: JobContext, tip: TipState, name: 'takeUp' | 'dealWith'): Promise<void> {
  const step = name === 'takeUp' ? 'takenUp' : 'dealtWith'
  const status = move<TipStatus>(tipMoves, name, tip.status)
  await takeSteps(context, [tip, ...(await saveTip(context.db, tip.id, { status }))], step)
  await recordTip(context, tip, `tip.${step}`, status)
}

const toldOf = {
  identity: { requested: 'identityAsked', opened: 'identityOpened', refused: 'identityRefused' },
  video: { requested: 'videoAsked', opened: 'videoOpened', refused: 'videoRefused' },
} as const

/** The reporter sees under the code that identity or video was asked for, refused or opened, and for which purpose. */
async function tellOfOpening(context: JobContext, id: string): Promise<void> {
  const opening = await lockUntold(context.db, id)
  if (!opening || opening.told === opening.state) return
  const tip = await lockTip(context.db, opening.tipId)
  const { purpose, videoId, state } = opening
  const steps = toldOf[videoId === null ? 'identity' : 'video']
  const claim = videoId === null ? { purpose } : { purpose, video: videoId }
  if (opening.told === '') await takeStep(context, tip, steps.requested, claim)
  if (state !== 'requested') await takeStep(context, tip, steps[state], claim)
  await saveTold(context.db, id, opening.state)
}

/** The reporter sees under the code what the paying body answered: who answers there sees no tip, the program does. */
async function tellOfReward(context: JobContext, id: string): Promise<void> {
  const reward = await lockUntoldAnswer(context.db, id)
  if (!reward || reward.told === reward.status) return
  const tip = await lockTip(context.db, reward.tipId)
  const { status } = reward
  if (reward.told === '')
    await takeStep(context, tip, 'rewardDecided', { answer: status === 'notEligible' ? status : 'eligible' })
  if (status === 'paid') await takeStep(context, tip, 'rewardPaid')
  await saveAnswerTold(context.db, id, status)
}

/** Tips whose handling ran over its limit at a county go up to the city. */
async function escalateSilent(context: JobContext): Promise<void> {
  for (const id of await listSilent(context.db, dateInChina(context.now)))
    await escalateTip(context, await lockTip(context.db, id))
}

/** What stands still beyond the day that was named runs on by itself, from that day; the round reminds its holder before it is late. */
async function resumeStilled(context: JobContext): Promise<void> {
  for (const { id, expectedOn } of await listStilled(context.db, dateInChina(context.now))) {
    const tip = await lockTip(context.db, id)
    await resumeTipLimits(context, tip, expectedOn)
    await takeSteps(context, await withJoined(context.db, tip), 'resumed')
    await recordTip(context, tip, 'tip.resumed', tip.status, { expectedOn, byItself: true })
  }
}

/** A share of what was closed in the month before is looked at again by somebody else of the city office, within a limit. */
async function drawRechecks(context: JobContext): Promise<void> {
  const { db, now } = context
  const day = dateInChina(now)
  const { sampleShare, everyMonthAtLeast } = (await getRule(db, 'tips.recheck', day)).value
  for (const tipId of await drawSample(db, day, sampleShare, everyMonthAtLeast)) {
    const tip = await lockTip(db, tipId)
    const drawn = { ...tip, ...cityOf(tip.areaPath) }
    await insertRecheck(db, { id: uuidv7(), tipId, at: now })
    await startLimits(db, drawn, [recheckLimit], day)
    await recordTip(context, drawn, 'tip.recheckDrawn', tip.status)
  }
}

/** A request for more time is the city office's matter, within a limit. */
async function startExtension({ db, now }: JobContext, tip: TipState): Promise<void> {
  if ((await findOpenExtension(db, tip.id)) === null || (await listRunning(db, tip.id)).includes(extensionLimit)) return
  await startLimits(db, { ...tip, ...cityOf(tip.areaPath) }, [extensionLimit], dateInChina(now))
}

/** What is concluded needs no more time. */
async function dropExtension({ db, now }: JobContext, tip: TipState): Promise<void> {
  const asked = await findOpenExtension(db, tip.id)
  if (asked === null || isOpen(tip.status)) return
  await saveExtension(db, asked.id, { state: 'dropped', by: null, at: now })
  await meetLimits(db, tip.id, extensionLimit, dateInChina(now))
}

export const tipJobs: Jobs = {
  'tips.admit': { cron: '* * * * *', run: admitTips },
  'tips.followLead': {
    on: ['lead.verificationStarted', 'lead.decided', 'lead.closed'],
    run: followLead,
  },
  'tips.restartLimits': {
    on: ['tip.disputed', 'tip.givenBack'],
    run: async (context, { subjectId }) => restart(context, await lockTip(context.db, String(subjectId))),
  },
  'tips.tellOfOpening': {
    on: [
      'identity.requested',
      'identity.halfGiven',
      'identity.refused',
      'video.requested',
      'video.halfGiven',
      'video.refused',
    ],
    run: async (context, { subjectId }) => tellOfOpening(context, String(subjectId)),
  },
  'tips.tellOfReward': {
    on: ['reward.answered'],
    run: async (context, { subjectId }) => tellOfReward(context, String(subjectId)),
  },
  'tips.extensionAsked': {
    on: ['tip.extensionAsked'],
    run: async (context, { subjectId }) => startExtension(context, await lockTip(context.db, String(subjectId))),
  },
  'tips.dropExtension': {
    on: ['tip.concluded'],
    run: async (context, { subjectId }) => dropExtension(context, await lockTip(context.db, String(subjectId))),
  },
  // the ladder of time limits says when; what silence means for a tip is decided here
  'tips.escalate': { on: ['tip.limitRaised'], run: escalateSilent },
  'tips.followCustodians': {
    on: [
      'custodian.agreed',
      'custodian.ended',
      'area.merged',
      'area.closed',
      'area.recordsFollowed',
      'identity.resealingEnded',
      'identity.checkingEnded',
    ],
    // before the round of the day
    cron: '40 5 * * *',
    run: (context) => followCustodians(context),
  },
  'tips.resume': { cron: '10 0 * * *', run: resumeStilled },
  'tips.recheck': { cron: '20 6 1 * *', run: drawRechecks },
  'tips.tidy': {
    cron: '30 4 * * *',
    async run({ db, now }) {
      await forgetChallenges(db, now)
      await lapseRewards(db, dateInChina(now))
    },
  },
}
