/** Example records of the inspections, for tests and the demo city. */
import type { z } from 'zod'
import type { judgementEvidence } from './judgement.ts'
import type { ObservationContent } from './observation.ts'
import type { Findings, VisitPlan } from './visit.ts'

type Evidence = z.infer<typeof judgementEvidence>

export const exampleObservation = (areaId: number, over: Partial<ObservationContent> = {}): ObservationContent => ({
  areaId,
  siteId: null,
  sweepTargetId: null,
  seen: ['noise', 'glow'],
  words: '夜间有机器声，厂房内有火光',
  photoIds: [],
  position: { lat: 31.78, lon: 119.95, accuracyM: 15 },
  observedAt: '2018-02-09T01:00:00Z',
  asLead: false,
  ...over,
})

/** A plan that shows everything any version of the rule demands. */
export const examplePlan = (
  siteId: string,
  agencyId: string,
  officerIds: string[],
  plannedOn: string,
  over: Partial<VisitPlan> = {},
): VisitPlan => ({
  siteId,
  agencyId,
  officerIds,
  taskSource: 'annualPlan',
  leadId: null,
  sweepTargetId: null,
  basis: '《产品质量法》第四十九条、第五十一条',
  plannedOn,
  itemCode: 'JC-2025-017',
  approval: { number: '检审〔2025〕3号', approvedBy: '分管局长', approvedOn: plannedOn },
  notice: { givenOn: plannedOn },
  exemptReason: null,
  ...over,
})

/** Scrap melted in a medium-frequency furnace and poured into ingot moulds: what the rules forbid. */
export const forbiddenEvidence: Evidence = {
  process: ['inductionMelting', 'ingotCasting', 'withoutRefining', 'withoutCompositionControl'],
  equipment: ['mediumFrequencyFurnace', 'ingotMoulds'],
  rawMaterial: ['scrapSteel'],
  product: ['ordinarySteelIngot'],
}

/** An honest foundry. */
export const castingEvidence: Evidence = {
  process: ['inductionMelting', 'sandOrShellMoulding', 'compositionControl'],
  equipment: ['mediumFrequencyFurnace', 'mouldingLine', 'spectrometer'],
  rawMaterial: ['pigIron', 'foundryReturns'],
  product: ['casting'],
}

export const exampleFindings: Findings = {
  words: '现场有中频炉一台，炉内有余温，旁有钢锭模；未见铸件和造型设备。',
  metPerson: true,
  signedByFirm: true,
  couldEnter: true,
}
