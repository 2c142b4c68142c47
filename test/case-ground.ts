/** Ground for tests of cases: a melting site with its furnace and a founded lead, pictures and papers, steps in one line. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import sharp from 'sharp'
import { casesContract as cases } from '../src/cases/contract.ts'
import type { Question } from '../src/platform/shared/address.ts'
import type { ClosureAtom } from '../src/rulebook/values.ts'
import type { Test } from './harness.ts'
import { areas, type PersonKey } from './world.ts'

export type Ground = { siteId: string; leadId: string; furnaceId: string; permittedId: string; usagePointId: string }
type Kind = { status?: string; withSite?: boolean; permitted?: boolean }

/** A melting site in village A1 with a forbidden furnace, a usage point, and a lead founded by the market regulator. */
async function layGround(
  city: Test,
  { status = 'founded', withSite = true, permitted = false }: Kind,
): Promise<Ground> {
  const one: Ground = {
    ...{ siteId: randomUUID(), leadId: randomUUID(), furnaceId: randomUUID() },
    ...{ permittedId: randomUUID(), usagePointId: randomUUID() },
  }
  const { id, path } = areas.villageA1
  const tag = one.siteId.slice(0, 8)
  await city.asSystem(async (db) => {
    await sql`insert into sites (id, name, address, area_id, area_path, kind, status, registered_at)
      values (${one.siteId}, ${`场所 ${tag}`}, '村北', ${id}, ${path}, 'melting', 'operating', now())`.execute(db)
    await sql`insert into furnaces (id, site_id, area_id, area_path, label, kind, judgement, judged_on, state, registered_at)
      select f.id, ${one.siteId}, ${id}, ${path}, f.id, 'mediumFrequency', f.judgement, '2018-03-01', 'standing', now()
        from (values (${one.furnaceId}::uuid, 'forbidden'), (${one.permittedId}::uuid, 'permitted')) f(id, judgement)
       where f.judgement = 'forbidden' or ${permitted}`.execute(db)
    await sql`insert into usage_points (id, account, site_id, area_id, area_path, registered_at)
      values (${one.usagePointId}, ${`A-${tag}`}, ${one.siteId}, ${id}, ${path}, now())`.execute(db)
    await sql`insert into leads (id, number, status, source, source_id, site_id, area_id, area_path, title, opened_at, assigned_agency_id, outcome)
      values (${one.leadId}, ${`XS2018-${Number.parseInt(tag, 16).toString().padStart(6, '0')}`}, ${status}, 'superior', 'x',
        ${withSite ? one.siteId : null}, ${id}, ${path}, '疑似地条钢', now(), ${city.agencies.marketA}, ${status === 'founded' ? 'founded' : null})`.execute(
      db,
    )
  })
  return one
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
