/** The detector: the model in use with its tables of points, how far detection is, what it has yielded, and the budget of alarms. */
import { Skeleton } from 'antd'
import { useAreaChoice } from '../../platform/web/area-source.ts'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { detectorText } from '../detector-text.ts'
import { mayProposeModel } from '../model-life.ts'
import { AlarmBudget } from './AlarmBudget.tsx'
import { DetectorLimits } from './DetectorLimits.tsx'
import { DetectorYield } from './DetectorYield.tsx'
import { ModelList, ProposeModel } from './ModelList.tsx'
import { ModelPoints } from './ModelPoints.tsx'
import { ModelTraining } from './ModelTraining.tsx'
import { useDetector } from './metering-client.ts'
import { RunProgress } from './RunProgress.tsx'

export default function DetectorPage() {
  const t = useText(detectorText)
  const me = useMe()
  const { areaId } = useAreaChoice()
  const detector = useDetector()
  return (
    <PageFrame title={t('detector')} lead={t('detectorLead')} scope actions={mayProposeModel(me) && <ProposeModel />}>
      {detector.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {detector.isError && <ErrorPanel error={detector.error} onRetry={() => void detector.refetch()} />}
      {detector.data && (
        <div className="detector">
          {detector.data.inUse === null && (
            <p role="status">
              <StatusMark status="unknown" word={t('noModel')} />
            </p>
          )}
          <ModelList models={detector.data.models} />
          <RunProgress run={detector.data.run} />
          <AlarmBudget areaId={areaId} model={detector.data.inUse} />
          <DetectorYield areaId={areaId} />
          <DetectorLimits />
          {detector.data.inUse && <ModelTraining model={detector.data.inUse} />}
          {detector.data.inUse && <ModelPoints model={detector.data.inUse} />}
        </div>
      )}
    </PageFrame>
  )
}
