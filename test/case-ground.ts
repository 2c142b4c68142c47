/** Ground for tests of cases: a melting site with its furnace and a founded lead, pictures and papers, steps in one line. */
import { sql } from 'kysely'
import sharp from 'sharp'
import { casesContract as cases } from '../src/cases/contract.ts'
import { leadsContract as leads } from '../src/leads/contract.ts'
import type { Question } from '../src/platform/shared/address.ts'
import type { ClosureAtom } from '../src/rulebook/values.ts'
import type { Test } from './harness.ts'
import { addSite } from './ledger.ts'
import { visitSite } from './on-site.ts'
import { areas, type PersonKey } from './world.ts'

export type Ground = { siteId: string; leadId: string; furnaceId: string; permittedId: string; usagePointId: string }
type Kind = { status?: 'founded' | 'underVerification'; permitted?: boolean }

/** A melting site in village A1 with a forbidden furnace, a usage point, and a lead that the market regulator found founded there. */
async function layGround(city: Test, { status = 'founded', permitted = false }: Kind): Promise<Ground> {
  const site = await addSite(city, areas.villageA1, { furnaces: permitted ? 2 : 1 })
  const { siteId, usagePointId } = site
  const [furnaceId = '', permittedId = ''] = site.furnaceIds
  const { id: leadId } = await city.ok('countyOfficeA', leads.openLead, {
    source: 'superior',
    sourceId: siteId,
    areaId: areas.villageA1.id,
    siteId,
    title: '疑似地条钢',
    words: '来函反映该场所夜间冶炼',
  })
  await city.ok('countyOfficeA', leads.assignLead, { id: leadId, agencyId: city.agencies.marketA })
  await city.ok('officerA1', leads.takeUpLead, { id: leadId })
  await visitSite(city, siteId, { leadId, forbidden: true, casting: permitted ? [permittedId] : [] })
  if (status === 'founded')
    await city.ok('officerA1', leads.decideLead, { id: leadId, outcome: 'founded', reason: '现场查实' })
  return { siteId, leadId, furnaceId, permittedId, usagePointId }
}

type StepInput = Omit<Question<typeof cases.takeStep>, 'id' | 'atomId' | 'agencyId' | 'move'>
type Move = Question<typeof cases.takeStep>['move']
type AgencyKey = 'marketA' | 'economyA'
export type OpenCase = Ground & { id: string; number: string }

/** The desk of an officer: what a test does with cases, said in one line. The hour is Monday, 5 March 2018, nine in the morning. */
export class CaseDesk {
  readonly city: Test
  private readonly image: Promise<Buffer>

  constructor(city: Test) {
    this.city = city
    this.image = sharp({ create: { width: 8, height: 8, channels: 3, background: 'gray' } })
      .png()
      .toBuffer()
  }

  ground(kind: Kind = {}): Promise<Ground> {
    return layGround(this.city, kind)
  }

  async open(kind: Kind = {}): Promise<OpenCase> {
    const place = await this.ground(kind)
    return { ...place, ...(await this.city.ok('officerA1', cases.openCase, { leadId: place.leadId })) }
  }

  async atom(one: OpenCase, atom: ClosureAtom) {
    const found = (await this.city.ok('officerA1', cases.getCase, { id: one.id })).atomViews.find(
      (view) => view.atom === atom,
    )
    if (!found) throw new Error(`no atom ${atom}`)
    return found
  }

  async picture(): Promise<string> {
    return this.city.upload('officerA1', areas.countyA.id, 'evidence', 'a.png', await this.image)
  }

  paper(): Promise<string> {
    return this.city.upload('officerA1', areas.countyA.id, 'document', 'a.pdf', Buffer.from('%PDF-1.4\n%%EOF'))
  }

  async papers<K extends string>(...kinds: K[]): Promise<{ kind: K; fileId: string }[]> {
    return Promise.all(kinds.map(async (kind) => ({ kind, fileId: await this.paper() })))
  }

  /** Every legal basis of the rulebook, as a reviewer would have left it. */
  async standing(standing: string): Promise<void> {
    await this.city.asSystem((db) =>
      sql`update rules set standing = ${standing} where starts_with(key, 'basis.')`.execute(db),
    )
  }

  async basis(one: OpenCase, key: string): Promise<string> {
    const { rows } = await this.city.ok('officerA1', cases.listStepBases, { id: one.id, on: '2018-03-05' })
    return rows.find((row) => row.key === key)?.ruleId ?? 'none'
  }

  async execution(over: Partial<StepInput> = {}) {
    const evidence = { before: [await this.picture()], during: [await this.picture()], after: [await this.picture()] }
    return { evidence, startedAt: '2018-03-05T01:00:00Z', endedAt: '2018-03-05T01:30:00Z', ...over }
  }

  async step(
    one: OpenCase,
    atom: ClosureAtom,
    move: Move,
    over: Partial<StepInput> = {},
    agency: AgencyKey = 'marketA',
  ) {
    const atomId = (await this.atom(one, atom)).id
    const given = { id: one.id, atomId, agencyId: this.city.agencies[agency], move, decisionNumber: '甲处〔2018〕1号' }
    return { ...given, ...(await this.execution(over)) }
  }

  async take(person: PersonKey, ...asked: Parameters<CaseDesk['step']>) {
    return this.city.ok(person, cases.takeStep, await this.step(...asked))
  }

  async refused(person: PersonKey, ...asked: Parameters<CaseDesk['step']>): Promise<string> {
    return this.city.refused(person, cases.takeStep, await this.step(...asked))
  }

  get second() {
    return { secondOfficialId: this.city.persons.officerA2.officialId }
  }

  /** All that a sealing asks for. */
  async sealing(one: OpenCase) {
    const documents = await this.papers('headApproval', 'minutes', 'inventory')
    return { basisRuleId: await this.basis(one, 'basis.seal.coercion18'), documents, ...this.second }
  }

  /** A decision of the agency, recorded and served today. */
  async decide(one: OpenCase, person: PersonKey, agency: AgencyKey, number: string): Promise<string> {
    const facts = {
      agencyId: this.city.agencies[agency],
      number,
      law: '产品质量法',
      article: '51',
      decidedOn: '2018-03-05',
    }
    const { id } = await this.city.ok(person, cases.recordDecision, {
      id: one.id,
      ...facts,
      fileId: await this.paper(),
    })
    const service = { servedOn: '2018-03-05', servedHow: 'inPerson' as const, fileId: await this.paper() }
    await this.city.ok(person, cases.serveDecision, { id: one.id, decisionId: id, ...service })
    return id
  }
}
