/** The published plan of a county for answering reports, and its poster. */
import { z } from 'zod'
import { areaIdInput, contract, instant } from '../platform/shared/contract.ts'
import { custodianBodies } from './custodian.ts'
import { planContent, posterSizes, publishingRoles } from './response-plan.ts'

const days = z.object({ days: z.number(), dayKind: z.enum(['working', 'calendar']) })
const plan = z.object({
  areaId: z.number(),
  areaName: z.string(),
  /** Null where nothing is published yet: said so, never filled with something. */
  published: z.object({ version: z.number(), publishedAt: instant, content: planContent }).nullable(),
  /** From the rulebook of the day. */
  handOver: days.nullable(),
  handling: days.nullable(),
  reward: z.object({ yuan: z.number(), firstReporterOnly: z.boolean(), claimWithinDays: z.number() }).nullable(),
})
export type ResponsePlan = z.infer<typeof plan>

export const responsePlanContract = contract({
  getResponsePlan: {
    method: 'GET',
    path: '/api/tips/response-plans/:areaId',
    needs: 'anyone',
    title: 'How the county of a place answers reports: telephones, scope, limits, reward, who answers',
    input: z.object({ areaId: areaIdInput }),
    output: plan,
  },
  publishResponsePlan: {
    method: 'POST',
    path: '/api/tips/response-plans/:areaId',
    needs: publishingRoles,
    title: 'Publish a new version; earlier ones stay',
    input: z.object({ areaId: areaIdInput, ...planContent.shape }),
    output: z.object({ version: z.number() }),
  },
  listResponsePlans: {
    method: 'GET',
    path: '/api/tips/response-plans',
    needs: publishingRoles,
    title:
      'Which areas of mine have published a plan and which have not, and how many custodians keep identities there',
    input: z.object({}),
    output: z.object({
      rows: z.array(
        z.object({
          areaId: z.number(),
          areaName: z.string(),
          version: z.number().nullable(),
          publishedAt: instant.nullable(),
          /** Keys in use of each body of this area. With none no name can be left, with one its loss loses what is sealed. */
          custodians: z.array(z.object({ body: z.enum(custodianBodies), inUse: z.int() })),
          mayPublish: z.boolean(),
        }),
      ),
    }),
  },
  getPoster: {
    method: 'GET',
    path: '/api/tips/response-plans/:areaId/poster',
    needs: publishingRoles,
    title: 'The poster for villages with its QR code, A4 or a sign of 1.5 × 1.0 m, as PDF',
    input: z.object({ areaId: areaIdInput, size: z.enum(posterSizes).default('a4') }),
    output: z.object({}),
    body: 'download',
  },
})
