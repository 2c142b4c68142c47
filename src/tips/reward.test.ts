import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { visitLead } from '../../test/on-site.ts'
import {
  admitTip,
  handTipOver,
  nameCustodians,
  newCode,
  readMine,
  runTipJob,
  type said,
  writeMine,
} from '../../test/tip-ground.ts'
import { people } from '../../test/world.ts'
import { leadsContract as leads } from '../leads/contract.ts'
import { tipOfficeContract as office } from './office-contract.ts'
import { rewardContract as rewards } from './reward-contract.ts'
import { tipIntakeContract as intake } from './tip-contract.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2022-03-01T02:00:00Z' })
  await nameCustodians(city)
})
afterAll(() => city.close())

const run = (name: string, ids: Record<string, string> = {}) => runTipJob(city, name, ids)
const reasons = '事实清楚，与查证情况一致'

const arrived = (more: Parameters<typeof said>[0] = {}) => admitTip(city, more)

/** Handed over, verified and found to be so. */
async function founded() {
  const { leadId: id, ...tip } = await handTipOver(city)
  await city.ok('countyOfficeA', leads.assignLead, { id, agencyId: city.agencies.marketA, note: null })
  await city.ok('officerA1', leads.takeUpLead, { id })
  await visitLead(city, id)
  await city.ok('officerA1', leads.decideLead, { id, outcome: 'founded', reason: '现场核查' })
  await run('tips.followLead', { subjectId: id })
  return tip
}

async function claimed() {
  const tip = await founded()
  const claimCode = newCode()
  expect((await writeMine(city, tip.code, intake.claimReward.path, { claimCode })).status).toBe(200)
  return { ...tip, claimCode }
}

const fixed = { scheme: 'reward.fixed', reasons } as const
const kindsOf = async (code: string) => (await readMine(city, code)).steps.map((step) => step.kind)

/** The events of answers, as the queue would bring them. */
async function tell(): Promise<void> {
  const events = await city.asOwner<{ subject_id: string }>(
    `select distinct subject_id from events where kind = 'reward.answered'`,
  )
  for (const { subject_id } of events) await run('tips.tellOfReward', { subjectId: subject_id })
}

describe('the city decides the reward of a founded tip', () => {
  test('as the fixed sum, or by level and penalty, with reasons; the reporter sees the amount', async () => {
    const { id, code } = await founded()
    expect(await city.ok('cityOffice', rewards.decideReward, { id, ...fixed })).toEqual({ amountYuan: 20_000 })
    const byPenalty = { id, scheme: 'reward.byPenalty', reasons } as const
    expect(await city.refused('cityOffice', rewards.decideReward, byPenalty)).toBe('reward-level-missing')
    const whole = { ...byPenalty, level: 1, penaltyYuan: 1_000_000 }
    expect(await city.ok('cityOffice', rewards.decideReward, whole)).toEqual({ amountYuan: 50_000 })
    const { reward } = await city.ok('countyOfficeA', rewards.getTipReward, { id })
    expect(reward).toMatchObject({ status: 'open', scheme: 'reward.byPenalty', level: 1, amountYuan: 50_000, reasons })
    expect((await readMine(city, code)).reward).toMatchObject({ status: 'open', amountYuan: 50_000 })
    expect(await kindsOf(code)).toContain('rewardDecided')
    expect(await city.eventsOf(id)).toContain('reward.decided')
  })

  test('and nobody else; never of a tip that is not founded', async () => {
    const { id } = await founded()
    expect(await city.refused('countyOfficeA', rewards.decideReward, { id, ...fixed })).toBe('not-permitted')
    expect(await city.refused('countyOfficeB', rewards.getTipReward, { id })).toBe('not-found')
    expect(await city.refused('officerA1', rewards.decideReward, { id, ...fixed })).toBe('not-permitted')
    const open = await arrived()
    expect(await city.refused('cityOffice', rewards.decideReward, { id: open.id, ...fixed })).toBe('wrong-state')
  })

  test('a tip that joined gets none of the fixed sum', async () => {
    const first = await arrived()
    const second = await arrived()
    await city.ok('cityOffice', office.joinTip, { id: second.id, to: first.id })
    await city.asOwner(`update tips set status = 'founded' where id = any ($1)`, [[first.id, second.id]])
    expect(await city.refused('cityOffice', rewards.decideReward, { id: second.id, ...fixed })).toBe(
      'reward-first-only',
    )
    await city.ok('cityOffice', rewards.decideReward, { id: first.id, ...fixed })
  })
})

describe('a claim at the counter', () => {
  test('is found by its code by market regulation alone, and shows neither tip nor words', async () => {
    const { id, claimCode } = await claimed()
    await city.ok('cityOffice', rewards.decideReward, { id, ...fixed })
    const claim = await city.ok('officerB1', rewards.findClaim, { claimCode })
    expect(Object.keys(claim).sort()).toEqual(['amountYuan', 'decided', 'excluded', 'scheme', 'status', 'withFinance'])
    expect(claim).toMatchObject({ status: 'claimed', amountYuan: 20_000, decided: true, withFinance: false })
    expect(claim.excluded.length).toBeGreaterThan(0)
    for (const person of people.filter(
      (one) => !['officerA1', 'officerA2', 'officerB1', 'officerB2', 'officerWithoutCard'].includes(one),
    ))
      expect(await city.refused(person, rewards.findClaim, { claimCode }), person).toBe('not-permitted')
    expect(await city.refused('officerA1', rewards.findClaim, { claimCode: newCode() })).toBe('claim-unknown')
    expect(await city.refused('officerA1', rewards.findClaim, { claimCode: 'nonsense' })).toBe('code-wrong')
  })

  test('waits until the amount is decided', async () => {
    const { claimCode } = await claimed()
    expect(await city.ok('officerA1', rewards.findClaim, { claimCode })).toMatchObject({
      amountYuan: null,
      decided: false,
    })
    expect(await city.refused('officerA1', rewards.answerClaim, { claimCode, answer: 'eligible' })).toBe(
      'reward-undecided',
    )
  })

  test('is answered eligible and then paid; the reporter reads both, the amount stands from then on', async () => {
    const { id, code, claimCode } = await claimed()
    await city.ok('cityOffice', rewards.decideReward, { id, ...fixed })
    expect(await city.refused('officerA1', rewards.answerClaim, { claimCode, answer: 'paid' })).toBe('wrong-state')
    expect(await city.refused('economyOfficerA', rewards.answerClaim, { claimCode, answer: 'eligible' })).toBe(
      'not-permitted',
    )
    await city.ok('officerA1', rewards.answerClaim, { claimCode, answer: 'eligible' })
    await tell()
    await tell()
    expect(await city.refused('cityOffice', rewards.decideReward, { id, ...fixed })).toBe('wrong-state')
    expect(await city.ok('officerA1', rewards.answerClaim, { claimCode, answer: 'paid' })).toMatchObject({
      status: 'paid',
    })
    await tell()
    await tell()
    expect((await kindsOf(code)).slice(-4)).toEqual(['rewardClaimed', 'rewardDecided', 'rewardDecided', 'rewardPaid'])
    expect((await readMine(city, code)).reward?.status).toBe('paid')
    expect(await city.refused('officerA1', rewards.answerClaim, { claimCode, answer: 'paid' })).toBe('wrong-state')
  })

  test('not eligible ends it', async () => {
    const { id, code, claimCode } = await claimed()
    await city.ok('cityOffice', rewards.decideReward, { id, ...fixed })
    await city.ok('officerA2', rewards.answerClaim, { claimCode, answer: 'notEligible' })
    await tell()
    const last = (await readMine(city, code)).steps.at(-1)
    expect([last?.kind, last?.proof.claim['answer']]).toEqual(['rewardDecided', 'notEligible'])
    expect(await city.refused('officerA2', rewards.answerClaim, { claimCode, answer: 'eligible' })).toBe('wrong-state')
  })

  test('leaves events that tell of neither tip nor county', async () => {
    const seen = await city.asOwner<{ subject_id: string; area_path: string }>(
      `select subject_id, area_path from events where kind in ('reward.answered', 'reward.claimShown')`,
    )
    expect(seen.length).toBeGreaterThan(0)
    expect(new Set(seen.map((event) => event.area_path))).toEqual(new Set(['/1/']))
    const tips = await city.asOwner(`select 1 from tips where id::text = any ($1)`, [seen.map((e) => e.subject_id)])
    expect(tips).toEqual([])
  })
})
