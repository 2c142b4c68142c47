/** Operations of on-site supervision. */
import { z } from 'zod'
import { areaIdInput, contract, date, instant, page, pageInput, words } from '../platform/shared/contract.ts'
import { onSitePlan, onSitePointKeys, onSiteStatuses, seenPoint } from './on-site.ts'
import { pick } from './pick.ts'
import { callingOffices } from './superior.ts'

const readers = ['cityOffice', 'countyOffice', 'townshipLeader', 'superiorInspector', 'legalReviewer'] as const
export const onSiteReaders = readers
const byId = z.object({ id: z.uuid() })

export const onSiteRow = z.object({
  id: z.uuid(),
  areaId: z.number(),
  areaName: z.string(),
  areaPath: z.string(),
  supervisorLevel: z.enum(['city', 'county']),
  status: z.enum(onSiteStatuses),
  startsOn: date,
  endsOn: date,
  plannedAt: instant,
  number: z.string().nullable(),
  fedBackOn: date.nullable(),
})
export type OnSiteRow = z.infer<typeof onSiteRow>

export const onSiteRecord = onSiteRow.extend({
  agencyName: z.object({ zh: z.string(), en: z.string() }),
  plannerName: z.string(),
  cause: z.string(),
  members: z.array(z.string()),
  points: z.array(z.enum(onSitePointKeys)),
  picks: z.array(pick),
  /** The figures of the program on the first day. */
  known: pick.nullable(),
  seen: z.partialRecord(z.enum(onSitePointKeys), seenPoint),
  summary: z.string().nullable(),
  cancelledReason: z.string().nullable(),
})
export type OnSiteRecord = z.infer<typeof onSiteRecord>

export const onSiteContract = contract({
  listOnSite: {
    method: 'GET',
    path: '/api/supervision/on-site',
    needs: readers,
    title: 'Supervisions of governments that I may see, newest first',
    input: z.object({ ...pageInput, status: z.enum(onSiteStatuses).optional() }),
    output: page(onSiteRow),
  },
  getOnSite: {
    method: 'GET',
    path: '/api/supervision/on-site/:id',
    needs: readers,
    title: 'One supervision with every point: the figure the program knew, and what was seen',
    input: byId,
    output: onSiteRecord,
  },
  planOnSite: {
    method: 'POST',
    path: '/api/supervision/on-site',
    needs: callingOffices,
    title: 'Plan a supervision of a government below; it sees nothing before it begins',
    input: onSitePlan.extend({ areaId: areaIdInput, citePick: z.boolean() }),
    output: byId,
  },
  startOnSite: {
    method: 'POST',
    path: '/api/supervision/on-site/:id/start',
    needs: callingOffices,
    title: 'Begin: the figures of the place are kept as they are now',
    input: byId,
    output: byId,
  },
  recordOnSitePoint: {
    method: 'POST',
    path: '/api/supervision/on-site/:id/points',
    needs: callingOffices,
    title: 'Record what was seen of a point; the last record counts until the feedback',
    input: seenPoint.extend({ id: z.uuid(), point: z.enum(onSitePointKeys) }),
    output: byId,
  },
  feedBackOnSite: {
    method: 'POST',
    path: '/api/supervision/on-site/:id/feedback',
    needs: callingOffices,
    title: 'Give feedback under a number; each problem becomes an item of the rectification ledger',
    input: z.object({ id: z.uuid(), summary: words }),
    output: z.object({ number: z.string(), itemIds: z.array(z.uuid()) }),
  },
  cancelOnSite: {
    method: 'POST',
    path: '/api/supervision/on-site/:id/cancel',
    needs: callingOffices,
    title: 'Cancel a plan',
    input: z.object({ id: z.uuid(), reason: words }),
    output: byId,
  },
  downloadOnSite: {
    method: 'GET',
    path: '/api/supervision/on-site/:id/document',
    needs: readers,
    title: 'The feedback, Word or PDF',
    body: 'download',
    input: z.object({ id: z.uuid(), format: z.enum(['docx', 'pdf']) }),
    output: z.unknown(),
  },
})
