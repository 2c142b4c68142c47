import { Alert } from 'antd'
import { useFormat } from '../../platform/web/format.ts'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { inspectionsText } from '../text.ts'
import { type KeptDraft, listDrafts } from './observation-draft.ts'

const addressOf = ({ kind, targetId, draft }: KeptDraft): string => {
  const target = targetId ? `?target=${targetId}&area=${draft.areaId ?? ''}` : ''
  return `/field/${kind}${target}`
}

/** Records that wait on this device for the server's confirmation. @param except the one on the screen. */
export function KeptDrafts({ except }: { except?: string }) {
  const t = useText(inspectionsText)
  const format = useFormat()
  const me = useMe()
  const waiting = listDrafts(me.officialId).filter(({ draft }) => draft.id !== except)
  if (waiting.length === 0) return null
  return (
    <Alert
      type="warning"
      showIcon
      className="kept-drafts"
      title={t('kept', { count: waiting.length })}
      description={
        <ul className="plain-list">
          {waiting.map((kept) => (
            <li key={kept.draft.id}>
              <ScreenLink to={addressOf(kept)}>
                {t(kept.kind)} · {kept.draft.siteName ?? kept.draft.areaName}
                {kept.draft.observedAt && ` · ${format.instant(kept.draft.observedAt)}`}
              </ScreenLink>
            </li>
          ))}
        </ul>
      }
    />
  )
}
