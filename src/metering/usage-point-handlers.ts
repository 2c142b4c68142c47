/** What the page of one usage point asks beside its curve. Whoever looks at a curve, or takes it along, is recorded. */
import type { Context, Handlers } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { alarmSheet } from './alarm-sheet.ts'
import { listNeighbours } from './comparison-store.ts'
import { readLoadCurve } from './curve.ts'
import { meterPaths } from './delivery.ts'
import { heatsWorkbook } from './heats-workbook.ts'
import { seenAlarm, seenPoint } from './seen.ts'
import { compareTrade } from './trade.ts'
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
    await context.record('trade.compared', {
      ...facts(point),
      changed: {
        account: point.account,
        ...comparison.span,
        basis: comparison.basis?.code ?? null,
        others: comparison.others,
      },
    })
    return comparison
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
    await context.record('heats.exported', {
      ...facts(point),
      changed: { account: point.account, from, to, heats: heats.length },
    })
    return heatsWorkbook(heats, { account: point.account, from, to }, language)
  },

  async fetchAlarmSheet(context, { id, language }) {
    const alarm = await seenAlarm(context, id)
    const point = await seenPoint(context, alarm.usagePointId)
    const sheet = await alarmSheet(context, alarm, point, language)
    await recordFetched(context, alarm, point, sheet.span)
    return sheet.download
  },
}

/** On the alarm, and on the usage point: its curve has left the house. */
async function recordFetched(
  { record }: Pick<Context, 'record'>,
  alarm: { id: string; areaPath: string },
  point: { id: string; account: string; areaPath: string },
  span: { from: string; to: string },
): Promise<void> {
  const changed = { account: point.account, ...span }
  await record('alarm.sheetFetched', { subject: 'alarm', id: alarm.id, areaPath: alarm.areaPath, changed })
  await record('curve.taken', { ...facts(point), changed: { ...changed, alarmId: alarm.id } })
}
