/**
 * A survey (踏勘): card-holders of the agency charged look at a place that is nobody's premises, so that there is no firm to be visited.
 * It shows that nothing is there, never that somebody did something. Pure.
 */
import { z } from 'zod'
import { date } from '../platform/shared/contract.ts'
import { Refusal } from '../platform/shared/refusal.ts'

export const survey = z.object({
  surveyedOn: date,
  officerIds: z.array(z.uuid()).min(1).max(20),
  photoIds: z.array(z.uuid()).min(1).max(20),
})
export type Survey = z.infer<typeof survey>

/** Who was there, as shown. */
export const surveyShown = survey.extend({ officerNames: z.array(z.string()) })
export type SurveyShown = z.infer<typeof surveyShown>

export type SurveyFacts = {
  /** The days on which it may have been: from the opening of the matter to today. */
  from: string
  to: string
  /** Officers of the agency charged with a valid card on the day, who may work on the matter. */
  cardHolders: readonly string[]
  /** From the rule on visits: two, by article 42 of the penalty law. */
  leastCardHolders: number
  /** Whoever states what was found. */
  saidBy: string
}

/** Refuses `survey-day`, `survey-card-holders`, `survey-not-there` where whoever tells it was not there. */
export function checkSurvey({ surveyedOn, officerIds }: Survey, facts: SurveyFacts): void {
  if (surveyedOn < facts.from || surveyedOn > facts.to) throw new Refusal('survey-day')
  const there = new Set(officerIds)
  const valid = [...there].filter((id) => facts.cardHolders.includes(id)).length
  if (valid < there.size || valid < facts.leastCardHolders)
    throw new Refusal('survey-card-holders', { needed: facts.leastCardHolders, found: valid })
  if (!there.has(facts.saidBy)) throw new Refusal('survey-not-there')
}
