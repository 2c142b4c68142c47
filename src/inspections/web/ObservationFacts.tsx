import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { Picture } from '../../platform/web/Picture.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useSubjectPath } from '../../platform/web/screen.ts'
import { useText } from '../../platform/web/text.tsx'
import type { ObservationRow } from '../contract.ts'
import { evidenceText } from '../evidence-text.ts'
import { inspectionsText } from '../text.ts'
import { useJoin } from './words.ts'

/** What one observation says, with its photographs. */
export function ObservationFacts({ observation }: { observation: ObservationRow }) {
  const t = useText(inspectionsText)
  const e = useText(evidenceText)
  const join = useJoin()
  const format = useFormat()
  const { position, photoIds } = observation
  const where = position && {
    lat: position.lat.toFixed(5),
    lon: position.lon.toFixed(5),
    accuracy: Math.round(position.accuracyM),
  }
  const lead = observation.leadId ? <LeadLink key="lead" leadId={observation.leadId} /> : undefined
  return (
    <>
      <Facts
        facts={[
          [t('seen'), join(observation.seen.map((sign) => e(`sign.${sign}`)))],
          [t('place'), observation.areaName],
          [t('site'), observation.siteName ?? t('where.publicSpace')],
          [t('words'), observation.words],
          [t('position'), where ? t('position.found', where) : t('position.none')],
          [t('observer'), observation.observerName],
          [t('observedAt'), format.instant(observation.observedAt)],
          [t('receivedAt'), format.instant(observation.receivedAt)],
          [t('lead'), lead],
        ]}
      />
      {photoIds.length > 0 && (
        <div className="pictures">
          {photoIds.map((id, i) => (
            <Picture key={id} fileId={id} alt={t('photos.one', { number: i + 1 })} />
          ))}
        </div>
      )}
    </>
  )
}

function LeadLink({ leadId }: { leadId: string }) {
  const t = useText(inspectionsText)
  const path = useSubjectPath()('lead', leadId)
  return path ? <ScreenLink to={path}>{t('openLead')}</ScreenLink> : t('reportedAsLead')
}
