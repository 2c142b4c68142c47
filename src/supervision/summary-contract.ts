/** The summary of a notice: of now, and in editions as they were issued. */
import { z } from 'zod'
import { contract, instant, page, pageInput } from '../platform/shared/contract.ts'
import { summary } from './summary.ts'

const readers = ['cityOffice', 'countyOffice', 'superiorInspector'] as const
const format = z.enum(['docx', 'pdf'])
const ofNotice = { noticeId: z.uuid() }
const byId = { id: z.uuid() }

export const summaryEdition = z.object({
  id: z.uuid(),
  noticeId: z.uuid(),
  edition: z.number().int().positive(),
  number: z.string(),
  asOf: instant,
  digest: z.string(),
  issuedAt: instant,
  issuedByName: z.string(),
})
export type SummaryEdition = z.infer<typeof summaryEdition>

export const summaryContract = contract({
  getSummary: {
    method: 'GET',
    path: '/api/supervision/summaries/:noticeId',
    needs: readers,
    title: 'All reports a notice demands: on time, late, missing, and what they say together',
    input: z.object(ofNotice),
    output: summary.extend({
      /** Whether I may issue it as an edition. */
      mayIssue: z.boolean(),
    }),
  },
  downloadSummary: {
    method: 'GET',
    path: '/api/supervision/summaries/:noticeId/document',
    needs: readers,
    title: 'The summary of now as a document without number',
    input: z.object({ ...ofNotice, format }),
    output: z.unknown(),
    body: 'download',
  },
  issueSummary: {
    method: 'POST',
    path: '/api/supervision/summaries/:noticeId/editions',
    needs: ['cityOffice', 'countyOffice'],
    title: 'Issue the summary of now as the next edition, with a number of the office that issued the notice',
    input: z.object(ofNotice),
    output: summaryEdition.pick({ id: true, edition: true, number: true }),
  },
  listSummaryEditions: {
    method: 'GET',
    path: '/api/supervision/summaries/:noticeId/editions',
    needs: readers,
    title: 'The editions of a summary, newest first',
    staysHere: 'Each edition is a document already, with its figures.',
    input: z.object({ ...pageInput, ...ofNotice }),
    output: page(summaryEdition),
  },
  getSummaryEdition: {
    method: 'GET',
    path: '/api/supervision/summary-editions/:id',
    needs: readers,
    title: 'An edition as it was issued',
    input: z.object(byId),
    output: summaryEdition.extend({
      summary,
      /** Whether the figures still give the digest they were issued with. */
      intact: z.boolean(),
    }),
  },
  downloadSummaryEdition: {
    method: 'GET',
    path: '/api/supervision/summary-editions/:id/document',
    needs: readers,
    title: 'An edition as the document that was issued, in the layout of GB/T 9704',
    input: z.object({ ...byId, format }),
    output: z.unknown(),
    body: 'download',
  },
})
