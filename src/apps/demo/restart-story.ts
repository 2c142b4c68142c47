/** A closed site that started again: alarm, lead, verification, judgement, case; its closing card is left half done. */
import { sql } from 'kysely'
import sharp from 'sharp'
import { casesContract } from '../../cases/contract.ts'
import { enterprisesContract } from '../../enterprises/contract.ts'
import { inspectionsContract } from '../../inspections/contract.ts'
import { exampleFindings, examplePlan, forbiddenEvidence } from '../../inspections/examples.ts'
import { leadsContract } from '../../leads/contract.ts'
import { dateInChina } from '../../platform/shared/calendar.ts'
import type { DemoFirm } from './firms.ts'
import type { Hands } from './hands.ts'
import type { Counties } from './history.ts'

/** The firm whose closed site melts again. */
export const restarted = (firms: readonly DemoFirm[]) => firms.find((each) => each.meter?.load === 'restarted-site')

/** Notes that the site was closed, so that its meter should have nothing to tell. */
export async function closeSite(
  hands: Hands,
  counties: Counties,
  firms: readonly DemoFirm[],
  on: string,
): Promise<void> {
  const firm = restarted(firms)
  const county = counties.find(({ area }) => firm?.village.path.startsWith(area.path))
  if (!firm || !county) return
  hands.at(`${on}T03:00:00Z`)
  const { rows } = await hands.ok(county.userName, enterprisesContract.listSites, { text: firm.name })
  for (const { id } of rows)
    await hands.ok(county.userName, enterprisesContract.moveSite, {
      id,
      move: 'close',
      on,
      reason: '已按五个彻底标准取缔（示范）',
    })
}

/** A picture that says what it is. */
export const demoPicture = (words: string): Promise<Buffer> =>
  sharp({ create: { width: 960, height: 640, channels: 3, background: '#7d8794' } })
    .composite([
      {
        input: Buffer.from(
          `<svg width="960" height="640"><text x="48" y="330" font-size="52" fill="#fff" font-family="sans-serif">${words}（演示）</text></svg>`,
        ),
        top: 0,
        left: 0,
      },
    ])
    .jpeg()
    .toBuffer()

export async function restartStory(hands: Hands, counties: Counties, firms: readonly DemoFirm[]): Promise<void> {
  const firm = restarted(firms)
  const county = counties.find(({ area }) => firm?.village.path.startsWith(area.path))
  const lead = firm && (await findLeadOf(hands, firm.name))
  if (!county || !lead) return
  const code = county.area.divisionCode ?? 'zone'
  const [first, second] = [`market-${code}-1`, `market-${code}-2`]
  const { rows: agencies } = await hands.ok(county.userName, leadsContract.listChargeableAgencies, { id: lead.id })
  const agency = agencies.find((each) => each.functionKind === 'marketRegulation')
  if (!agency) return
  await hands.ok(county.userName, leadsContract.assignLead, {
    id: lead.id,
    agencyId: agency.id,
    note: '请两日内到场核实（示范）',
  })
  await hands.ok(first, leadsContract.takeUpLead, { id: lead.id })
  await visitSite(hands, county, {
    first,
    second,
    agencyId: agency.id,
    leadId: lead.id,
    siteId: lead.siteId,
    on: dateInChina(new Date()),
    exemptReason: '用电预警线索核查',
    seen: ditiaogangSeen,
  })
  await hands.ok(first, leadsContract.decideLead, {
    id: lead.id,
    outcome: 'founded',
    reason: '现场查实以废钢熔炼钢锭，已界定为禁止类（示范）',
  })
  await hands.ok(first, casesContract.openCase, { leadId: lead.id })
}

type Going = {
  first: string
  second: string
  agencyId: string
  leadId: string
  siteId: string
  on: string
  /** Why the firm's yearly cap does not count it. */
  exemptReason: string
  seen: Seen
}

/** What officers find: at every furnace of the site, and in words. */
export type Seen = { evidence: typeof forbiddenEvidence; words: string; picture: string }
export const ditiaogangSeen: Seen = {
  evidence: forbiddenEvidence,
  words: exampleFindings.words,
  picture: '中频炉与钢锭模',
}

/** Two officers go to a site for a lead and judge every furnace, and the county accepts what they hand in. */
export async function visitSite(hands: Hands, county: Counties[number], going: Going): Promise<void> {
  const { first, second, agencyId, leadId, siteId, on, exemptReason, seen } = going
  const { rows } = await hands.ok(first, inspectionsContract.listCardHolders, { agencyId, on })
  const officerIds = rows.map((row) => row.id)
  const plan = examplePlan(siteId, agencyId, officerIds, on, { taskSource: 'lead', leadId, exemptReason })
  const { id } = await hands.ok(first, inspectionsContract.planVisit, plan)
  await hands.ok(second, inspectionsContract.startVisit, { id, gateLogIn: `SM-${on}-1` })
  const picture = await demoPicture(seen.picture)
  const photoId = await hands.upload(first, county.area.id, 'evidence', '现场.jpg', picture)
  const { furnaces } = await hands.ok(first, inspectionsContract.getVisit, { id })
  for (const furnace of furnaces) {
    await hands.ok(first, inspectionsContract.judge, {
      visitId: id,
      furnaceId: furnace.id,
      evidence: seen.evidence,
      photoIds: [photoId],
      note: null,
    })
  }
  const findings = { ...exampleFindings, words: seen.words, photoIds: [photoId] }
  await hands.ok(second, inspectionsContract.submitVisit, { id, ...findings })
  await hands.ok(county.userName, inspectionsContract.acceptVisit, { id })
}

async function findLeadOf(hands: Hands, firmName: string): Promise<{ id: string; siteId: string } | undefined> {
  return hands.asSystem(async (db) => {
    const { rows } = await sql<{
      id: string
      siteId: string
    }>`select l.id, l.site_id from leads l join sites s on s.id = l.site_id where s.name = ${firmName} and not l.confined limit 1`.execute(
      db,
    )
    return rows[0]
  })
}
