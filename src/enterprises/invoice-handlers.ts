/** Operations on invoiced tonnage. The figures are the firm's secret: events name the month only. */
import { v7 as uuidv7 } from 'uuid'
import type { Context, Handlers } from '../platform/server/context.ts'
import { readTable } from '../platform/server/table-file.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { getImportFile } from './import-store.ts'
import type { InvoiceReject, invoiceContract } from './invoice-contract.ts'
import {
  type FoundFirm,
  findFirms,
  insertInvoice,
  listInvoicedTonnages,
  lockInvoice,
  lockStanding,
  type PlacedInvoice,
  saveReplaced,
} from './invoice-store.ts'
import { type InvoiceEntry, maxInvoiceRows, type RejectedRow, readInvoiceTable } from './invoice-table.ts'
import { checkMonth, type InvoicedTonnage, mayKeepInvoices, mayReadInvoices, replace } from './invoiced-tonnage.ts'
import { getEnterpriseRow } from './store.ts'

type Figure = Pick<InvoicedTonnage, 'month' | 'tonnes' | 'agreement' | 'document'>
type Firm = Pick<FoundFirm, 'id' | 'areaId' | 'areaPath'>

const figureOf = ({ user, now }: Context, firm: Firm, figure: Figure): PlacedInvoice => ({
  ...figure,
  id: uuidv7(),
  enterpriseId: firm.id,
  areaId: firm.areaId,
  areaPath: firm.areaPath,
  enteredBy: user.officialId,
  enteredAt: now.toISOString(),
  replacedBy: null,
  replacedBecause: null,
})

const told = ({ areaId: _areaId, areaPath: _areaPath, ...invoice }: PlacedInvoice): InvoicedTonnage => invoice

async function enter(context: Context, firm: Firm, figure: Figure): Promise<InvoicedTonnage> {
  const made = figureOf(context, firm, figure)
  await insertInvoice(context.db, made)
  const { month, tonnes, agreement, document } = figure
  await context.record('invoice.entered', {
    subject: 'enterprise',
    id: firm.id,
    areaPath: firm.areaPath,
    changed: { invoiceId: made.id, month },
    personal: { tonnes, agreement, document },
  })
  return told(made)
}

async function correct(
  context: Context,
  before: PlacedInvoice,
  figure: Omit<Figure, 'month'>,
  reason: string,
): Promise<InvoicedTonnage> {
  const firm = { id: before.enterpriseId, areaId: before.areaId, areaPath: before.areaPath }
  const made = figureOf(context, firm, { ...figure, month: before.month })
  await saveReplaced(context.db, replace(before, made.id, reason))
  await insertInvoice(context.db, made)
  await context.record('invoice.corrected', {
    subject: 'enterprise',
    id: firm.id,
    areaPath: firm.areaPath,
    changed: { invoiceId: made.id, replaced: before.id, month: before.month },
    personal: { before: before.tonnes, ...figure, reason },
  })
  return told(made)
}

/** Whose row it is, by code or else by a name that only one firm has. */
function firmOf({ uscc, name }: InvoiceEntry, firms: readonly FoundFirm[]): FoundFirm | InvoiceReject {
  const found = firms.filter((firm) => (uscc === null ? firm.name === name : firm.uscc === uscc))
  return found.length > 1 ? 'enterpriseTwice' : (found[0] ?? 'enterpriseUnknown')
}

type Outcome = 'entered' | 'corrected' | 'unchanged'
type Table = {
  firms: readonly FoundFirm[]
  /** By firm and month; what a row has entered stands for the rows after it. */
  standing: Map<string, PlacedInvoice>
  source: Pick<Figure, 'agreement' | 'document'>
}
const keyOf = (firmId: string, month: string): string => `${firmId} ${month}`

async function takeRow(
  context: Context,
  entry: InvoiceEntry,
  { firms, standing, source }: Table,
): Promise<Outcome | InvoiceReject> {
  const firm = firmOf(entry, firms)
  if (typeof firm === 'string') return firm
  if (!mayKeepInvoices(context.user, firm.areaPath)) return 'notYours'
  if (entry.month >= dateInChina(context.now).slice(0, 7)) return 'monthOpen'
  const figure = { ...source, tonnes: entry.tonnes }
  const key = keyOf(firm.id, entry.month)
  const known = standing.get(key)
  if (known?.tonnes === entry.tonnes) return 'unchanged'
  const made = known
    ? await correct(context, known, figure, source.document)
    : await enter(context, firm, { ...figure, month: entry.month })
  standing.set(key, { ...made, areaId: firm.areaId, areaPath: firm.areaPath })
  return known ? 'corrected' : 'entered'
}

const isOutcome = (did: Outcome | InvoiceReject): did is Outcome =>
  did === 'entered' || did === 'corrected' || did === 'unchanged'

export const invoiceHandlers: Handlers<typeof invoiceContract> = {
  async listInvoicedTonnages({ db, user, now }, { id, ...page }) {
    const firm = await getEnterpriseRow(db, id, dateInChina(now))
    if (!mayReadInvoices(user, firm.areaPath)) throw new Refusal('not-permitted')
    return listInvoicedTonnages(db, id, page)
  },

  async enterInvoicedTonnage(context, { id, ...figure }) {
    const today = dateInChina(context.now)
    const firm = await getEnterpriseRow(context.db, id, today)
    if (!mayKeepInvoices(context.user, firm.areaPath)) throw new Refusal('not-permitted')
    checkMonth(figure.month, today)
    return enter(context, firm, figure)
  },

  async correctInvoicedTonnage(context, { id, reason, ...figure }) {
    const before = await lockInvoice(context.db, id)
    if (!mayKeepInvoices(context.user, before.areaPath)) throw new Refusal('not-permitted')
    return correct(context, before, figure, reason)
  },

  async importInvoicedTonnages(context, { fileId, ...source }) {
    const file = await getImportFile(context.db, fileId)
    if (!mayKeepInvoices(context.user, file.areaPath)) throw new Refusal('not-permitted')
    if (file.purpose !== 'import') throw new Refusal('import-file-purpose')
    const table = await readTable(context.platform.files.path(file.sha256), file.type, maxInvoiceRows)
    const { entries, rejects } = readInvoiceTable(table.rows)
    const known = (values: readonly (string | null)[]) => [...new Set(values.filter((value) => value !== null))]
    const codes = known(entries.map(({ uscc }) => uscc))
    const names = known(entries.map(({ uscc, name }) => (uscc === null ? name : null)))
    const firms = await findFirms(context.db, codes, names)
    const months = [...new Set(entries.map(({ month }) => month))]
    const found = await lockStanding(
      context.db,
      firms.map(({ id }) => id),
      months,
    )
    const standing = new Map(found.map((one) => [keyOf(one.enterpriseId, one.month), one]))
    const counts = { entered: 0, corrected: 0, unchanged: 0 }
    const left: RejectedRow[] = [...rejects]
    for (const entry of entries) {
      const did = await takeRow(context, entry, { firms, standing, source })
      if (isOutcome(did)) counts[did]++
      else left.push({ row: entry.row, reason: did })
    }
    return { ...counts, rejects: left.sort((a, b) => a.row - b.row).slice(0, 1000) }
  },
}
