/** How far the newest run of detection has come. */
import { Progress } from 'antd'
import { useFormat } from '../../platform/web/format.ts'
import { useText } from '../../platform/web/text.tsx'
import type { DetectionRun } from '../detector-contract.ts'
import { detectorText } from '../detector-text.ts'

export function RunProgress({ run }: { run: DetectionRun | null }) {
  const t = useText(detectorText)
  const format = useFormat()
  return (
    <section>
      <h2 className="part">{t('run')}</h2>
      {run === null && <p>{t('runNone')}</p>}
      {run && run.finishedAt === null && (
        <>
          <p role="status">
            {t('runGoing', {
              done: format.number(run.done),
              parts: format.number(run.parts),
              pointsDone: format.number(run.pointsDone),
              points: format.number(run.points),
            })}
          </p>
          <Progress percent={Math.floor((100 * run.done) / Math.max(1, run.parts))} />
        </>
      )}
      {run?.finishedAt && (
        <p>
          {t('runDone', {
            parts: format.number(run.parts),
            points: format.number(run.points),
            at: format.instant(run.finishedAt),
          })}
        </p>
      )}
      {run && (
        <p className="soft">
          {t('runTo', { day: format.date(run.newestDay), model: run.modelVersion ?? t('withoutModel') })}
        </p>
      )}
    </section>
  )
}
