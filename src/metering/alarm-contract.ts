/** What the electricity watch offers on alarms and what became of them. */
import { z } from 'zod'
import { surveyor } from '../leads/contract.ts'
import { survey } from '../leads/survey.ts'
import { areaIdInput, contract, date, instant, line, page, pageInput, words } from '../platform/shared/contract.ts'
import { areaPath } from '../platform/shared/permission.ts'
import { bilingual } from '../rulebook/rule.ts'
import {
  alarmCauses,
  alarmKinds,
  alarmStatuses,
  closingCauses,
  evidence,
  handlingRoles,
  registerOutcomes,
} from './alarm.ts'
import { seeingRoles } from './delivery.ts'

export const alarmRow = z.object({
  id: z.uuid(),
  kind: z.enum(alarmKinds),
  /** Points of the card; 0 for kinds that no card scores. */
  score: z.number(),
  reasons: evidence,
  windowFrom: date,
  windowTo: date,
  raisedAt: instant,
  status: z.enum(alarmStatuses),
  cause: z.enum(alarmCauses).nullable(),
  leadId: z.uuid().nullable(),
  leadNumber: z.string().nullable(),
  areaId: z.number(),
  areaPath,
  areaName: z.string().nullable(),
  /** Null: it hangs on a feeder, whose name is `siteName` then and whose head meter's account is `account`. */
  usagePointId: z.uuid().nullable(),
  feederId: z.uuid().nullable(),
  account: z.string(),
  siteId: z.uuid().nullable(),
  siteName: z.string(),
  assignedAgencyId: z.uuid().nullable(),
  assignedAgencyName: bilingual.nullable(),
  registerCheckedAt: instant.nullable(),
  /** Null: no model was in use, it rests on no points. */
  modelVersion: z.string().nullable(),
  /** The accepted visit that stands behind it, and the day on which officers were there. */
  visitId: z.uuid().nullable(),
  visitedOn: date.nullable(),
  survey: survey.nullable(),
})
export type AlarmRow = z.infer<typeof alarmRow>

const alarmDetail = alarmRow.extend({
  found: z.string().nullable(),
  verifiedAt: instant.nullable(),
  verifiedByName: z.string().nullable(),
  closeNote: z.string().nullable(),
  closedAt: instant.nullable(),
  closedByName: z.string().nullable(),
  registerCheckedByName: z.string().nullable(),
  leadOutcome: z.string().nullable(),
  surveyorNames: z.array(z.string()),
})
export type AlarmDetail = z.infer<typeof alarmDetail>

const id = { id: z.uuid() }
const status = z.object({ status: z.enum(alarmStatuses) })

export const alarmContract = contract({
  listAlarms: {
    method: 'GET',
    path: '/api/metering/alarms',
    needs: seeingRoles,
    title: 'Alarms of my scope, the most suspicious first',
    input: z.object({
      ...pageInput,
      areaId: areaIdInput.optional(),
      /** Several with commas. */
      kinds: z
        .string()
        .transform((text) => text.split(','))
        .pipe(z.array(z.enum(alarmKinds)))
        .optional(),
      status: z.enum(alarmStatuses).optional(),
      open: z.enum(['true', 'false']).optional(),
      cause: z.enum(alarmCauses).optional(),
      /** `false`: with nobody having been there, as far as is on record. */
      onSite: z.enum(['true', 'false']).optional(),
      usagePointId: z.uuid().optional(),
      siteId: z.uuid().optional(),
    }),
    output: page(alarmRow),
  },
  getAlarm: {
    method: 'GET',
    path: '/api/metering/alarms/:id',
    needs: seeingRoles,
    title: 'One alarm with its reasons and what became of it',
    input: z.object(id),
    output: alarmDetail,
  },
  listAlarmAgencies: {
    method: 'GET',
    path: '/api/metering/alarms/:id/agencies',
    needs: handlingRoles,
    title: 'Departments that may be charged with an alarm',
    input: z.object(id),
    output: z.object({ rows: z.array(z.object({ id: z.uuid(), name: bilingual, areaName: z.string() })) }),
  },
  checkRegister: {
    method: 'POST',
    path: '/api/metering/alarms/:id/register-check',
    needs: handlingRoles,
    title: 'Say what the register tells about heats without a licence on file: explained, or nothing and so a lead',
    input: z.object({ ...id, outcome: z.enum(registerOutcomes), note: words }),
    output: z.object({ status: z.enum(alarmStatuses), leadId: z.uuid().nullable() }),
  },
  assignAlarm: {
    method: 'POST',
    path: '/api/metering/alarms/:id/assign',
    needs: ['cityOffice', 'countyOffice'],
    title: 'Charge a department with an alarm',
    input: z.object({ ...id, agencyId: z.uuid() }),
    output: status,
  },
  listAlarmSurveyors: {
    method: 'GET',
    path: '/api/metering/alarms/:id/surveyors',
    needs: ['departmentOfficer'],
    title: 'Officers of the agency charged with a valid card who may survey the feeder of an alarm',
    input: z.object({ ...id, on: date }),
    output: z.object({ rows: z.array(surveyor) }),
  },
  verifyAlarm: {
    method: 'POST',
    path: '/api/metering/alarms/:id/verify',
    needs: ['departmentOfficer'],
    title: 'Say what was found by the accepted visit, or by the survey of a feeder',
    input: z.object({ ...id, found: words, survey: survey.nullable().default(null) }),
    output: status,
  },
  closeAlarm: {
    method: 'POST',
    path: '/api/metering/alarms/:id/close',
    needs: handlingRoles,
    title: 'Close a verified alarm with its cause',
    input: z.object({ ...id, cause: z.enum(closingCauses), note: line.nullable().default(null) }),
    output: status,
  },
})
