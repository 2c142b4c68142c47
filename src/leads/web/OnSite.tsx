/** What stands behind a result: the accepted visit, the survey with its pictures, or that nobody has been there. */
import { useFormat } from '../../platform/web/format.ts'
import { Picture } from '../../platform/web/Picture.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useSubjectPath } from '../../platform/web/screen.ts'
import { useText } from '../../platform/web/text.tsx'
import type { Survey } from '../survey.ts'
import { surveyText } from '../survey-text.ts'

type Props = {
  visit: { visitId: string | null; visitedOn: string | null }
  survey: Survey | null
  surveyorNames: readonly string[]
  /** Said where neither is there. */
  none: string
}

export function OnSite({ visit: { visitId, visitedOn }, survey, surveyorNames, none }: Props) {
  const t = useText(surveyText)
  const format = useFormat()
  const pathOf = useSubjectPath()
  const address = visitId === null ? undefined : pathOf('visit', visitId)
  const visited = visitedOn && t('visit', { on: format.date(visitedOn) })
  if (!visited && !survey) return <StatusMark status="unknown" word={none} />
  return (
    <>
      {visited && <p>{address ? <ScreenLink to={address}>{visited}</ScreenLink> : visited}</p>}
      {survey && (
        <>
          <p>{t('survey', { on: format.date(survey.surveyedOn), names: surveyorNames.join('、') })}</p>
          <p className="acts">
            {survey.photoIds.map((id, at) => (
              <Picture key={id} fileId={id} alt={t('photo', { number: at + 1 })} width={96} />
            ))}
          </p>
        </>
      )}
    </>
  )
}
