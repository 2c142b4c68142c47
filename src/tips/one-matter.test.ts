/** Tips of one matter: whatever happens to the one they joined happens to each, with a step of its own, and the public books add up. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { visitLead } from '../../test/on-site.ts'
import { takeIn } from '../../test/register-ground.ts'
import {
  admitTip,
  clueChecks as checks,
  nameCustodians,
  paraphrase,
  readMine,
  runTipJob,
  sealFor,
  writeMine,
} from '../../test/tip-ground.ts'
import { areas } from '../../test/world.ts'
import { registerSource } from '../apps/cli/register-source.ts'
import { leadsContract as leads } from '../leads/contract.ts'
import { addDays, dateInChina } from '../platform/shared/calendar.ts'
import { platformContract as platform } from '../platform/shared/platform-contract.ts'
import { type Book, imbalancesOf } from './books.ts'
import { tipsContract } from './contract.ts'
import { nodeCheckOf } from './node-check.ts'
import { nodeHashOf } from './node-hash.ts'
import { tipOfficeContract as office } from './office-contract.ts'
import { auditRegister } from './register-audit.ts'
import { bookColumns } from './step.ts'
import { tipIntakeContract as intake } from './tip-contract.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2018-03-01T02:00:00Z' })
  await nameCustodians(city)
})
afterAll(() => city.close())

type Tip = { id: string; code: string }
const run = (name: string, ids: Record<string, string> = {}) => runTipJob(city, name, ids)
const kindsOf = async ({ code }: Tip) => (await readMine(city, code)).steps.map((step) => step.kind)
const join = (tip: Tip, to: Tip) => city.ok('cityOffice', office.joinTip, { id: tip.id, to: to.id })
const move = ({ id }: Tip, placeAreaId: number) =>
  city.ok('cityOffice', office.moveTip, { id, placeAreaId, reason: '实际在那里' })
const conclude = ({ id }: Tip) =>
  city.ok('cityOffice', office.concludeTip, { id, result: 'notVerifiable', answer: '未发现' })
const dispute = async ({ code }: Tip) =>
  writeMine(city, code, intake.disputeResult.path, {
    words: '请夜里再看',
    envelope: await sealFor(city, areas.villageA1.id),
  })
async function handOver({ id }: Tip): Promise<void> {
  await city.ok('cityOffice', office.draftHandOver, { id, to: 'county', paraphrase, purpose: '依法核查' })
  await city.ok('cityOfficeDeputy', office.issueHandOver, { id, checks, receivers: ['化解办'] })
}
async function pair(): Promise<[Tip, Tip]> {
  const tips: [Tip, Tip] = [await admitTip(city), await admitTip(city)]
  await join(tips[1], tips[0])
  return tips
}

describe('the books of each county', () => {
  test('a dispute takes up those that joined too: each has its second result once', async () => {
    const [head, joined] = await pair()
    await conclude(head)
    expect((await dispute(head)).status).toBe(200)
    expect(await readMine(city, joined.code)).toMatchObject({ status: 'received', mayDispute: false })
    await city.ok('cityOfficeDeputy', office.decideRecheck, { id: head.id, outcome: 'upheld', answer: '现场已拆空' })
    const anew = ['notVerifiable', 'reopenedNotVerifiable', 'notVerifiable']
    expect(await kindsOf(joined)).toEqual(['received', 'joined', ...anew])
    expect((await kindsOf(head)).filter((kind) => anew.includes(kind))).toEqual(anew)
    await expectBooks()
  })

  test('a tip that turns out to lie in another county takes those that joined it along', async () => {
    const [head, joined] = await pair()
    await move(head, areas.villageB.id)
    expect(await kindsOf(head)).toEqual(['received', 'movedOut', 'movedIn'])
    expect(await kindsOf(joined)).toEqual(['received', 'joined', 'movedOut', 'movedIn'])
    expect((await readMine(city, joined.code)).countyName).toBe('乙区')
    await move(head, areas.villageB.id)
    expect(await kindsOf(head)).toHaveLength(3)
    await expectBooks()
  })

  test('what joined a tip goes with it into an earlier one, and shares what that one has come to', async () => {
    const first = await admitTip(city)
    const [head, joined] = await pair()
    await conclude(first)
    await join(head, first)
    expect(await kindsOf(joined)).toEqual(['received', 'joined', 'joined', 'notVerifiable'])
    await expectBooks()
  })

  test('what is looked at a second time is not joined away from it', async () => {
    const first = await admitTip(city)
    const tip = await admitTip(city)
    for (const one of [first, tip]) await conclude(one)
    await dispute(tip)
    expect(await city.refused('cityOffice', office.joinTip, { id: tip.id, to: first.id })).toBe('wrong-state')
  })

  test('hold what the tips have come to, whatever the offices and reporters do in whatever order', async () => {
    const done = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 12, maxLength: 30 }), async (acts) => {
        const tips = [
          await admitTip(city),
          await admitTip(city),
          await admitTip(city),
          await admitTip(city, { placeAreaId: areas.villageB.id }),
        ]
        for (const one of acts) if (await tryAct(tips, one)) done.add(one.name)
        await expectBooks()
        await expectFollowed()
      }),
      { numRuns: 9, endOnFailure: true, examples: [[wholeLife]] },
    )
    expect(done.size, [...done].join()).toBeGreaterThan(6)
    await expectAudited()
  }, 240_000)
})

describe('the lead of a tip', () => {
  const leadOf = (id: string) => city.ok('cityOffice', leads.getLead, { id })
  const limitsOf = async (subjectId: string) =>
    (await city.ok('cityOffice', platform.listLimitsOf, { subjectId })).rows.map(({ status }) => status)
  /** A tip whose lead the market regulator of county A is verifying. */
  async function verifying() {
    const tip = await admitTip(city)
    await handOver(tip)
    const leadId = (await city.ok('cityOffice', office.getTip, { id: tip.id })).leadId ?? ''
    await city.ok('countyOfficeA', leads.assignLead, { id: leadId, agencyId: city.agencies.marketA, note: null })
    await city.ok('officerA1', leads.takeUpLead, { id: leadId })
    await run('tips.followLead', { subjectId: leadId })
    return { ...tip, leadId }
  }

  test('ends with a tip that was handed on: limits and charge end, and who had it reads why', async () => {
    const { id, leadId } = await verifying()
    const handOn = { id, result: 'handedOn', answer: '已移送外市', acceptance: '外市〔2018〕3号' } as const
    await city.ok('cityOffice', office.concludeTip, handOn)
    expect(await leadOf(leadId)).toMatchObject({ status: 'closed', cause: 'tipEnded', outcome: null })
    expect(await limitsOf(leadId)).not.toContain('due')
    expect(await city.refused('officerA1', leads.decideLead, { id: leadId, outcome: 'founded', reason: '迟到' })).toBe(
      'wrong-state',
    )
    expect((await city.ok('officerA1', leads.getLead, { id: leadId })).cause).toBe('tipEnded')
    expect((await city.ok('cityOffice', office.getTip, { id })).status).toBe('handedOn')
  })

  test('goes over to the earlier tip where that has none: verification, holder, steps and result', async () => {
    const first = await admitTip(city)
    const later = await verifying()
    const draft = { id: first.id, to: 'county', paraphrase, purpose: '依法核查' } as const
    await city.ok('cityOffice', office.draftHandOver, draft)
    await join(later, first)
    expect(await city.ok('countyOfficeA', office.getTip, { id: first.id })).toMatchObject({
      status: 'verifying',
      leadId: later.leadId,
    })
    expect(await kindsOf(first)).toEqual(['received', 'handedOver', 'takenUp'])
    // the form that was drafted for it is issued no more
    const { handOvers } = await city.ok('cityOffice', office.getTip, { id: first.id })
    expect(handOvers.map(({ status }) => status)).toEqual(['discarded'])
    expect(await kindsOf(later)).toEqual(['received', 'handedOver', 'takenUp', 'joined'])
    await visitLead(city, later.leadId)
    await city.ok('officerA1', leads.decideLead, { id: later.leadId, outcome: 'unfounded', reason: '现场核查' })
    await run('tips.followLead', { subjectId: later.leadId })
    expect((await kindsOf(first)).at(-1)).toBe('unfounded')
    expect((await kindsOf(later)).at(-1)).toBe('unfounded')
    await expectFollowed()
  })

  test('comes to the city where the county may be involved in the earlier tip', async () => {
    const first = await admitTip(city, { countyInvolved: true })
    const later = await verifying()
    await join(later, first)
    expect(await leadOf(later.leadId)).toMatchObject({ status: 'opened', areaId: areas.city.id })
    expect(await city.refused('countyOfficeA', office.getTip, { id: first.id })).toBe('not-found')
    expect(await city.refused('countyOfficeA', leads.getLead, { id: later.leadId })).toBe('not-found')
    await expectFollowed()
  })

  test('ends where the earlier tip has its own, and stays kept from whoever the tip is kept from', async () => {
    const [first, later] = [await verifying(), await verifying()]
    await join(later, first)
    expect(await leadOf(later.leadId)).toMatchObject({ status: 'closed', cause: 'tipEnded' })
    expect((await leadOf(first.leadId)).status).toBe('underVerification')
    expect((await city.ok('officerA1', leads.getLead, { id: later.leadId })).status).toBe('closed')
    const officialIds = [city.persons.officerA1.officialId]
    await city.ok('cityOffice', office.withholdTip, { id: first.id, officialIds })
    expect(await city.refused('officerA1', leads.getLead, { id: later.leadId })).toBe('not-found')
    await expectFollowed()
  })
})

describe('a tip that joined another', () => {
  test('leaves the county with it, and its reporter reads that it was given back', async () => {
    const [head, joined] = await pair()
    await handOver(head)
    expect((await city.ok('countyOfficeA', office.getTip, { id: joined.id })).status).toBe('handedOver')
    await city.ok('countyOfficeA', office.giveTipBack, { id: head.id, reason: '不在本区' })
    expect(await city.refused('countyOfficeA', office.getTip, { id: joined.id })).toBe('not-found')
    const words = { id: joined.id, words: '请问您是谁' }
    expect(await city.refused('countyOfficeA', office.askReporter, words)).toBe('not-found')
    expect((await readMine(city, joined.code)).status).toBe('received')
    expect(await kindsOf(joined)).toEqual(['received', 'joined', 'handedOver', 'givenBack'])
  })

  test('waits as long as that one: its reporter reads the step and the reason', async () => {
    const [head, joined] = await pair()
    const { id } = head
    await city.ok('cityOffice', office.askExtension, { id, days: 5, reason: '需委托检验钢坯成分' })
    await city.ok('cityOfficeDeputy', office.decideExtension, { id, approved: true })
    const until = addDays(dateInChina(city.now()), 5)
    await city.ok('cityOffice', office.suspendTip, { id, until, reason: '等待检验结果' })
    await city.ok('cityOffice', office.resumeTip, { id })
    const { steps, messages } = await readMine(city, joined.code)
    expect(steps.map(({ kind }) => kind)).toEqual(['received', 'joined', 'extended', 'suspended', 'resumed'])
    expect(steps[2]?.proof.claim).toMatchObject({ days: 5 })
    expect(messages.map(({ words }) => words)).toEqual(['需委托检验钢坯成分', '等待检验结果'])
  })

  test('after its result has the words of the result too, and is not looked at again by whoever said it', async () => {
    const [head, later] = [await admitTip(city), await admitTip(city)]
    await conclude(head)
    await join(later, head)
    expect(await readMine(city, later.code)).toMatchObject({ status: 'notVerifiable', answer: '未发现' })
    expect((await dispute(later)).status).toBe(200)
    const again = { id: later.id, result: 'notVerifiable', answer: '仍未发现' } as const
    expect(await city.refused('cityOffice', office.concludeTip, again)).toBe('not-permitted')
  })
})

const acts = [
  'join',
  'move',
  'handOver',
  'giveBack',
  'verify',
  'caseClosed',
  'conclude',
  'dispute',
  'sample',
  'recheck',
]
const tipIndex = fc.integer({ min: 0, max: 3 })
const act = fc.record({
  name: fc.constantFrom(...acts),
  of: tipIndex,
  to: tipIndex,
  inB: fc.boolean(),
  outcome: fc.constantFrom('founded', 'unfounded', 'lawful', 'notOurs'),
  second: fc.constantFrom('upheld', 'changed', 'verifyAgain'),
})
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never

/** Most acts in an order in which each can be done; what follows is drawn. */
const does = (name: string, of: number, to = of): Act => ({
  name,
  of,
  to,
  inB: false,
  outcome: 'founded',
  second: 'upheld',
})
const wholeLife: Act[] = [
  does('handOver', 0),
  does('verify', 0),
  does('sample', 0),
  does('recheck', 0),
  does('caseClosed', 0),
  does('handOver', 1),
  does('giveBack', 1),
  does('move', 1),
  does('conclude', 2),
  does('dispute', 2),
]

/** Tries an act as whoever may do it would; most are refused in most states. @returns whether it was done. */
async function tryAct(tips: Tip[], { name, of, to, inB, outcome, second }: Act): Promise<boolean> {
  const tip = tips[of] as Tip // within the range of the arbitrary
  const { id } = tip
  const other = tips[to] as Tip // the same
  const leadId = (await city.ok('cityOffice', office.getTip, { id })).leadId ?? id
  const county = inB ? 'countyOfficeB' : 'countyOfficeA'
  const officer = inB ? 'officerB1' : 'officerA1'
  const agencyId = inB ? city.agencies.marketB : city.agencies.marketA
  const call = async (...[person, operation, question]: Parameters<Test['call']>) => {
    const { status } = await city.call(person, operation, question)
    expect(status, `${name} ${operation.path}`).toBeLessThan(500)
    return status === 200
  }
  switch (name) {
    case 'join':
      return call('cityOffice', office.joinTip, { id, to: other.id })
    case 'move':
      return call('cityOffice', office.moveTip, {
        id,
        placeAreaId: (inB ? areas.villageB : areas.villageA1).id,
        reason: '更正',
      })
    case 'handOver':
      await call('cityOffice', office.draftHandOver, { id, to: 'county', paraphrase, purpose: '依法核查' })
      return call('cityOfficeDeputy', office.issueHandOver, { id, checks, receivers: ['化解办'] })
    case 'giveBack': {
      const given = await call(county, office.giveTipBack, { id, reason: '不在本区' })
      if (given) await run('tips.restartLimits', { subjectId: id })
      return given
    }
    case 'verify': {
      await call(county, leads.assignLead, { id: leadId, agencyId, note: null })
      await call(officer, leads.takeUpLead, { id: leadId })
      await run('tips.followLead', { subjectId: leadId })
      const seen = await city.call(officer, leads.getLead, { id: leadId })
      const lead = seen.body as { status?: string }
      if (lead.status === 'underVerification' && outcome !== 'notOurs')
        await visitLead(city, leadId, { agency: inB ? 'marketB' : 'marketA' })
      const decided = await call(officer, leads.decideLead, { id: leadId, outcome, reason: '现场核查' })
      await run('tips.followLead', { subjectId: leadId })
      return decided
    }
    case 'caseClosed': {
      const closed = await city.asOwner(
        `update leads set status = 'closed', cause = 'caseClosed' where id = $1 and status = 'founded' returning id`,
        [leadId],
      )
      await run('tips.followLead', { subjectId: leadId })
      return closed.length > 0
    }
    case 'conclude':
      return call(county, office.concludeTip, { id, result: 'notVerifiable', answer: '未发现' }).then(
        async (said) =>
          said || call('cityOffice', office.concludeTip, { id, result: 'notVerifiable', answer: '未发现' }),
      )
    case 'dispute': {
      const { status } = await dispute(tip)
      expect(status).toBeLessThan(500)
      return status === 200
    }
    case 'sample':
      await city.asOwner(
        `insert into tip_rechecks select gen_random_uuid(), id, 'sample', now() from tips
          where id = $1 and joined_to is null and status not in ('received', 'handedOver', 'verifying') on conflict do nothing`,
        [id],
      )
      return true
    default:
      return call('cityOfficeDeputy', office.decideRecheck, { id, outcome: second, answer: '复核' })
  }
}

/** The published books, every line in itself and against the tips as they stand. */
async function expectBooks(): Promise<void> {
  await takeIn(city)
  const { rows } = await city.ok(null, tipsContract.getBooks, {})
  for (const row of rows) expect(imbalancesOf(row), JSON.stringify(row)).toEqual([])
  const tips = await city.asOwner<Book>(`
    with counted as (
      select county_code as county, to_char(received_on, 'YYYY-MM') as month, count(*)::int as received,
             ${['founded', 'dealtWith', 'unfounded', 'notVerifiable', 'handedOn']
               .map((status) => `count(*) filter (where status = '${status}')::int as "${status}"`)
               .join(', ')}
        from tips group by 1, 2)
    select *, founded as "beingDealtWith", founded + "dealtWith" as founded from counted order by county`)
  for (const { county, month, ...line } of tips) {
    const published = rows.find((row) => row.county === county && row.month === month)
    const { received, beingDealtWith, dealtWith, unfounded, notVerifiable, handedOn } = line
    const verified = beingDealtWith + dealtWith + unfounded + notVerifiable + handedOn
    const expected = { ...line, founded: beingDealtWith + dealtWith, verified, open: received - verified }
    expect(bookColumns.map((column) => [column, published?.[column]])).toEqual(
      bookColumns.map((column) => [column, expected[column]]),
    )
  }
}

/** Each lead of a tip that is not verified yet is that of an open tip, and a limit runs for each that waits for an office or an agency. */
async function expectFollowed(): Promise<void> {
  const orphans = await city.asOwner(`
    select l.number, l.status from leads l where l.confined and l.status in ('opened', 'assigned', 'underVerification') and not exists (
      select from tips t where t.lead_id = l.id and t.joined_to is null and t.status in ('received', 'handedOver', 'verifying'))`)
  expect(orphans).toEqual([])
  const ended = await city.asOwner(`
    select l.number from leads l join time_limits x on x.subject_id = l.id and x.state in ('running', 'suspended') where l.status = 'closed'`)
  expect(ended).toEqual([])
}

async function expectAudited(): Promise<void> {
  const { findings } = await auditRegister(registerSource(city.url), {
    hashOf: nodeHashOf,
    checkOf: nodeCheckOf,
    now: city.now(),
  })
  expect(findings).toEqual([])
}
