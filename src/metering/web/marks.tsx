/** How states of alarms, meters and deliveries are shown, in lists and on records. */
import { type MarkStatus, StatusMark } from '../../platform/web/StatusMark.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { AlarmStatus } from '../alarm.ts'
import type { MeterState } from '../assessment.ts'
import type { DeliveryStatus } from '../delivery.ts'
import { deliveryText } from '../delivery-text.ts'
import { meteringText } from '../text.ts'

const alarmMarks: Readonly<Record<AlarmStatus, MarkStatus>> = {
  open: 'soon',
  assigned: 'due',
  verified: 'due',
  closed: 'done',
}

export function AlarmMark({ status }: { status: AlarmStatus }) {
  const t = useText(meteringText)
  return <StatusMark status={alarmMarks[status]} word={t(`status.${status}`)} />
}

/** What is not read is unknown: hatched, never green. */
const stateMarks: Readonly<Record<MeterState | 'unknown', MarkStatus>> = {
  reading: 'done',
  gaps: 'soon',
  silent: 'unknown',
  noReadings: 'unknown',
  unknown: 'unknown',
}

export function MeterMark({ state }: { state: MeterState | null }) {
  const t = useText(meteringText)
  return <StatusMark status={stateMarks[state ?? 'unknown']} word={t(`state.${state ?? 'unknown'}`)} />
}

const deliveryMarks: Readonly<Record<DeliveryStatus, MarkStatus>> = {
  received: 'due',
  importing: 'due',
  inForce: 'done',
  failed: 'overdue',
  withdrawn: 'ended',
}

export function DeliveryMark({ status }: { status: DeliveryStatus }) {
  const t = useText(deliveryText)
  return <StatusMark status={deliveryMarks[status]} word={t(`delivery.${status}`)} />
}
