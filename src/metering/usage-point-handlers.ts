/** What the page of one usage point asks beside its curve. Whoever looks at a curve, or takes it along, is recorded. */
import type { Handlers } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { recordLook } from './acts.ts'
import { alarmSheet } from './alarm-sheet.ts'
import { listNeighbours } from './comparison-store.ts'
import { readLoadCurve } from './curve.ts'
import { meterPaths } from './delivery.ts'
import { heatsWorkbook } from './heats-workbook.ts'
import { readOutput } from './output-reading.ts'
import { seenAlarm, seenPoint } from './seen.ts'
import { compareTrade } from './trade-reading.ts'
import type { usagePointContract } from './usage-point-contract.ts'

const facts = (point: { id: string; areaPath: string }) => ({
  subject: 'usagePoint',
  id: point.id,
  areaPath: point.areaPath,
})

export const usagePointHandlers: Handlers<typeof usagePointContract> = {
  async compareTrade(context, { id }) {
    const point = await seenPoint(context, id)
    const comparison = await compareTrade(context, id, meterPaths(context.user))
    if (comparison.span) await recordLook(context, point, comparison.span)
    const { basis, others } = comparison
    await context.record('trade.compared', { ...facts(point), changed: { basis: basis?.code ?? null, others } })
    return comparison
  },

  async compareOutput(context, { id, to }) {
    const point = await seenPoint(context, id)
    const output = await readOutput(context, point, to)
    if (output.span) await recordLook(context, point, output.span)
    return output
  },

  async listNeighbours(context, { id, ...page }) {
    const { feeder } = await seenPoint(context, id)
    if (feeder === null) return { feeder, rows: [], next: null }
    const today = dateInChina(context.now)
    return { feeder, ...(await listNeighbours(context.db, { id, feeder }, meterPaths(context.user), today, page)) }
  },

  async exportHeats(context, { id, from, to, language }) {
    const point = await seenPoint(context, id)
    const { heats } = await readLoadCurve(context, point, { from, to })
    await recordLook(context, point, { from, to })
    await context.record('heats.exported', { ...facts(point), changed: { heats: heats.length } })
    return heatsWorkbook(heats, { account: point.account, from, to }, language)
  },

  async fetchAlarmSheet(context, { id, language }) {
    const alarm = await seenAlarm(context, id)
    if (alarm.usagePointId === null) throw new Refusal('sheet-of-feeder')
    const point = await seenPoint(context, alarm.usagePointId)
    const sheet = await alarmSheet(context, alarm, point, language)
    await recordLook(context, point, sheet.span)
    const { areaPath } = alarm
    await context.record('alarm.sheetFetched', { subject: 'alarm', id, areaPath, changed: { usagePointId: point.id } })
    await context.record('curve.taken', { ...facts(point), changed: { alarmId: id } })
    return sheet.download
  },
}
