/** The operations of the electricity watch; deliveries are in delivery-handlers.ts, what changes an alarm is an act. */
import { listSurveyors } from '../leads/inspectors.ts'
import type { Handlers } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { assignAlarm, checkRegister, closeAlarm, recordLook, verifyAlarm } from './acts.ts'
import { chargedGrant } from './alarm.ts'
import { listAlarmAgencies, listAlarms } from './alarm-store.ts'
import type { meteringContract } from './contract.ts'
import { readLoadCurve, readQuality } from './curve.ts'
import { deliveryHandlers } from './delivery-handlers.ts'
import { findReadSpan } from './delivery-store.ts'
import { detectorHandlers } from './detector-handlers.ts'
import { feederHandlers } from './feeder-handlers.ts'
import { seenAlarm, seenPaths, seenPoint } from './seen.ts'
import { tokenHandlers } from './token-handlers.ts'
import { usagePointHandlers } from './usage-point-handlers.ts'
import { countMeterStates, listUsagePoints } from './usage-point-store.ts'

/** Alarms of one usage point that its page shows; more are in the list. */
const alarmsShown = 50

export const meteringHandlers: Handlers<typeof meteringContract> = {
  ...deliveryHandlers,
  ...feederHandlers,
  ...tokenHandlers,
  ...usagePointHandlers,
  ...detectorHandlers,

  async listUsagePoints(context, { areaId, ...filter }) {
    return listUsagePoints(context.db, { ...filter, paths: await seenPaths(context, areaId) }, dateInChina(context.now))
  },

  async countMeterStates(context, { areaId }) {
    return { rows: await countMeterStates(context.db, await seenPaths(context, areaId)) }
  },

  async getUsagePoint(context, { id }) {
    const point = await seenPoint(context, id)
    const shown = { paths: [point.areaPath], usagePointId: id, limit: alarmsShown }
    const { rows } = await listAlarms(context.db, shown, dateInChina(context.now))
    return { ...point, alarms: rows, delivered: await findReadSpan(context.db) }
  },

  async getLoadCurve(context, { id, from, to }) {
    const point = await seenPoint(context, id)
    const curve = await readLoadCurve(context, point, { from, to })
    await recordLook(context, point, { from, to })
    return curve
  },

  async listQuality(context, { id, from, to }) {
    const point = await seenPoint(context, id)
    return { rows: await readQuality(context, point, { from, to }) }
  },

  async listAlarms(context, { areaId, ...filter }) {
    return listAlarms(context.db, { ...filter, paths: await seenPaths(context, areaId) }, dateInChina(context.now))
  },

  getAlarm: (context, { id }) => seenAlarm(context, id),

  async listAlarmAgencies(context, { id }) {
    const alarm = await seenAlarm(context, id)
    return { rows: await listAlarmAgencies(context.db, alarm.areaPath, dateInChina(context.now)) }
  },

  checkRegister: (context, { id, outcome, note }) => checkRegister(context, id, outcome, note),
  assignAlarm: async (context, { id, agencyId }) => ({ status: await assignAlarm(context, id, agencyId) }),

  async listAlarmSurveyors(context, { id, on }) {
    const agency = chargedGrant(context.user, await seenAlarm(context, id))
    return { rows: agency ? await listSurveyors(context.db, agency, on, []) : [] }
  },

  verifyAlarm: async (context, { id, found, survey }) => ({ status: await verifyAlarm(context, id, found, survey) }),
  closeAlarm: async (context, { id, cause, note }) => ({ status: await closeAlarm(context, id, cause, note) }),
}
