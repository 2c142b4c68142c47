/** The next possible acts on an alarm, in the order people use them; what is not possible is absent. */
import { useQuery } from '@tanstack/react-query'
import { Form, Input, Radio, Skeleton } from 'antd'
import { SurveyFields, type SurveyValues, surveyOf } from '../../leads/web/SurveyFields.tsx'
import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { WordsField } from '../../platform/web/WordsField.tsx'
import {
  type ClosingCause,
  causesOpen,
  mayAssignAlarm,
  mayCheckRegister,
  mayCloseAlarm,
  mayVerifyAlarm,
  needsSurvey,
  type RegisterOutcome,
  registerOutcomes,
} from '../alarm.ts'
import type { AlarmDetail } from '../alarm-contract.ts'
import { meteringText } from '../text.ts'
import { metering } from './metering-client.ts'

const column = { display: 'grid', gap: 8 } as const

export function AlarmActs({ alarm }: { alarm: AlarmDetail }) {
  const me = useMe()
  return (
    <>
      {mayCheckRegister(me, alarm) && <CheckRegister id={alarm.id} />}
      {mayAssignAlarm(me, alarm) && (
        <Assign id={alarm.id} primary={alarm.kind !== 'registerFirst' || alarm.registerCheckedAt !== null} />
      )}
      {mayVerifyAlarm(me, alarm) && (needsSurvey(alarm) || alarm.visitId !== null) && <Verify alarm={alarm} />}
      {mayCloseAlarm(me, alarm) && <Close alarm={alarm} />}
    </>
  )
}

function CheckRegister({ id }: { id: string }) {
  const t = useText(meteringText)
  return (
    <FormAct<{ outcome: RegisterOutcome; note: string }, unknown>
      primary
      label={t('checkRegister')}
      help={t('checkRegisterHelp')}
      run={(values) => metering.checkRegister({ id, ...values })}
    >
      <Form.Item name="outcome" label={t('outcome')} rules={[{ required: true, message: t('required') }]}>
        <Radio.Group
          style={column}
          options={registerOutcomes.map((value) => ({ value, label: t(`outcome.${value}`) }))}
        />
      </Form.Item>
      <WordsField name="note" label={t('note')} rows={3} missing={t('required')} />
    </FormAct>
  )
}

function Assign({ id, primary }: { id: string; primary: boolean }) {
  const t = useText(meteringText)
  return (
    <FormAct<{ agencyId: string }, unknown>
      primary={primary}
      label={t('assign')}
      help={t('assignHelp')}
      run={(values) => metering.assignAlarm({ id, ...values })}
    >
      <Form.Item name="agencyId" rules={[{ required: true, message: t('chooseAgency') }]}>
        <AgencyChoice alarmId={id} />
      </Form.Item>
    </FormAct>
  )
}

/** `value` and `onChange` come from the form. */
function AgencyChoice({
  alarmId,
  value,
  onChange,
}: {
  alarmId: string
  value?: string
  onChange?: (id: string) => void
}) {
  const t = useText(meteringText)
  const pick = usePick()
  const agencies = useQuery({
    queryKey: ['alarmAgencies', alarmId],
    queryFn: () => metering.listAlarmAgencies({ id: alarmId }),
  })
  if (agencies.isPending) return <Skeleton active title={false} paragraph={{ rows: 3 }} />
  if (agencies.isError) return <ErrorPanel error={agencies.error} onRetry={() => void agencies.refetch()} />
  if (agencies.data.rows.length === 0) return <EmptyPanel why="noData" words={t('noAgency')} />
  return (
    <Radio.Group
      value={value}
      onChange={(event) => onChange?.(String(event.target.value))}
      style={column}
      options={agencies.data.rows.map((agency) => ({
        value: agency.id,
        label: (
          <>
            {pick(agency.name)} <small className="soft">{agency.areaName}</small>
          </>
        ),
      }))}
    />
  )
}

function Verify({ alarm }: { alarm: AlarmDetail }) {
  const t = useText(meteringText)
  const surveyed = needsSurvey(alarm)
  const { id } = alarm
  return (
    <FormAct<SurveyValues & { found: string }, unknown>
      primary
      label={t('verify')}
      help={t('verifyHelp')}
      run={({ found, ...values }) => metering.verifyAlarm({ id, found, survey: surveyed ? surveyOf(values) : null })}
    >
      {surveyed && (
        <SurveyFields
          feeder
          areaId={alarm.areaId}
          matterId={id}
          listSurveyors={(on) => metering.listAlarmSurveyors({ id, on })}
        />
      )}
      <WordsField name="found" label={t('found')} rows={4} missing={t('required')} />
    </FormAct>
  )
}

function Close({ alarm }: { alarm: AlarmDetail }) {
  const t = useText(meteringText)
  return (
    <FormAct<{ cause: ClosingCause; note?: string }, unknown>
      primary
      label={t('close')}
      help={t('closeHelp')}
      run={({ cause, note }) => metering.closeAlarm({ id: alarm.id, cause, note: note?.trim() || null })}
    >
      <Form.Item name="cause" label={t('cause')} rules={[{ required: true, message: t('chooseCause') }]}>
        <Radio.Group
          style={column}
          options={causesOpen(alarm).map((value) => ({ value, label: t(`cause.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="note" label={t('noteOptional')}>
        <Input maxLength={200} />
      </Form.Item>
    </FormAct>
  )
}
