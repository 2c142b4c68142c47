/** Operations of the rulebook: read it on a day, read the history of a rule, raise a row by attaching the official text, enter a year's holidays. */
import { z } from 'zod'
import { contract, date, instant, line, page, pageInput } from '../platform/shared/contract.ts'
import { calendarYearEntry } from './calendar-year.ts'
import { ruleSeed, standings } from './rule.ts'

export const ruleRecord = ruleSeed.extend({
  id: z.uuid(),
  /** The official text that a legal reviewer attached. */
  textFileId: z.uuid().nullable(),
  raisedBy: z.uuid().nullable(),
  raisedByName: z.string().nullable(),
  raisedAt: instant.nullable(),
  /** Raised by a fictional reviewer of the demo city: never to be relied on. */
  demonstration: z.boolean(),
})
export type RuleRecord = z.infer<typeof ruleRecord>

export const rulebookContract = contract({
  listRules: {
    method: 'GET',
    path: '/api/rulebook/rules',
    needs: 'signedIn',
    title: 'Rules that hold on a day, by key',
    input: z.object({
      ...pageInput,
      asOf: date.optional(),
      family: line.optional(),
      standing: z.enum(standings).optional(),
      text: line.optional(),
    }),
    output: page(ruleRecord),
  },
  listFamilies: {
    method: 'GET',
    path: '/api/rulebook/families',
    needs: 'signedIn',
    title: 'Families of rules on a day, with how many rows of each standing',
    input: z.object({ asOf: date.optional() }),
    output: z.object({
      rows: z.array(
        z.object({
          family: z.string(),
          authentic: z.number(),
          secondary: z.number(),
          inferred: z.number(),
          unverified: z.number(),
        }),
      ),
    }),
  },
  getRule: {
    method: 'GET',
    path: '/api/rulebook/rules/:id',
    needs: 'signedIn',
    title: 'One version of a rule with all versions of its key, oldest first',
    input: z.object({ id: z.uuid() }),
    output: ruleRecord.extend({ versions: z.array(ruleRecord) }),
  },
  raiseRule: {
    method: 'POST',
    path: '/api/rulebook/rules/:id/raise',
    needs: ['legalReviewer'],
    title: 'Attach the official text to a rule, which makes it authentic',
    input: z.object({ id: z.uuid(), fileId: z.uuid() }),
    output: ruleRecord,
  },
  enterCalendarYear: {
    method: 'POST',
    path: '/api/rulebook/calendar-years',
    needs: ['legalReviewer'],
    title: 'Enter the holidays and make-up days of a year that is not known yet, with the official text',
    input: calendarYearEntry.extend({ fileId: z.uuid() }),
    output: ruleRecord,
  },
})
