/** A leave: its days, and how it is entered and ended. */
import { Form } from 'antd'
import { ActButton } from '../../platform/web/act.tsx'
import { DayField } from '../../platform/web/DayField.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { today, useFormat } from '../../platform/web/format.ts'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { Appointment } from '../appointment.ts'
import type { Leave } from '../leave.ts'
import { gridText } from '../text.ts'
import { grid } from './grid-client.ts'

/** On the day that is looked at. */
export function OnLeave({ leave }: { leave: Leave }) {
  const t = useText(gridText)
  const format = useFormat()
  return <StatusMark status="suspended" word={t('awayUntil', { date: format.date(leave.toOn) })} />
}

/** Begun or to come. */
export function LeaveDays({ leave: { fromOn, toOn } }: { leave: Leave }) {
  const t = useText(gridText)
  const format = useFormat()
  return <>{t('awayDays', { from: format.date(fromOn), to: format.date(toOn) })}</>
}

export function LeaveActs({ held: { id, leave } }: { held: Appointment }) {
  const t = useText(gridText)
  if (leave === null) return <EnterLeave id={id} />
  const begun = leave.fromOn <= today()
  return (
    <ActButton
      label={t(begun ? 'endLeave' : 'cancelLeave')}
      confirm={<p>{t(begun ? 'endLeaveAsk' : 'cancelLeaveAsk')}</p>}
      run={() => grid.endLeave({ id })}
      done={t('leaveEnded')}
    />
  )
}

function EnterLeave({ id }: { id: string }) {
  const t = useText(gridText)
  const needed = [{ required: true, message: t('required.field') }]
  return (
    <FormAct<{ fromOn: string; toOn: string }, unknown>
      label={t('enterLeave')}
      help={t('enterLeaveHelp')}
      run={(days) => grid.enterLeave({ id, ...days })}
      done={t('leaveEntered')}
    >
      <Form.Item name="fromOn" label={t('leaveFrom')} rules={needed}>
        <DayField />
      </Form.Item>
      <Form.Item name="toOn" label={t('leaveTo')} rules={needed}>
        <DayField />
      </Form.Item>
    </FormAct>
  )
}
