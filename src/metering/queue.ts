/** The queues in which alarms are worked off, in their order. Pure; list and workbench go by them. */
import { type AlarmKind, alarmKinds } from './alarm.ts'

/**
 * A broken licence first, for the register already speaks; then what a telephone call may explain; closed sites; feeders; meters that
 * tell nothing; last the screen of practice, which opens no lead.
 */
export const queueNames = [
  'unlicensedMelting',
  'registerFirst',
  'restartAtClosedSite',
  'feeder',
  'silentMeter',
  'plainThreshold',
  'all',
] as const
export type Queue = (typeof queueNames)[number]

/** Every kind has its queue: one that had none would be seen by nobody. */
const queueOfKind = {
  outsideLicence: 'unlicensedMelting',
  unlicensedMelting: 'unlicensedMelting',
  registerFirst: 'registerFirst',
  restartAtClosedSite: 'restartAtClosedSite',
  silentMeter: 'silentMeter',
  plainThreshold: 'plainThreshold',
  feederSurplus: 'feeder',
  feederLoss: 'feeder',
} as const satisfies Record<AlarmKind, Queue>

export const kindsOf = (queue: Queue): AlarmKind[] =>
  queue === 'all' ? [...alarmKinds] : alarmKinds.filter((kind) => queueOfKind[kind] === queue)
