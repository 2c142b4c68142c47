/** One feeder: its balance day by day, a lasting surplus and when it is drawn, its users. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Form, Input, Table } from 'antd'
import { useMemo } from 'react'
import { Chart } from '../../platform/web/Chart.tsx'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { Facts } from '../../platform/web/Facts.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { RecordHistory } from '../../platform/web/RecordDrawer.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useParam } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { usePhone } from '../../platform/web/use-phone.ts'
import { mayDeliver } from '../delivery.ts'
import type { FeederVoltage } from '../feeder.ts'
import type { FeederDetail } from '../feeder-contract.ts'
import { feederText } from '../feeder-text.ts'
import { AlarmLink, FeederLoss } from './FeederLoss.tsx'
import { surplusCurveOption, surplusOption } from './feeder-option.ts'
import { metering } from './metering-client.ts'
import { VoltageField } from './VoltageField.tsx'

export default function FeederPage() {
  const t = useText(feederText)
  const id = useParam('id')
  const feeder = useQuery({ queryKey: ['feeder', id], queryFn: () => metering.getFeeder({ id }) })
  const me = useMe()
  if (feeder.isPending) return <PageSkeleton />
  if (feeder.isError) return <PageError error={feeder.error} onRetry={() => void feeder.refetch()} />
  return (
    <PageFrame
      title={t('feeder', { name: feeder.data.name })}
      lead={t('feedersLead')}
      actions={mayDeliver(me, feeder.data.areaPath) && <ChangeHead feeder={feeder.data} />}
    >
      <FeederFacts feeder={feeder.data} />
      {feeder.data.days.length === 0 ? <p className="soft">{t('noReadings')}</p> : <Balance feeder={feeder.data} />}
      <Users feeder={feeder.data} />
      <RecordHistory subjectId={id} />
    </PageFrame>
  )
}

function FeederFacts({ feeder }: { feeder: FeederDetail }) {
  const t = useText(feederText)
  const hidden = feeder.usersInAll - feeder.users.length
  const count = feeder.usersInAll
  return (
    <Facts
      facts={[
        [t('headAccount'), feeder.account ?? t('noHead')],
        [t('users'), hidden > 0 ? t('usersElsewhere', { count, hidden }) : t('usersOf', { count })],
        [t('voltage'), t(feeder.voltage ? `voltage.${feeder.voltage}` : 'voltageUnknown')],
        [t('place'), feeder.areaName],
      ]}
    />
  )
}

function Balance({ feeder }: { feeder: FeederDetail }) {
  const t = useText(feederText)
  const phone = usePhone()
  const { days, surplus } = feeder
  const option = useMemo(() => {
    const words = { normal: t('balance.normal'), surplus: t('balance.surplus'), unknown: t('balance.unknown') }
    return surplusOption(days, words, phone)
  }, [days, t, phone])
  const curve = useMemo(() => surplus && surplusCurveOption(surplus.surplusKw, phone), [surplus, phone])
  return (
    <>
      <Finding feeder={feeder} />
      <Chart title={t('surplusChart')} option={option} height={260} table={<DayTable days={days} />} />
      {surplus && curve && <Chart title={t('curveChart', { days: surplus.daysInRow })} option={curve} height={220} />}
      {feeder.loss && <FeederLoss loss={feeder.loss} alarms={feeder.openAlarms} />}
    </>
  )
}

function Finding({ feeder: { days, surplus, openAlarms } }: { feeder: FeederDetail }) {
  const t = useText(feederText)
  const format = useFormat()
  if (!surplus)
    return <p className="soft">{t(days.every(({ state }) => state === 'unknown') ? 'allUnknown' : 'noFinding')}</p>
  const { share, offsetKwh, spreadKwh, days: learnt } = surplus.normal
  const kwh = (value: number) => format.quantity(Math.round(value), 'kWh')
  return (
    <Alert
      style={{ marginBlock: '12px 16px' }}
      type="warning"
      showIcon
      title={t('finding', { days: surplus.daysInRow, surplus: kwh(surplus.surplusKwhPerDay) })}
      description={
        <>
          {t('normalLoss', {
            share: `${(share * 100).toFixed(1)}%`,
            offset: kwh(offsetKwh),
            spread: kwh(spreadKwh),
            days: learnt,
          })}{' '}
          <AlarmLink alarms={openAlarms} kind="feederSurplus" />
        </>
      }
    />
  )
}

function DayTable({ days }: { days: FeederDetail['days'] }) {
  const t = useText(feederText)
  const format = useFormat()
  const figure = (value: number | null) => (value === null ? '—' : format.quantity(Math.round(value), 'kWh'))
  return (
    <Table
      size="small"
      rowKey="day"
      dataSource={[...days].reverse()}
      pagination={{ pageSize: 31, showSizeChanger: false }}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: t('day'), dataIndex: 'day' },
        {
          title: t('state'),
          render: (_, { state, reason, missingAccounts }) =>
            [
              t(`balance.${state}`),
              ...(reason ? [t(`reason.${reason}`)] : []),
              ...(missingAccounts.length > 0
                ? [t('missing', { accounts: missingAccounts.slice(0, 5).join(' ') })]
                : []),
            ].join(' · '),
        },
        { title: t('head'), align: 'right', render: (_, day) => figure(day.headKwh) },
        { title: t('userSum'), align: 'right', render: (_, day) => figure(day.usersKwh) },
        { title: t('loss'), align: 'right', render: (_, day) => figure(day.expectedLossKwh) },
        { title: t('surplus'), align: 'right', render: (_, day) => figure(day.surplusKwh) },
      ]}
    />
  )
}

function Users({ feeder: { users } }: { feeder: FeederDetail }) {
  const t = useText(feederText)
  return (
    <>
      <h2 className="part">{t('userList')}</h2>
      <Table
        size="small"
        rowKey="id"
        dataSource={users}
        pagination={{ pageSize: 50, showSizeChanger: false, hideOnSinglePage: true }}
        columns={[
          {
            title: t('account'),
            render: (_, { id, account }) => <ScreenLink to={`/metering/usage-points/${id}`}>{account}</ScreenLink>,
          },
          { title: t('site'), dataIndex: 'siteName' },
        ]}
      />
    </>
  )
}

function ChangeHead({ feeder }: { feeder: FeederDetail }) {
  const t = useText(feederText)
  return (
    <FormAct<{ account?: string; voltage?: FeederVoltage | null }, unknown>
      label={t('changeHead')}
      help={t('changeHelp')}
      initialValues={{ account: feeder.account ?? '', voltage: feeder.voltage }}
      run={({ account, voltage }) =>
        metering.changeFeeder({ id: feeder.id, account: account?.trim() || null, voltage: voltage ?? null })
      }
    >
      <Form.Item name="account" label={t('headAccount')}>
        <Input maxLength={64} />
      </Form.Item>
      <VoltageField />
    </FormAct>
  )
}
