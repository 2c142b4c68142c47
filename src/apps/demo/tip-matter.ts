/** One report of the demo city on its way through the offices, each step by whoever does it in life. */
import { sql } from 'kysely'
import { leadsContract } from '../../leads/contract.ts'
import type { LeadOutcome } from '../../leads/lead.ts'
import type { Question } from '../../platform/shared/address.ts'
import { clueKinds } from '../../tips/clue.ts'
import type { Letter } from '../../tips/letter.ts'
import { tipOfficeContract } from '../../tips/office-contract.ts'
import { rewardContract } from '../../tips/reward-contract.ts'
import type { Hands } from './hands.ts'
import type { Counties } from './history.ts'
import type { DemoArea } from './people.ts'
import { type ClerkEntry, Reporter, type Said } from './reporter.ts'
import { type Seen, visitSite } from './restart-story.ts'

type Department = 'marketRegulation' | 'environment'
const userNameOf = { marketRegulation: 'market', environment: 'environment' } as const satisfies Record<
  Department,
  string
>

/** Where it is: a village, and the county that answers there. */
export type Place = { county: Counties[number]; village: DemoArea }

export class Matter {
  id = ''
  leadId = ''
  agencyId = ''
  readonly reporter: Reporter

  constructor(
    private readonly hands: Hands,
    private readonly at: Place,
    said: Omit<Said, 'placeAreaId'>,
    letter?: Letter,
  ) {
    this.reporter = new Reporter(hands, { placeAreaId: at.village.id, ...said }, letter)
  }

  /** `武进区 西庄村委会`. */
  get place(): string {
    return `${this.at.county.area.name} ${this.at.village.name}`
  }

  /** Sent by the public page, or told to a clerk; taken into the list at once. */
  async arrive(entry?: ClerkEntry): Promise<void> {
    await (entry ? this.reporter.tell(entry) : this.reporter.send())
    await this.hands.work('tips.admit')
    const { rows } = await this.hands.ok('city-office', tipOfficeContract.listTips, { limit: 1 })
    this.id = rows[0]?.id ?? ''
  }

  async draft(paraphrase: string, to: 'county' | 'city' = 'county'): Promise<void> {
    const { id, hands } = this
    await hands.ok('city-office', tipOfficeContract.draftHandOver, { id, to, paraphrase, purpose: '依法核查处理' })
  }

  /** A form that one has written and another has checked; the matter is a lead then. */
  async handOver(paraphrase: string, to: 'county' | 'city' = 'county'): Promise<void> {
    const { id, hands } = this
    await this.draft(paraphrase, to)
    await hands.ok('city-office-2', tipOfficeContract.issueHandOver, {
      id,
      checks: clueKinds.map((kind) => ({ kind, clear: true as const })),
      receivers: [to === 'city' ? '市市场监督管理局 负责人' : `${this.at.county.area.name}化解办 负责人`],
    })
    this.leadId = (await hands.ok('city-office', tipOfficeContract.getTip, { id })).leadId ?? ''
  }

  /** The county, or the city for what it kept, charges a department of its own. */
  async charge(department: Department = 'marketRegulation', by = this.at.county.userName): Promise<void> {
    const { leadId, hands } = this
    const { rows } = await hands.ok(by, leadsContract.listChargeableAgencies, { id: leadId })
    this.agencyId = rows.find(({ functionKind }) => functionKind === department)?.id ?? ''
    await hands.ok(by, leadsContract.assignLead, { id: leadId, agencyId: this.agencyId, note: null })
  }

  async takeUp(department: Department = 'marketRegulation'): Promise<void> {
    const { leadId, hands } = this
    await hands.ok(this.officer(1, department), leadsContract.takeUpLead, { id: leadId })
    await this.follow()
  }

  /** The site the reporter meant, found by whoever verifies. @returns its id. */
  async nameSite(text: string): Promise<string> {
    const { leadId, hands } = this
    const { rows } = await hands.ok(this.officer(1), leadsContract.listSitesForLead, { id: leadId, text })
    const siteId = rows[0]?.id ?? ''
    await hands.ok(this.officer(1), leadsContract.nameSite, { id: leadId, siteId })
    return siteId
  }

  /** Two officers go to the site, and the county accepts what they saw. */
  async visit(siteId: string, on: string, seen: Seen): Promise<void> {
    const { agencyId, leadId, hands, at } = this
    const [first, second] = [this.officer(1), this.officer(2)]
    const exemptReason = '举报线索核查'
    await visitSite(hands, at.county, { first, second, agencyId, leadId, siteId, on, exemptReason, seen })
  }

  async decide(outcome: LeadOutcome, reason: string): Promise<void> {
    await this.hands.ok(this.officer(1), leadsContract.decideLead, { id: this.leadId, outcome, reason })
    await this.follow()
  }

  /** The county closes the lead of what was not founded. */
  async close(cause: Question<typeof leadsContract.closeLead>['cause']): Promise<void> {
    await this.hands.ok(this.at.county.userName, leadsContract.closeLead, { id: this.leadId, cause })
  }

  async ask(by: string, words: string): Promise<void> {
    await this.hands.ok(by, tipOfficeContract.askReporter, { id: this.id, words })
  }

  async dispute(words: string): Promise<void> {
    await this.reporter.dispute(words)
    await this.hands.work('tips.restartLimits', { subjectId: this.id })
  }

  /** The body that pays answers the claim by its code, and the reporter is told. */
  async answerClaim(answer: 'eligible' | 'paid'): Promise<void> {
    const { hands, reporter, id } = this
    await hands.ok('city-keeper', rewardContract.answerClaim, { claimCode: reporter.claimCode ?? '', answer })
    const rewards = await hands.asSystem(
      async (db) => (await sql<{ id: string }>`select id from tip_rewards where tip_id = ${id}`.execute(db)).rows,
    )
    for (const reward of rewards) await hands.work('tips.tellOfReward', { subjectId: reward.id })
  }

  /** What became of the lead becomes the state of the tip. */
  follow(): Promise<void> {
    return this.hands.work('tips.followLead', { subjectId: this.leadId })
  }

  officer(n: 1 | 2, department: Department = 'marketRegulation'): string {
    return `${userNameOf[department]}-${this.at.county.area.divisionCode}-${n}`
  }
}
