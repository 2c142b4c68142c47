/** Sweeps that concern my area. */

import { hasRole } from '../../platform/shared/permission.ts'
import { useFormat } from '../../platform/web/format.ts'
import { LinkButton } from '../../platform/web/LinkButton.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { type RecordColumn, RecordList } from '../../platform/web/RecordList.tsx'
import { FigureLink, ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useNavigateTo } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import type { SweepRow } from '../contract.ts'
import { inspectionsText } from '../text.ts'
import { inspections } from './inspections-client.ts'
import { SweepMark } from './marks.tsx'

export default function SweepsPage() {
  const t = useText(inspectionsText)
  const me = useMe()
  const navigate = useNavigateTo()
  const columns = useSweepColumns()
  return (
    <PageFrame
      title={t('sweeps')}
      actions={
        hasRole(me, 'cityOffice', 'countyOffice') && (
          <LinkButton to="/inspections/sweeps/open" primary>
            {t('openSweep')}
          </LinkButton>
        )
      }
    >
      <RecordList
        name="sweeps"
        queryKey={['sweeps']}
        sheet={{ list: 'inspections.listSweeps', question: {} }}
        load={(after) => inspections.listSweeps({ after })}
        rowKey={(sweep) => sweep.id}
        columns={columns}
        onOpen={(sweep) => navigate(`/inspections/sweeps/${sweep.id}`)}
        emptyWords={t('sweeps.none')}
      />
    </PageFrame>
  )
}

function useSweepColumns(): RecordColumn<SweepRow>[] {
  const t = useText(inspectionsText)
  const format = useFormat()
  return [
    { key: 'name', title: t('sweep.name'), shown: 'first', render: (sweep) => sweep.name },
    { key: 'area', title: t('sweep.area'), render: (sweep) => sweep.areaName },
    {
      key: 'notice',
      title: t('sweep.notice'),
      render: (sweep) =>
        sweep.noticeNumber ? <ScreenLink to={`/notices/${sweep.noticeId}`}>{sweep.noticeNumber}</ScreenLink> : '—',
    },
    { key: 'status', title: t('status'), width: 110, render: (sweep) => <SweepMark status={sweep.status} /> },
    {
      key: 'covered',
      title: t('covered'),
      width: 120,
      align: 'right',
      render: (sweep) => (
        <span className="small-figure">
          <FigureLink
            value={`${format.number(sweep.covered)}/${format.number(sweep.targets)}`}
            label={t('covered')}
            to={`/inspections/targets?sweep=${sweep.id}`}
          />
        </span>
      ),
    },
    { key: 'startsOn', title: t('sweep.startsOn'), shown: 'hidden', render: (sweep) => format.date(sweep.startsOn) },
    { key: 'dueOn', title: t('sweep.dueOn'), width: 165, render: (sweep) => format.date(sweep.dueOn) },
  ]
}
