/** A result is looked at again: after its reporter's dispute, or as one of a sample. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { addSite } from '../../test/ledger.ts'
import { visitLead, visitSite } from '../../test/on-site.ts'
import {
  admitTip,
  clueChecks as checks,
  nameCustodians,
  newCode,
  paraphrase,
  readMine,
  runTipJob,
  sealFor,
  verifyTip,
  writeMine,
} from '../../test/tip-ground.ts'
import { areas } from '../../test/world.ts'
import { leadsContract as leads } from '../leads/contract.ts'
import { platformContract as platform } from '../platform/shared/platform-contract.ts'
import { tipOfficeContract as office } from './office-contract.ts'
import { rewardContract as rewards } from './reward-contract.ts'
import { tipIntakeContract as intake } from './tip-contract.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2018-03-01T02:00:00Z' })
  await nameCustodians(city)
})
afterAll(() => city.close())

const run = (name: string, ids: Record<string, string> = {}) => runTipJob(city, name, ids)
const arrived = () => admitTip(city)
const verified = (outcome: 'founded' | 'unfounded') => verifyTip(city, outcome)
const kindsOf = async (code: string) => (await readMine(city, code)).steps.map((step) => step.kind)
/** A second hand-over form of a tip that was taken up again. @returns the lead it opens. */
async function handAgain(id: string): Promise<string> {
  await city.ok('cityOffice', office.draftHandOver, { id, to: 'county', paraphrase, purpose: '复核' })
  await city.ok('cityOfficeDeputy', office.issueHandOver, { id, checks, receivers: ['甲区化解办'] })
  return (await city.ok('cityOffice', office.getTip, { id })).leadId ?? ''
}

describe('a result', () => {
  test('is disputed once: it goes back to open and somebody else looks again', async () => {
    const { id, code } = await verified('unfounded')
    const envelope = await sealFor(city, areas.villageA1.id)
    const dispute = { words: '检查那天白天没有开炉，请夜里再看', envelope }
    expect((await writeMine(city, code, intake.disputeResult.path, dispute)).status).toBe(200)
    await run('tips.restartLimits', { subjectId: id })
    expect(await readMine(city, code)).toMatchObject({ status: 'received', mayDispute: false, answer: null })
    const again = await writeMine(city, code, intake.disputeResult.path, dispute)
    expect(again.body['code']).toBe('tip-disputed-before')
    const leadId = await handAgain(id)
    const chargeable = async () =>
      (await city.ok('countyOfficeA', leads.listChargeableAgencies, { id: leadId })).rows.map((row) => row.id)
    expect(await chargeable()).not.toContain(city.agencies.marketA)
    const charge = (agencyId: string) => ({ id: leadId, agencyId, note: null })
    expect(await city.refused('countyOfficeA', leads.assignLead, charge(city.agencies.marketA))).toBe(
      'agency-not-competent',
    )
    await city.ok('countyOfficeA', leads.assignLead, charge(city.agencies.economyA))
    await city.ok('economyOfficerA', leads.takeUpLead, { id: leadId })
    const decision = { id: leadId, outcome: 'founded', reason: '夜间核查' } as const
    const { siteId } = await addSite(city, areas.villageA1)
    await city.ok('economyOfficerA', leads.nameSite, { id: leadId, siteId })
    // whoever verified before has been there again: that is no second look
    await visitSite(city, siteId, { agency: 'marketA' })
    expect(await city.refused('economyOfficerA', leads.decideLead, decision)).toBe('lead-not-visited')
    await visitLead(city, leadId, { agency: 'economyA' })
    await city.ok('economyOfficerA', leads.decideLead, decision)
    await run('tips.followLead', { subjectId: leadId })
    expect(await readMine(city, code)).toMatchObject({ status: 'founded', reward: { status: 'open' } })
    expect(await kindsOf(code)).toEqual([
      'received',
      'handedOver',
      'takenUp',
      'unfounded',
      'disputed',
      'reopenedUnfounded',
      'handedOver',
      'rechecked',
      'founded',
    ])
    expect((await city.ok('cityOffice', office.getTip, { id })).recheck).toBeNull()
  })

  test('is not said a second time by whoever said it first, and founded by no second look that did not verify', async () => {
    const { id, code } = await arrived()
    await city.ok('cityOffice', office.concludeTip, { id, result: 'notVerifiable', answer: '未发现' })
    const envelope = await sealFor(city, areas.villageA1.id)
    await writeMine(city, code, intake.disputeResult.path, { words: '请再看', envelope })
    const conclusion = { id, result: 'notVerifiable', answer: '再看也没有' } as const
    expect(await city.refused('cityOffice', office.concludeTip, conclusion)).toBe('not-permitted')
    const body = { id, outcome: 'founded', answer: '属实' }
    expect((await city.call('cityOfficeDeputy', office.decideRecheck, body as never)).status).toBe(400)
    await city.ok('cityOfficeDeputy', office.decideRecheck, {
      id,
      outcome: 'upheld',
      answer: '维持',
    })
    expect(await readMine(city, code)).toMatchObject({ status: 'notVerifiable', answer: '维持' })
  })

  test('a sample that doubts the result has it verified anew, under new limits, with what the reporter sees', async () => {
    const { id, code } = await verified('unfounded')
    await city.asOwner(`insert into tip_rechecks values (gen_random_uuid(), $1, 'sample', now())`, [id])
    await city.ok('cityOffice', office.decideRecheck, { id, outcome: 'verifyAgain' })
    const { rows } = await city.ok('cityOffice', platform.listLimitsOf, { subjectId: id })
    expect(rows.filter((row) => row.status === 'due' || row.status === 'soon')).toHaveLength(2)
    const leadId = await handAgain(id)
    await city.ok('countyOfficeA', leads.assignLead, { id: leadId, agencyId: city.agencies.economyA, note: null })
    await city.ok('economyOfficerA', leads.takeUpLead, { id: leadId })
    await visitLead(city, leadId, { agency: 'economyA' })
    await city.ok('economyOfficerA', leads.decideLead, { id: leadId, outcome: 'unfounded', reason: '核查' })
    await run('tips.followLead', { subjectId: leadId })
    expect((await kindsOf(code)).slice(3)).toEqual([
      'unfounded',
      'reopenedUnfounded',
      'handedOver',
      'rechecked',
      'unfounded',
    ])
    const kept = await city.asOwner<{ outcome: string }>('select outcome from tip_rechecks where tip_id = $1', [id])
    expect(kept).toEqual([{ outcome: 'upheld' }])
  })

  test('founded no more ends a reward that was not paid, claimed or not', async () => {
    const { id, code } = await verified('founded')
    const claimCode = newCode()
    expect((await writeMine(city, code, intake.claimReward.path, { claimCode })).status).toBe(200)
    await city.asOwner(`insert into tip_rechecks values (gen_random_uuid(), $1, 'sample', now())`, [id])
    await city.ok('cityOffice', office.decideRecheck, { id, outcome: 'verifyAgain' })
    const leadId = await handAgain(id)
    await city.ok('countyOfficeA', leads.assignLead, { id: leadId, agencyId: city.agencies.economyA, note: null })
    await city.ok('economyOfficerA', leads.takeUpLead, { id: leadId })
    await visitLead(city, leadId, { agency: 'economyA' })
    await city.ok('economyOfficerA', leads.decideLead, { id: leadId, outcome: 'unfounded', reason: '核查' })
    await run('tips.followLead', { subjectId: leadId })
    expect(await readMine(city, code)).toMatchObject({ status: 'unfounded', reward: { status: 'lapsed' } })
    const answer = { claimCode, answer: 'eligible' } as const
    expect(await city.refused('officerA1', rewards.answerClaim, answer)).toBe('wrong-state')
  })

  test('founded after all opens the reward anew: what had lapsed is claimed again, with another code', async () => {
    const { id, code } = await verified('founded')
    const [first, second] = [newCode(), newCode()]
    const claim = (claimCode: string) => writeMine(city, code, intake.claimReward.path, { claimCode })
    expect((await claim(first)).status).toBe(200)
    const lookAgain = async (
      outcome: 'founded' | 'unfounded',
      agency: 'economyA' | 'marketA',
      officer: 'economyOfficerA' | 'officerA2',
    ) => {
      await city.asOwner(`insert into tip_rechecks values (gen_random_uuid(), $1, 'sample', now())`, [id])
      await city.ok('cityOffice', office.decideRecheck, { id, outcome: 'verifyAgain' })
      const leadId = await handAgain(id)
      await city.asOwner('update leads set second_look_of = null where id = $1', [leadId])
      await city.ok('countyOfficeA', leads.assignLead, { id: leadId, agencyId: city.agencies[agency], note: null })
      await city.ok(officer, leads.takeUpLead, { id: leadId })
      await visitLead(city, leadId, { agency })
      await city.ok(officer, leads.decideLead, { id: leadId, outcome, reason: '核查' })
      await run('tips.followLead', { subjectId: leadId })
    }
    await lookAgain('unfounded', 'economyA', 'economyOfficerA')
    expect(await readMine(city, code)).toMatchObject({ status: 'unfounded', reward: { status: 'lapsed' } })
    await lookAgain('founded', 'marketA', 'officerA2')
    expect(await readMine(city, code)).toMatchObject({ status: 'founded', reward: { status: 'open', claimed: false } })
    expect(await city.refused('officerA1', rewards.findClaim, { claimCode: first })).toBe('claim-unknown')
    expect((await claim(second)).status).toBe(200)
    expect((await city.ok('officerA1', rewards.findClaim, { claimCode: second })).status).toBe('claimed')
  })

  test('while it is open answers and pays no claim, not even a granted one; what is paid stays paid', async () => {
    const decision = { scheme: 'reward.fixed', reasons: '与查证情况一致' } as const
    const granted = async () => {
      const { id, code } = await verified('founded')
      const claimCode = newCode()
      await writeMine(city, code, intake.claimReward.path, { claimCode })
      await city.ok('cityOffice', rewards.decideReward, { id, ...decision })
      await city.ok('officerA1', rewards.answerClaim, { claimCode, answer: 'eligible' })
      return { id, code, claimCode }
    }
    const takeUp = async (id: string) => {
      await city.asOwner(`insert into tip_rechecks values (gen_random_uuid(), $1, 'sample', now())`, [id])
      await city.ok('cityOffice', office.decideRecheck, { id, outcome: 'verifyAgain' })
    }
    const [waiting, paid] = [await granted(), await granted()]
    const pay = ({ claimCode }: { claimCode: string }) => ({ claimCode, answer: 'paid' }) as const
    await city.ok('officerA1', rewards.answerClaim, pay(paid))
    for (const { id } of [waiting, paid]) await takeUp(id)
    expect(await city.refused('officerA1', rewards.answerClaim, pay(waiting))).toBe('reward-waits')
    for (const { id } of [waiting, paid])
      await city.ok('cityOfficeDeputy', office.concludeTip, { id, result: 'notVerifiable', answer: '再查未发现' })
    expect((await readMine(city, waiting.code)).reward?.status).toBe('lapsed')
    expect((await readMine(city, paid.code)).reward?.status).toBe('paid')
  })

  test('a sample that finds the result right changes nothing; unfounded may turn out not verifiable, and nothing else by words', async () => {
    const { id, code } = await arrived()
    await city.ok('cityOffice', office.concludeTip, { id, result: 'notVerifiable', answer: '未发现' })
    await city.asOwner(`insert into tip_rechecks values (gen_random_uuid(), $1, 'sample', now())`, [id])
    const said = (outcome: 'upheld' | 'changed') => ({ id, outcome, answer: '现场已拆空' }) as const
    expect(await city.refused('cityOffice', office.decideRecheck, said('upheld'))).toBe('not-permitted')
    expect(await city.refused('cityOfficeDeputy', office.decideRecheck, said('changed'))).toBe('recheck-must-verify')
    await city.ok('cityOfficeDeputy', office.decideRecheck, said('upheld'))
    expect(await kindsOf(code)).toEqual(['received', 'notVerifiable', 'rechecked'])

    for (const outcome of ['founded', 'unfounded'] as const) {
      const tip = await verified(outcome)
      await city.asOwner(`insert into tip_rechecks values (gen_random_uuid(), $1, 'sample', now())`, [tip.id])
      const changed = { id: tip.id, outcome: 'changed', answer: '现场已拆空' } as const
      if (outcome === 'founded') {
        expect(await city.refused('cityOffice', office.decideRecheck, changed)).toBe('recheck-must-verify')
        continue
      }
      await city.ok('cityOffice', office.decideRecheck, changed)
      expect((await kindsOf(tip.code)).slice(3)).toEqual([
        'unfounded',
        'reopenedUnfounded',
        'rechecked',
        'notVerifiable',
      ])
    }
  })
})
