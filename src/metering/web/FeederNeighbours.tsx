/** Other usage points on the same feeder: a bypassed meter shows in the balance of its feeder, never on its own curve. */

import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useNavigateTo } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import type { UsagePointDetail } from '../contract.ts'
import { meteringText } from '../text.ts'
import { usagePointText } from '../usage-point-text.ts'
import { MeterMark } from './marks.tsx'
import { metering } from './metering-client.ts'

export function FeederNeighbours({ point }: { point: UsagePointDetail }) {
  const t = useText(usagePointText)
  const m = useText(meteringText)
  const format = useFormat()
  const goTo = useNavigateTo()
  if (point.feeder === null) return <EmptyPanel why="noData" words={t('noFeeder')} />
  return (
    <>
      <p className="soft">{t('neighboursOf', { feeder: point.feeder })}</p>
      <RecordList
        name="neighbours"
        queryKey={['neighbours', point.id]}
        sheet={{ list: 'metering.listNeighbours', question: { id: point.id } }}
        load={(after) => metering.listNeighbours({ id: point.id, after })}
        rowKey={(one) => one.id}
        onOpen={(one) => goTo(`/metering/usage-points/${one.id}`)}
        emptyWords={t('noNeighbours')}
        columns={[
          { key: 'site', title: m('site'), shown: 'first', render: (one) => one.siteName },
          {
            key: 'account',
            title: m('account'),
            width: 140,
            render: (one) => <ScreenLink to={`/metering/usage-points/${one.id}`}>{one.account}</ScreenLink>,
          },
          { key: 'place', title: m('place'), width: 140, render: (one) => one.areaName },
          { key: 'state', title: m('state'), width: 120, render: (one) => <MeterMark state={one.state} /> },
          {
            key: 'score',
            title: m('score'),
            width: 80,
            align: 'right',
            render: (one) => (one.score === null ? '—' : format.number(one.score, 1)),
          },
          {
            key: 'alarms',
            title: t('openAlarms'),
            render: (one) =>
              one.openAlarms.length === 0 ? t('none') : one.openAlarms.map((kind) => m(`kind.${kind}`)).join('; '),
          },
        ]}
      />
    </>
  )
}
