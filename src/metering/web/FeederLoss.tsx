/** What a feeder has lost from the first reading on, where that is more than such lines lose or rises and falls like heats. */
import { Alert } from 'antd'
import { useMemo } from 'react'
import { Chart } from '../../platform/web/Chart.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useText } from '../../platform/web/text.tsx'
import { usePhone } from '../../platform/web/use-phone.ts'
import type { FeederKind } from '../alarm.ts'
import type { FeederDetail } from '../feeder-contract.ts'
import { feederText } from '../feeder-text.ts'
import { surplusCurveOption } from './feeder-option.ts'

export function AlarmLink({ alarms, kind }: { alarms: FeederDetail['openAlarms']; kind: FeederKind }) {
  const t = useText(feederText)
  const open = alarms.find((alarm) => alarm.kind === kind)
  return open ? <ScreenLink to={`/metering/alarms/${open.id}`}>{t('openAlarm')}</ScreenLink> : null
}

type KnownLoss = NonNullable<FeederDetail['loss']>

export function FeederLoss({ loss, alarms }: { loss: KnownLoss; alarms: FeederDetail['openAlarms'] }) {
  const t = useText(feederText)
  const phone = usePhone()
  const words = useLossWords(loss)
  const curve = useMemo(() => surplusCurveOption(loss.leftKw, phone), [loss, phone])
  const isBeyond = loss.lossShare > loss.mostShare
  if (!isBeyond && !loss.heats) return <p className="soft">{words.limit}</p>
  return (
    <>
      <Alert
        style={{ marginBlock: '12px 16px' }}
        type="warning"
        showIcon
        title={t(isBeyond ? 'lossTooHigh' : 'lossBreathes')}
        description={
          <>
            <div>{words.limit}</div>
            {words.heats && <div>{words.heats}</div>}
            {t('lossBeyond')} <AlarmLink alarms={alarms} kind="feederLoss" />
          </>
        }
      />
      <Chart title={t('leftCurve', { days: loss.knownDays })} option={curve} height={220} />
    </>
  )
}

function useLossWords({ lossShare, mostShare, standing, heats, ...loss }: KnownLoss) {
  const t = useText(feederText)
  const format = useFormat()
  const share = (value: number) => `${(value * 100).toFixed(1)}%`
  const quantity = (value: number, unit: string) => format.quantity(Math.round(value), unit)
  const { from, to, knownDays: days } = loss
  return {
    limit: t('lossSoFar', {
      share: share(lossShare),
      from,
      to,
      days,
      loss: quantity(loss.lossKwhPerDay, 'kWh'),
      most: share(mostShare),
      weak: standing === 'unverified' ? t('lossRuleWeak') : '',
    }),
    heats:
      heats &&
      t('lossHeats', {
        count: heats.count,
        days: heats.days,
        height: quantity(heats.heightKw, 'kW'),
        minutes: Math.round(heats.durationMin),
        energy: quantity(heats.energyKwh, 'kWh'),
      }),
  }
}
