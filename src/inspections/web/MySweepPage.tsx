import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { useText } from '../../platform/web/text.tsx'
import { inspectionsText } from '../text.ts'
import { MySweeps } from './MySweeps.tsx'

/** The sweeps of my village. */
export default function MySweepPage() {
  const t = useText(inspectionsText)
  return (
    <PageFrame title={t('mySweep')}>
      <div className="field-form">
        <MySweeps />
      </div>
    </PageFrame>
  )
}
