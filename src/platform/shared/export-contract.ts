/** Operations of exports: a list is written into a spreadsheet beside the requests, and fetched when it is done. */
import { z } from 'zod'
import { contract, date, instant, page, pageInput } from './contract.ts'
import { languages } from './text.ts'

export const exportStatuses = ['waiting', 'running', 'done', 'failed', 'deleted'] as const

export const exportRow = z.object({
  id: z.uuid(),
  /** `notices.listTasks`. */
  list: z.string(),
  title: z.object({ zh: z.string(), en: z.string() }),
  status: z.enum(exportStatuses),
  /** The day of its rows; null: they are those of the moment. */
  asOf: date.nullable(),
  rowCount: z.number(),
  askedAt: instant,
  endedAt: instant.nullable(),
  /** Why it failed, as a code. */
  failure: z.string().nullable(),
})
export type ExportRow = z.infer<typeof exportRow>

export const exportContract = contract({
  startExport: {
    method: 'POST',
    path: '/api/exports',
    needs: 'signedIn',
    title: 'Have a list written into a spreadsheet, as far as I may see it',
    input: z.object({
      list: z.string().max(80),
      /** As the list itself is asked, `asOf` included. */
      question: z.record(z.string().max(40), z.string().max(400)).default({}),
      language: z.enum(languages),
    }),
    output: exportRow,
  },
  getExport: {
    method: 'GET',
    path: '/api/exports/:id',
    needs: 'signedIn',
    past: 'same',
    title: 'One of my exports, and how far it is',
    input: z.object({ id: z.uuid() }),
    output: exportRow,
  },
  listExports: {
    method: 'GET',
    path: '/api/exports',
    needs: 'signedIn',
    past: 'same',
    title: 'My exports, latest first',
    staysHere: 'Each row is a spreadsheet already, and its own person’s alone.',
    input: z.object(pageInput),
    output: page(exportRow),
  },
  getExportFile: {
    method: 'GET',
    path: '/api/exports/:id/file',
    needs: 'signedIn',
    title: 'The spreadsheet of one of my exports',
    body: 'download',
    logged: true,
    input: z.object({ id: z.uuid() }),
    output: z.unknown(),
  },
})
