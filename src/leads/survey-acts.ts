/** What a survey needs to be taken at its word: cards of the day, pictures, the rule on how many go. */
import type { Context } from '../platform/server/context.ts'
import { checkFiles } from '../platform/server/platform-store.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { getRule } from '../rulebook/store.ts'
import { type ActingAgency, listSurveyors } from './inspectors.ts'
import { checkSurvey, type Survey } from './survey.ts'

/**
 * Refuses `survey-day`, `survey-card-holders`, `survey-not-there`, `not-found` for a picture that is none.
 * @param since the instant at which the matter was opened. @param kept who is not to work on it.
 */
export async function takeSurvey(
  { db, user, now }: Pick<Context, 'db' | 'user' | 'now'>,
  survey: Survey,
  { agency, since, kept }: { agency: ActingAgency; since: string; kept: readonly string[] },
): Promise<void> {
  const { surveyedOn, photoIds } = survey
  const rule = await getRule(db, 'visitGuard.requirement', surveyedOn)
  checkSurvey(survey, {
    from: dateInChina(new Date(since)),
    to: dateInChina(now),
    cardHolders: (await listSurveyors(db, agency, surveyedOn, kept)).map(({ id }) => id),
    leastCardHolders: rule.value.minCardHolders,
    saidBy: user.officialId,
  })
  await checkFiles(db, photoIds, 'photoIds', true)
}
