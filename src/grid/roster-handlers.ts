/** The roster of holders as XLSX or CSV: look at it, write its good rows, take it out. */
import ExcelJS from '@protobi/exceljs'
import { v7 as uuidv7 } from 'uuid'
import { enterOfficials } from '../agencies/acts.ts'
import { getArea } from '../areas/store.ts'
import type { Context, Handlers } from '../platform/server/context.ts'
import { getFileRow } from '../platform/server/platform-store.ts'
import { readTable, workbookFile } from '../platform/server/table-file.ts'
import { addDays, dateInChina } from '../platform/shared/calendar.ts'
import { allRows } from '../platform/shared/cursor.ts'
import { covers } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { xlsxType } from '../platform/shared/sheet.ts'
import { mayAppoint } from './appointment.ts'
import { loadBlindSpotRules } from './blind-spot-store.ts'
import type { gridContract } from './contract.ts'
import { anythingOpen } from './hand-over.ts'
import { gatherOpenWork, handOverTo } from './hand-over-acts.ts'
import {
  type BadRow,
  differencesFirst,
  type Holder,
  planRoster,
  postWords,
  type RosterChange,
  type RosterRow,
  readRoster,
  rosterColumns,
  touchedBy,
} from './roster.ts'
import {
  insertAppointments,
  listAppointments,
  listPresentHolders,
  listRosterAreas,
  saveEnd,
  savePhone,
} from './store.ts'

type RosterOperations = Pick<Handlers<typeof gridContract>, 'previewRoster' | 'applyRoster' | 'exportRoster'>

/** A city's roster several times over; a larger one comes in parts. */
const maxRows = 20_000
const shownRows = 200

export const rosterHandlers: RosterOperations = {
  async previewRoster(context, { areaId, fileId }) {
    const { changes, bad } = await readPlan(context, areaId, fileId)
    const count = (verdict: RosterChange['verdict']) => changes.filter((change) => change.verdict === verdict).length
    return {
      rows: changes.length + bad.length,
      counts: { new: count('new'), changed: count('changed'), unchanged: count('unchanged'), bad: bad.length },
      bad: bad.slice(0, 1000),
      sample: differencesFirst(changes)
        .slice(0, shownRows)
        .map((change) => {
          const { row, area, post, name, phone, validFrom } = change.row
          const before = touchedBy(change).map((holder) => ({ name: holder.officialName, phone: holder.phone }))
          return { verdict: change.verdict, row, areaName: area.name, post, name, phone, validFrom, before }
        }),
    }
  },

  async applyRoster(context, { areaId, fileId }) {
    const { db, record } = context
    const { area, changes, bad } = await readPlan(context, areaId, fileId)
    const fresh = changes.filter((change) => change.verdict === 'new')
    const officials = await officialsOf(context, fresh)
    const ended = await endReplaced(context, fresh, officials)
    const rows = fresh.map(({ row }, n) => ({
      id: uuidv7(),
      officialId: officials[n] ?? '',
      post: row.post,
      areaId: row.area.id,
      areaPath: row.area.path,
      agencyId: null,
      phone: row.phone,
      validFrom: row.validFrom,
      validTo: null,
      source: row.source,
      sourceFileId: fileId,
    }))
    await insertAppointments(db, rows)
    for (const { id, areaPath, post, officialId, validFrom, phone } of rows) {
      await record('appointment.made', {
        subject: 'appointment',
        id,
        areaPath,
        changed: { post, officialId, validFrom, roster: fileId },
        personal: { phone },
      })
    }
    const phones = changes.filter((change) => change.verdict === 'changed')
    for (const { holder, row } of phones) {
      await savePhone(db, holder.id, row.phone)
      await record('appointment.phoneChanged', {
        subject: 'appointment',
        id: holder.id,
        areaPath: row.area.path,
        personal: { phone: row.phone },
      })
    }
    const result = {
      appointed: rows.length,
      ended,
      phones: phones.length,
      unchanged: changes.length - rows.length - phones.length,
      bad: bad.length,
    }
    await record('roster.applied', {
      subject: 'area',
      id: area.id,
      areaPath: area.path,
      changed: { ...result, fileId },
    })
    return result
  },

  async exportRoster({ db, user, now }, { areaId, asOf }) {
    const date = asOf ?? dateInChina(now)
    const area = await getArea(db, areaId, date)
    if (!user.grants.some((g) => covers(g.areaPath, area.path))) throw new Refusal('not-found')
    const codes = new Map(
      (await listRosterAreas(db, area.path, date, 1_000_000)).map((one) => [one.id, one.divisionCode ?? '']),
    )
    const workbook = new ExcelJS.Workbook()
    const sheet = workbook.addWorksheet('名册')
    sheet.addRow(rosterColumns.map((column) => column.zh)).font = { bold: true }
    const filter = { date, areaPath: area.path, limit: 1000 }
    for (const row of await allRows((after) => listAppointments(db, { ...filter, after })))
      sheet.addRow([
        codes.get(row.areaId),
        row.areaName,
        postWords[row.post].zh,
        row.officialName,
        row.phone ?? '',
        row.validFrom,
        row.source,
      ])
    return {
      fileName: `名册-${area.name}-${date}.xlsx`,
      type: xlsxType,
      content: await workbookFile(workbook),
    }
  },
}

/** Reads the table and says what each row would do. Refuses `not-permitted`, `file-kind`, `file-unreadable`, `roster-columns-missing`. */
async function readPlan({ db, user, now, platform }: Context, areaId: number, fileId: string) {
  const today = dateInChina(now)
  const area = await getArea(db, areaId, today)
  if (!user.grants.some((g) => covers(g.areaPath, area.path))) throw new Refusal('not-permitted')
  const file = await getFileRow(db, fileId)
  if (file.purpose !== 'import') throw new Refusal('file-kind', { found: file.purpose })
  const table = await readTable(platform.files.path(file.sha256), file.type, maxRows)
  const areas = await listRosterAreas(db, area.path, today, 1_000_000)
  const byCode = new Map(areas.flatMap((one) => (one.divisionCode ? [[one.divisionCode, one] as const] : [])))
  const { good, bad } = readRoster(table.rows, {
    areas: byCode,
    mayFill: (one) => mayAppoint(user, one),
    today,
    fileName: file.name,
  })
  const { posts } = await loadBlindSpotRules(db, today)
  const single = new Set(posts.filter((p) => p.per === 'area' && p.required === 1).map((p) => `${p.level} ${p.post}`))
  const holders = await listPresentHolders(db, area.path, today, 1_000_000)
  const plan = planRoster(good, holders, (row) => single.has(`${row.area.level} ${row.post}`))
  return { area, changes: plan.changes, bad: [...bad, ...plan.bad].sort((a: BadRow, b: BadRow) => a.row - b.row) }
}

type NewHolder = Extract<RosterChange, { verdict: 'new' }>

/** Persons known, and new ones entered once for all rows that name them with the same phone. */
async function officialsOf(context: Context, changes: readonly NewHolder[]): Promise<string[]> {
  const keyOf = ({ row }: NewHolder) => (row.phone === null ? `${row.name} ${row.area.id}` : `${row.name} ${row.phone}`)
  const unknown = new Map(
    changes.filter((change) => change.officialId === null).map((change) => [keyOf(change), change]),
  )
  const ids = await enterOfficials(
    context,
    [...unknown.values()].map(({ row }) => ({ name: row.name, areaId: row.area.id, areaPath: row.area.path })),
  )
  const entered = new Map([...unknown.keys()].map((key, n) => [key, ids[n] ?? '']))
  return changes.map((change) => change.officialId ?? entered.get(keyOf(change)) ?? '')
}

/** Former holders of a post with one holder leave it the day before, and the new one takes over. @returns how many. */
async function endReplaced(
  context: Context,
  changes: readonly NewHolder[],
  officials: readonly string[],
): Promise<number> {
  const { db, record } = context
  let ended = 0
  for (const [n, { row, replaces }] of changes.entries()) {
    if (replaces.length === 0) continue
    const validTo = addDays(row.validFrom, -1)
    await saveEnd(
      db,
      replaces.map((holder) => holder.id),
      validTo,
    )
    for (const holder of replaces) {
      await record('appointment.ended', {
        subject: 'appointment',
        id: holder.id,
        areaPath: row.area.path,
        changed: { post: row.post, validTo },
      })
      await passToSuccessor(context, row, holder, officials[n])
    }
    ended += replaces.length
  }
  return ended
}

/** Where anything is open in the place; the new holder's appointment is written in the same transaction. */
async function passToSuccessor(
  context: Context,
  { area, validFrom, source }: RosterRow,
  holder: Holder,
  toOfficialId: string | undefined,
): Promise<void> {
  if (toOfficialId === undefined) throw new Error('a row of the roster without its official')
  const question = { areaPath: area.path, officialId: holder.officialId, day: validFrom }
  const groups = await gatherOpenWork(context, question)
  if (!anythingOpen(groups)) return
  const ordered = {
    cause: 'appointment',
    appointmentId: holder.id,
    areaId: area.id,
    areaPath: area.path,
    fromOfficialId: holder.officialId,
    intoId: null,
  } as const
  await handOverTo(context, { ...ordered, toOfficialId, effectiveOn: validFrom, reason: source }, groups)
}
