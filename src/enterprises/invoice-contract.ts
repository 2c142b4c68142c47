/** Operations on invoiced tonnage. */
import { z } from 'zod'
import { contract, line, page, pageInput } from '../platform/shared/contract.ts'
import { invoicedTonnage, invoiceKeepers, invoiceReaders, invoiceSource, month, tonnes } from './invoiced-tonnage.ts'

const id = { id: z.uuid() }

const invoiceRow = invoicedTonnage.extend({ enteredByName: z.string().nullable() })
export type InvoiceRow = z.infer<typeof invoiceRow>

/** Why a row of a table was not taken; the sentences are in invoice-text.ts. */
export const invoiceRejects = [
  'columns',
  'enterpriseMissing',
  'enterpriseUnknown',
  'enterpriseTwice',
  'notYours',
  'monthBad',
  'monthOpen',
  'tonnesBad',
  'rowTwice',
] as const
export type InvoiceReject = (typeof invoiceRejects)[number]

export const invoiceContract = contract({
  listInvoicedTonnages: {
    method: 'GET',
    path: '/api/enterprises/:id/invoiced-tonnages',
    needs: invoiceReaders,
    title: 'Invoiced tonnage of an enterprise by month, the newest first, with what was corrected',
    input: z.object({ ...id, ...pageInput }),
    output: page(invoiceRow),
  },
  enterInvoicedTonnage: {
    method: 'POST',
    path: '/api/enterprises/:id/invoiced-tonnages',
    needs: invoiceKeepers,
    title: 'Enter what an enterprise invoiced in a month',
    input: invoiceSource.extend({ ...id, month, tonnes }),
    output: invoicedTonnage,
  },
  correctInvoicedTonnage: {
    method: 'POST',
    path: '/api/enterprises/invoiced-tonnages/:id/correct',
    needs: invoiceKeepers,
    title: 'Correct a month; the figure replaced stays visible',
    input: invoiceSource.extend({ ...id, tonnes, reason: line }),
    output: invoicedTonnage,
  },
  importInvoicedTonnages: {
    method: 'POST',
    path: '/api/enterprises/invoiced-tonnages/import',
    needs: invoiceKeepers,
    title:
      'Enter a table of invoiced tonnage; a month with another figure is corrected, rows that cannot be taken are told',
    input: invoiceSource.extend({ fileId: z.uuid() }),
    output: z.object({
      entered: z.number(),
      corrected: z.number(),
      unchanged: z.number(),
      rejects: z.array(z.object({ row: z.number(), reason: z.enum(invoiceRejects) })),
    }),
  },
})
