import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { takenAway } from '../../test/exported.ts'
import { openTest, type Test } from '../../test/harness.ts'
import { visitLead } from '../../test/on-site.ts'
import {
  admitTip,
  clueChecks as checks,
  handTipOver,
  nameCustodians,
  newCode,
  paraphrase,
  readMine,
  runTipJob,
  type said,
  sealFor,
  verifyTip,
  writeMine,
} from '../../test/tip-ground.ts'
import { areas, type PersonKey, people } from '../../test/world.ts'
import { leadsContract as leads } from '../leads/contract.ts'
import { platformContract as platform } from '../platform/shared/platform-contract.ts'
import { tipOfficeContract as office } from './office-contract.ts'
import { tipIntakeContract as intake } from './tip-contract.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2018-03-01T02:00:00Z' })
  await nameCustodians(city)
})
afterAll(() => city.close())

const run = (name: string, ids: Record<string, string> = {}) => runTipJob(city, name, ids)

const arrived = (more: Parameters<typeof said>[0] = {}) => admitTip(city, more)
const handedOver = (to: 'county' | 'city' = 'county', more: Parameters<typeof said>[0] = {}) =>
  handTipOver(city, to, more)
const verified = (outcome: 'founded' | 'unfounded' | 'lawful') => verifyTip(city, outcome)
const kindsOf = async (code: string) => (await readMine(city, code)).steps.map((step) => step.kind)

describe('the hand-over form', () => {
  test('is written by one and issued by another, who answers for every kind of clue', async () => {
    const { id, code } = await arrived()
    await city.ok('cityOffice', office.draftHandOver, { id, to: 'county', paraphrase, purpose: '依法核查' })
    const issue = { id, checks, receivers: ['甲区化解办'] }
    expect(await city.refused('cityOffice', office.issueHandOver, issue)).toBe('hand-over-unchecked')
    expect(await city.refused('cityOfficeDeputy', office.issueHandOver, { ...issue, checks: checks.slice(1) })).toBe(
      'clues-unchecked',
    )
    const form = await city.ok('cityOfficeDeputy', office.issueHandOver, issue)
    expect(form).toMatchObject({
      status: 'issued',
      receiverName: '甲区',
      copies: [{ number: 1, receiver: '甲区化解办' }],
    })
    expect(form.number).toMatch(/^举报交办〔2018〕\d+号$/)
    expect(await kindsOf(code)).toEqual(['received', 'handedOver'])
  })

  test('never carries the reporter’s words: the machine names them, and they cannot be issued', async () => {
    const { id } = await arrived({ words: '我家对面的厂子每天夜里都有红光冒出来，还有拉废钢的大车' })
    const draft = await city.ok('cityOffice', office.draftHandOver, {
      id,
      to: 'county',
      paraphrase: '反映厂子每天夜里都有红光冒出来，从对面可以看到',
      purpose: '依法核查',
    })
    expect(draft.clues.map((clue) => clue.kind)).toEqual(expect.arrayContaining(['reportersWords', 'vantage']))
    const issue = { id, checks, receivers: ['甲区化解办'] }
    expect(await city.refused('cityOfficeDeputy', office.issueHandOver, issue)).toBe('clues-left')
    await city.ok('cityOfficeDeputy', office.discardHandOver, { id })
    await city.ok('cityOffice', office.draftHandOver, { id, to: 'county', paraphrase, purpose: '依法核查' })
    await city.ok('cityOfficeDeputy', office.issueHandOver, issue)
  })

  test('goes as .docx and as PDF to those who may handle the tip', async () => {
    const { id } = await handedOver()
    const { handOvers } = await city.ok('countyOfficeA', office.getTip, { id })
    const [form] = handOvers
    for (const [format, start] of Object.entries({ docx: 'PK', pdf: '%PDF' })) {
      const paper = await city.call('countyOfficeA', office.getHandOverDocument, { id: form?.id, format })
      expect(paper.status).toBe(200)
      expect((paper.body as Buffer).subarray(0, start.length).toString()).toBe(start)
    }
    const ask = { id: form?.id, format: 'pdf' }
    for (const person of ['countyOfficeB', 'townshipLeaderA', 'officerA1'] as const)
      expect((await city.call(person, office.getHandOverDocument, ask)).status).toBeGreaterThanOrEqual(400)
    expect((await city.eventsOf(id)).filter((kind) => kind === 'tip.handOverTaken')).toHaveLength(2)
  })
})

describe('a tip that is handed over', () => {
  test('is seen by that county’s office and the city, by no other county, township, village or department', async () => {
    const { id, leadId } = await handedOver()
    const may: PersonKey[] = ['cityOffice', 'cityOfficeDeputy', 'countyOfficeA']
    for (const person of people) {
      const tip = await city.call(person, office.getTip, { id })
      const lead = await city.call(person, leads.getLead, { id: leadId })
      expect([tip.status === 200, lead.status === 200], person).toEqual([may.includes(person), may.includes(person)])
    }
  })

  test('its lead is seen by the agency charged, has a number of its own series, and tells the paraphrase alone', async () => {
    const { leadId } = await handedOver()
    await city.ok('countyOfficeA', leads.assignLead, { id: leadId, agencyId: city.agencies.marketA, note: null })
    const lead = await city.ok('officerA1', leads.getLead, { id: leadId })
    expect(lead.number).toMatch(/^XM2018-/)
    expect(lead.facts.words).toBe(paraphrase)
    expect(await city.refused('economyOfficerA', leads.getLead, { id: leadId })).toBe('not-found')
    const due = await city.ok('economyOfficerA', platform.listLimitsOf, { subjectId: leadId })
    expect(due.rows).toEqual([])
  })

  test('an agency may give it back once and still reads what it gave back', async () => {
    const { leadId } = await handedOver()
    await city.ok('countyOfficeA', leads.assignLead, { id: leadId, agencyId: city.agencies.marketA, note: null })
    await city.ok('officerA1', leads.returnLead, { id: leadId, reason: '不属于本局职责' })
    expect((await city.ok('officerA1', leads.getLead, { id: leadId })).status).toBe('opened')
  })

  test('the county gives it back twice at most, then the city decides', async () => {
    const { id, code } = await handedOver()
    const giveBack = { id, reason: '不在本区' }
    for (let hop = 0; hop < 2; hop += 1) {
      await city.ok('countyOfficeA', office.giveTipBack, giveBack)
      await run('tips.restartLimits', { subjectId: id })
      const { rows } = await city.ok('cityOffice', platform.listLimitsOf, { subjectId: id })
      expect(rows.filter((row) => row.kind === 'limit.tipHandOver' && row.status === 'soon')).toHaveLength(1)
      expect(await city.refused('countyOfficeA', office.getTip, { id })).toBe('not-found')
      await city.ok('cityOffice', office.draftHandOver, { id, to: 'county', paraphrase, purpose: '依法核查' })
      await city.ok('cityOfficeDeputy', office.issueHandOver, { id, checks, receivers: ['甲区化解办'] })
    }
    expect(await city.refused('countyOfficeA', office.giveTipBack, giveBack)).toBe('tip-hops-spent')
    expect(await kindsOf(code)).toEqual([
      'received',
      'handedOver',
      'givenBack',
      'handedOver',
      'givenBack',
      'handedOver',
    ])
  })
})

describe('a result', () => {
  test('follows the verification: founded is told, opens the reward, and is dealt with when its case is closed', async () => {
    const { code } = await verified('founded')
    const mine = await readMine(city, code)
    expect(mine).toMatchObject({ status: 'founded', answer: null, mayDispute: true })
    expect(mine.reward).toEqual({ status: 'open', amountYuan: 20_000, claimUntil: '2018-05-02', claimed: false })
    expect(await kindsOf(code)).toEqual(['received', 'handedOver', 'takenUp', 'founded'])
  })

  test('what is lawful was no ditiaogang, and the reporter reads so', async () => {
    const { code } = await verified('lawful')
    expect(await readMine(city, code)).toMatchObject({ status: 'unfounded', reward: null })
  })

  test('not verifiable, or another’s matter with its acceptance, is said by whoever handles it', async () => {
    const { id, code } = await arrived()
    const question = { id, answer: '已移送外市办理' } as const
    expect(await city.refused('cityOffice', office.concludeTip, { ...question, result: 'handedOn' })).toBe(
      'reason-missing',
    )
    const accepted = { ...question, result: 'handedOn', acceptance: '外市化解办〔2018〕3号' } as const
    await city.ok('cityOffice', office.concludeTip, accepted)
    const mine = await readMine(city, code)
    expect(mine.answer).toBe('已移送外市办理')
    expect(mine.steps.at(-1)?.proof.claim).toMatchObject({ step: 'handedOn', acceptance: '外市化解办〔2018〕3号' })
    expect(await city.refused('cityOffice', office.concludeTip, { ...question, result: 'notVerifiable' })).toBe(
      'wrong-state',
    )
  })

  test('of a verification is said by nobody before it: the county only hands on what is another body’s', async () => {
    const { id, leadId, code } = await handedOver()
    const conclusion = { id, result: 'notVerifiable', answer: '未发现' } as const
    const refuseBoth = async () => {
      for (const person of ['countyOfficeA', 'cityOffice'] as const)
        expect(await city.refused(person, office.concludeTip, conclusion), person).toBe('tip-unverified')
      for (const result of ['founded', 'unfounded']) {
        const { status } = await city.call('cityOffice', office.concludeTip, { ...conclusion, result } as never)
        expect([result, status]).toEqual([result, 400])
      }
    }
    await refuseBoth()
    await city.ok('countyOfficeA', leads.assignLead, { id: leadId, agencyId: city.agencies.marketA, note: null })
    await city.ok('officerA1', leads.takeUpLead, { id: leadId })
    await run('tips.followLead', { subjectId: leadId })
    await refuseBoth()
    expect((await city.ok('countyOfficeA', office.getTip, { id })).leadStatus).toBe('underVerification')
    await visitLead(city, leadId)
    await city.ok('officerA1', leads.decideLead, { id: leadId, outcome: 'founded', reason: '现场核查' })
    await run('tips.followLead', { subjectId: leadId })
    expect((await readMine(city, code)).status).toBe('founded')
    const other = await handedOver()
    const handOn = { id: other.id, result: 'handedOn', answer: '已移送外市', acceptance: '外市〔2018〕3号' } as const
    await city.ok('countyOfficeA', office.concludeTip, handOn)
  })

  test('of a second look is said by its verification too', async () => {
    const { id, code } = await verified('unfounded')
    const envelope = await sealFor(city, areas.villageA1.id)
    await writeMine(city, code, intake.disputeResult.path, { words: '请夜里再看', envelope })
    await city.ok('cityOffice', office.draftHandOver, { id, to: 'county', paraphrase, purpose: '复核' })
    await city.ok('cityOfficeDeputy', office.issueHandOver, { id, checks, receivers: ['甲区化解办'] })
    const upheld = { id, outcome: 'upheld', answer: '维持' } as const
    expect(await city.refused('cityOffice', office.decideRecheck, upheld)).toBe('tip-unverified')
  })

  test('a joined tip shares it, each reporter with a step of the own', async () => {
    const first = await arrived()
    const second = await arrived()
    await city.ok('cityOffice', office.joinTip, { id: second.id, to: first.id })
    await city.ok('cityOffice', office.concludeTip, { id: first.id, result: 'notVerifiable', answer: '未发现' })
    for (const { code } of [first, second])
      expect(await readMine(city, code)).toMatchObject({ status: 'notVerifiable', answer: '未发现' })
    expect(await kindsOf(second.code)).toEqual(['received', 'joined', 'notVerifiable'])
  })

  test('a joined tip has no limits of its own to run over; those of the first one hold for both', async () => {
    const first = await arrived()
    const second = await arrived()
    await city.ok('cityOffice', office.joinTip, { id: second.id, to: first.id })
    const running = async (id: string) =>
      (await city.asOwner(`select 1 from time_limits where subject_id = $1 and state = 'running'`, [id])).length
    expect([await running(first.id), await running(second.id)]).toEqual([2, 0])
  })

  test('an earlier tip never joins a later one, and one kept from its county never joins one that may go there', async () => {
    const first = await arrived()
    const second = await arrived()
    const kept = await arrived({ countyInvolved: true })
    const join = (id: string, to: string) => city.refused('cityOffice', office.joinTip, { id, to })
    expect(await join(first.id, second.id)).toBe('tip-came-first')
    expect(await join(kept.id, first.id)).toBe('tip-county-involved')
  })

  test('a reward is claimed by code, without a name, once and in time', async () => {
    const { code } = await verified('founded')
    const claim = (claimCode: string) => writeMine(city, code, intake.claimReward.path, { claimCode })
    expect((await claim('nonsense')).body['code']).toBe('code-wrong')
    const claimCode = newCode()
    expect((await claim(claimCode)).status).toBe(200)
    expect((await claim(newCode())).body['code']).toBe('reward-not-open')
    expect((await readMine(city, code)).reward).toMatchObject({ status: 'claimed', claimed: true })
  })
})

describe('limits and silence', () => {
  test('a county that stays silent loses the matter to the city after the limit, not a day before, and the city can finish it', async () => {
    const { id, code, leadId } = await handedOver()
    await city.ok('countyOfficeA', leads.assignLead, { id: leadId, agencyId: city.agencies.marketA, note: null })
    for (const day of ['02', '08', '14', '15']) {
      await city.goTo(`2018-03-${day}T22:30:00Z`.replace('15T22', '15T02'))
      await run('tips.escalate')
      expect((await readMine(city, code)).status, day).toBe('handedOver')
    }
    await city.goTo('2018-03-15T22:30:00Z')
    await run('tips.escalate')
    await run('tips.escalate')
    expect(await kindsOf(code)).toEqual(['received', 'handedOver', 'escalated'])
    expect(await city.refused('countyOfficeA', office.getTip, { id })).toBe('not-found')
    const lead = await city.ok('cityOffice', leads.getLead, { id: leadId })
    expect(lead).toMatchObject({ status: 'opened', areaPath: areas.city.path, assignedAgencyId: null })
    expect(await city.refused('officerA1', leads.takeUpLead, { id: leadId })).toBe('not-found')
    await city.ok('cityOffice', office.concludeTip, { id, result: 'notVerifiable', answer: '现场已拆空，无法核实' })
    expect((await readMine(city, code)).status).toBe('notVerifiable')
    await city.goTo('2018-03-01T02:00:00Z')
  })

  test('each month a share of what was closed is drawn for a second look by somebody else', async () => {
    const { id } = await arrived()
    await city.ok('cityOffice', office.concludeTip, { id, result: 'notVerifiable', answer: '未发现' })
    await city.goTo('2018-04-01T00:00:00Z')
    await run('tips.recheck')
    await run('tips.recheck')
    const drawn = await city.asOwner<{ tip_id: string }>(`select tip_id from tip_rechecks where reason = 'sample'`)
    expect(drawn.length).toBeGreaterThan(0)
    expect(new Set(drawn.map((row) => row.tip_id)).size).toBe(drawn.length)
    await city.goTo('2018-03-01T02:00:00Z')
  })
})

describe('whoever is named in a tip never learns of it', () => {
  /** Lists in which a tip, its lead or its limits may stand, as files. */
  const files: [list: string, question?: Record<string, string>][] = [
    ['tips.listTips'],
    ['leads.listLeads'],
    ['platform.listDueLimits'],
    ['supervision.listJointWatch'],
    ['supervision.listPickedFigure', { figure: 'lateVerifications' }],
    ['supervision.listRankedFigure', { figure: 'verification.missing' }],
    ['supervision.listRankedFigure', { figure: 'verification.late' }],
    ['supervision.listFigure', { figure: 'leads.waiting' }],
  ]
  /** Every answer a person can get that could tell: lists, totals, searches, limits, the record itself. */
  const seenBy = async (person: PersonKey) => {
    const questions = [
      [office.listTips, { limit: 200 }],
      [office.listTips, { limit: 200, text: 'JB' }],
      [leads.listLeads, { limit: 200 }],
      [leads.listLeads, { limit: 200, text: 'X' }],
      [leads.listLeads, { limit: 200, text: '举报' }],
      [leads.listLeads, { limit: 200, source: 'tip' }],
      [leads.countLeads, {}],
      [platform.listDueLimits, { limit: 200 }],
      [platform.listDueLimits, { limit: 200, mine: 'true' }],
    ] as const
    const answers = []
    for (const [operation, question] of questions) {
      const { status, body } = await city.call(person, operation, question)
      answers.push([operation.path, status, body])
    }
    for (const [list, question] of files) answers.push([list, await takenAway(city, person, list, { question })])
    return JSON.stringify(answers).replace(/"requestId":"[^"]*"/g, '')
  }

  test('a county that may be involved sees the same with and without the tip, whatever is done with it', async () => {
    const conflicted = people.filter((person) => /A\d?$|A1$|WithoutCard/.test(person))
    expect(conflicted.length).toBeGreaterThan(6)
    const before = new Map<PersonKey, string>()
    for (const person of conflicted) before.set(person, await seenBy(person))
    const same = async (when: string) => {
      for (const person of conflicted) expect(await seenBy(person), `${person} ${when}`).toBe(before.get(person))
    }
    const { id } = await arrived({ countyInvolved: true })
    await same('after it came')
    expect(
      await city.refused('cityOffice', office.draftHandOver, { id, to: 'county', paraphrase, purpose: '依法核查' }),
    ).toBe('tip-county-involved')
    await city.ok('cityOffice', office.draftHandOver, { id, to: 'city', paraphrase, purpose: '依法核查' })
    await city.ok('cityOfficeDeputy', office.issueHandOver, { id, checks, receivers: ['市局'] })
    await same('after it was handed to the city’s own')
    // an ordinary lead written down now has the number it would have had
    const written = await city.ok('countyOfficeA', leads.openLead, {
      source: 'media',
      sourceId: '报纸',
      areaId: areas.villageA2.id,
      title: '媒体反映',
      words: '媒体反映的情况',
    })
    expect(written.number).toBe('XS2018-000001')
    expect(written.joinedTo).toBeNull()
  })

  test('an official of the city from whom it is kept sees the same with and without it', async () => {
    const before = await seenBy('cityOfficeDeputy')
    const { id } = await arrived({ words: '举报内容提到了市里某位工作人员，应当对其保密' })
    await city.ok('cityOffice', office.withholdTip, { id, officialIds: [city.persons.cityOfficeDeputy.officialId] })
    expect(await seenBy('cityOfficeDeputy')).toBe(before)
    expect(await city.refused('cityOfficeDeputy', office.getTip, { id })).toBe('not-found')
    for (const operation of [office.askReporter, office.concludeTip, office.giveTipBack, office.askExtension])
      expect(
        (
          await city.call('cityOfficeDeputy', operation, {
            id,
            words: '问',
            result: 'notVerifiable',
            answer: '无',
            reason: '因',
            days: 1,
          })
        ).status,
      ).not.toBe(200)
    await city.ok('cityOffice', office.withholdTip, { id, officialIds: [] })
    expect((await city.ok('cityOfficeDeputy', office.getTip, { id })).id).toBe(id)
  })
})
