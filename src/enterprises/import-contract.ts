/** Operations of import and export. */
import { z } from 'zod'
import { areaIdInput, contract, flagInput, page, pageInput } from '../platform/shared/contract.ts'
import { focusKinds } from '../rulebook/values.ts'
import { ledgerKeepers, ledgerReaders } from './enterprise.ts'
import { importRow, ledgerImport, verdicts } from './ledger-import.ts'
import { siteKinds, siteStatuses } from './site.ts'

const importView = ledgerImport
  .omit({ grants: true })
  .extend({ fileName: z.string().nullable(), startedByName: z.string().nullable() })
export type ImportView = z.infer<typeof importView>

const id = z.object({ id: z.uuid() })

export const importContract = contract({
  getImportTemplate: {
    method: 'GET',
    path: '/api/enterprises/imports/template',
    needs: ledgerReaders,
    title: 'The empty table, with what each column means',
    body: 'download',
    input: z.object({}),
    output: z.unknown(),
  },
  startImport: {
    method: 'POST',
    path: '/api/enterprises/imports',
    needs: ledgerKeepers,
    title: 'Read an uploaded table into a preview; nothing is written to the ledger yet',
    input: z.object({ fileId: z.uuid() }),
    output: importView,
  },
  listImports: {
    method: 'GET',
    path: '/api/enterprises/imports',
    needs: ledgerKeepers,
    title: 'Imports of my area, newest first',
    input: z.object(pageInput),
    output: page(importView),
  },
  getImport: {
    method: 'GET',
    path: '/api/enterprises/imports/:id',
    needs: ledgerKeepers,
    title: 'An import with its counts and how far it is',
    input: id,
    output: importView,
  },
  listImportRows: {
    method: 'GET',
    path: '/api/enterprises/imports/:id/rows',
    needs: ledgerKeepers,
    title: 'Rows of a preview with what is wrong or would change',
    input: z.object({ ...id.shape, ...pageInput, verdict: z.enum(verdicts).optional() }),
    output: page(importRow),
  },
  applyImport: {
    method: 'POST',
    path: '/api/enterprises/imports/:id/apply',
    needs: ledgerKeepers,
    title: 'Write the rows into the ledger, all of them in one transaction',
    input: z.object({
      ...id.shape,
      /** Leaves the bad rows out; else one bad row refuses the whole. */
      onlyGood: z.boolean(),
    }),
    output: importView,
  },
  exportSites: {
    method: 'GET',
    path: '/api/enterprises/sites/export',
    needs: ledgerReaders,
    title: 'The ledger of a place as XLSX, in the columns of the import',
    body: 'download',
    logged: true,
    input: z.object({
      areaId: areaIdInput.optional(),
      text: z.string().trim().max(60).optional(),
      kind: z.enum(siteKinds).optional(),
      status: z.enum(siteStatuses).optional(),
      focus: z.enum(focusKinds).optional(),
      furnace: flagInput.optional(),
    }),
    output: z.unknown(),
  },
})
