import { Button } from 'antd'
import { LinkButton } from '../../platform/web/LinkButton.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useSubjectPath } from '../../platform/web/screen.ts'
import { useText } from '../../platform/web/text.tsx'
import { inspectionsText } from '../text.ts'
import type { Sent } from './send-draft.ts'

/** The server has answered for the record and every photograph. */
export function Received({ sent, ofSweep, onMore }: { sent: Sent; ofSweep: boolean; onMore: () => void }) {
  const t = useText(inspectionsText)
  const pathOf = useSubjectPath()
  const leadPath = sent.leadId ? pathOf('lead', sent.leadId) : undefined
  return (
    <section className="received" role="status">
      <h2>
        <StatusMark status="done" word={t('answer.title')} />
      </h2>
      <p>{t('answer.proof', { hash: sent.contentHash.slice(0, 12), count: sent.photoIds.length })}</p>
      {sent.leadId && <p>{t('answer.lead')}</p>}
      <p className="acts">
        <ScreenLink to={`/inspections/observations/${sent.id}`}>{t('answer.open')}</ScreenLink>
        {leadPath && <ScreenLink to={leadPath}>{t('answer.openLead')}</ScreenLink>}
      </p>
      {ofSweep && (
        <LinkButton to="/field/sweep" large block>
          {t('mySweep')}
        </LinkButton>
      )}
      <Button type="primary" size="large" block onClick={onMore}>
        {t('answer.more')}
      </Button>
    </section>
  )
}
