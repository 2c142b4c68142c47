/** What is offered of the detector itself: its models, how far the newest run is, what it has yielded, and the budget of alarms. */
import { z } from 'zod'
import { areaIdInput, contract, date, instant, words } from '../platform/shared/contract.ts'
import { bilingual, standings } from '../rulebook/rule.ts'
import { alarmKinds, modelKinds, suspiciousKinds } from './alarm.ts'
import { seeingRoles } from './delivery.ts'
import { limitNames, limitOrigins, limitUnits, ownLimitGroups } from './detector-limits.ts'
import { detectorModel, modelVersion } from './detector-model.ts'
import { decidingRoles, modelStatuses } from './model-life.ts'

const modelRow = z.object({
  version: z.string(),
  digest: z.string(),
  status: z.enum(modelStatuses),
  inUse: z.boolean(),
  trainingKind: detectorModel.shape.training.shape.kind,
  proposedAt: instant,
  /** Null: it came with the program. */
  proposedBy: z.uuid().nullable(),
  proposedByName: z.string().nullable(),
  approvedAt: instant.nullable(),
  approvedByName: z.string().nullable(),
  withdrawnAt: instant.nullable(),
  withdrawnByName: z.string().nullable(),
  withdrawnReason: z.string().nullable(),
  demonstration: z.boolean(),
})
export type ModelRow = z.infer<typeof modelRow>

const detectionRun = z.object({
  plannedAt: instant,
  finishedAt: instant.nullable(),
  newestDay: date,
  modelVersion: z.string().nullable(),
  parts: z.number(),
  done: z.number(),
  points: z.number(),
  pointsDone: z.number(),
})
export type DetectionRun = z.infer<typeof detectionRun>

/** Queues of alarms on heats; a usage point is in one of them at most. */
export const heatQueues = ['suspicious', 'registerFirst'] as const
export type HeatQueue = (typeof heatQueues)[number]
export const kindsOfQueue = {
  suspicious: suspiciousKinds,
  registerFirst: ['registerFirst'],
} as const satisfies Record<HeatQueue, readonly (typeof modelKinds)[number][]>

/** A melting that came to light by another way than an alarm, at a site whose meter the detector had looked at. */
const knownFind = z.object({
  leadId: z.uuid(),
  leadNumber: z.string(),
  siteId: z.uuid(),
  siteName: z.string(),
  openedAt: instant,
  /** Whether an alarm on heats had been raised at the site before. */
  alarmedBefore: z.boolean(),
})
export type KnownFind = z.infer<typeof knownFind>

const limitLine = z.object({ name: z.enum(limitNames), unit: z.enum(limitUnits), values: z.array(z.number()) })
const ownLimits = z.object({
  group: z.enum(ownLimitGroups),
  origin: z.enum(limitOrigins),
  versions: z.array(z.string()),
  lines: z.array(limitLine),
})
/** A row of the rulebook as it holds today. */
const ruleLimits = z.object({
  id: z.uuid(),
  title: bilingual,
  citation: bilingual,
  standing: z.enum(standings),
  lines: z.array(limitLine),
})

/** `closed` and `forbidden` were verified on site; `unseen` were closed with nobody having been there and count for nothing. */
const yieldRow = z.object({
  kind: z.enum(alarmKinds),
  open: z.number(),
  closed: z.number(),
  forbidden: z.number(),
  unseen: z.number(),
})

const version = { version: modelVersion }
const status = z.object({ status: z.enum(modelStatuses) })

export const detectorContract = contract({
  getDetector: {
    method: 'GET',
    path: '/api/metering/detector',
    needs: seeingRoles,
    title: 'The model in use, all models proposed, and how far the newest run of detection is',
    input: z.object({}),
    output: z.object({
      /** Null: no model is approved, melting is not looked for. */
      inUse: detectorModel.nullable(),
      models: z.array(modelRow),
      run: detectionRun.nullable(),
    }),
  },
  getDetectorLimits: {
    method: 'GET',
    path: '/api/metering/detector/limits',
    needs: seeingRoles,
    title: 'The limits in force behind scores, queues, states of meters and flags of quality, and where they come from',
    input: z.object({}),
    output: z.object({ own: z.array(ownLimits), rules: z.array(ruleLimits) }),
  },
  getYield: {
    method: 'GET',
    path: '/api/metering/yield',
    needs: seeingRoles,
    title: 'What alarms have yielded so far, beside the screen of practice and what the model was measured on',
    input: z.object({ areaId: areaIdInput.optional() }),
    output: z.object({
      rows: z.array(yieldRow),
      practice: z
        .object({
          checked: z.number(),
          found: z.number(),
          monthEnergyAboveKwh: z.number(),
          nightShareAbove: z.number(),
          citation: bilingual,
          standing: z.enum(standings),
        })
        .nullable(),
      /** The model in use and what its figures were measured on; null: none is approved, melting is not looked for. */
      model: detectorModel.pick({ version: true, training: true }).nullable(),
    }),
  },
  getDetectorYield: {
    method: 'GET',
    path: '/api/metering/detector/yield',
    needs: seeingRoles,
    title: 'Precision of closed alarms on heats, and which finds of other ways had an alarm before',
    input: z.object({ areaId: areaIdInput.optional() }),
    output: z.object({
      kinds: z.array(yieldRow.extend({ kind: z.enum(modelKinds) })),
      /** Newest first, fifty at most; the two counts are of all. */
      finds: z.array(knownFind),
      findsInAll: z.number(),
      findsAlarmed: z.number(),
    }),
  },
  getAlarmBudget: {
    method: 'GET',
    path: '/api/metering/detector/budget',
    needs: seeingRoles,
    title: 'What if: usage points on the list today for a number of alarms, or from a score on',
    input: z.object({
      areaId: areaIdInput.optional(),
      /** The most suspicious so many; of equal scores all. */
      points: z.coerce.number().int().min(1).max(100_000).optional(),
      /** Or all from this score on; without either the alarm score of the model. */
      score: z.coerce.number().min(-1000).max(1000).optional(),
    }),
    output: z.object({
      /** Score from which the list begins; null: no model in use, or nobody with heats. */
      fromScore: z.number().nullable(),
      queues: z.array(z.object({ queue: z.enum(heatQueues), points: z.number() })),
      /** Usage points that were judged, and those that were not: unknown, not clean. */
      judged: z.number(),
      notJudged: z.number(),
    }),
  },
  getModel: {
    method: 'GET',
    path: '/api/metering/models/:version',
    needs: seeingRoles,
    title: 'One model with its tables of points',
    input: z.object(version),
    output: detectorModel,
  },
  proposeModel: {
    method: 'POST',
    path: '/api/metering/models',
    needs: decidingRoles,
    title: 'Propose a model; it scores nothing before another person has approved it',
    input: z.object({ model: detectorModel }),
    output: z.object(version),
  },
  approveModel: {
    method: 'POST',
    path: '/api/metering/models/:version/approve',
    needs: decidingRoles,
    title: 'Approve a model: from now on it is the one in use',
    input: z.object(version),
    output: status,
  },
  withdrawModel: {
    method: 'POST',
    path: '/api/metering/models/:version/withdraw',
    needs: decidingRoles,
    title: 'Withdraw a model, with the reason; the one approved before it is in use again, or none',
    input: z.object({ ...version, reason: words }),
    output: status,
  },
})
