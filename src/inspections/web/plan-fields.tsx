/** The parts of a visit's plan, each asked for where the rule of the day demands it. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Checkbox, Form, Input, Radio } from 'antd'
import { z } from 'zod'
import type { Answer } from '../../platform/web/client.ts'
import { DayField } from '../../platform/web/DayField.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { StandingTag } from '../../platform/web/StandingTag.tsx'
import { usePick, useText } from '../../platform/web/text.tsx'
import { WordsField } from '../../platform/web/WordsField.tsx'
import { standings } from '../../rulebook/rule.ts'
import type { TaskSource } from '../../rulebook/values.ts'
import type { inspectionsContract } from '../contract.ts'
import { visitText } from '../visit-text.ts'
import { inspections } from './inspections-client.ts'

export type Demands = Answer<typeof inspectionsContract.getVisitDemands>

/** What cannot be read counts as the weakest. */
export const readStanding = (text: string) => z.enum(standings).catch('unverified').parse(text)

/** Under which rule the visit stands, and how sure it is. */
export function RuleLine({ demands }: { demands: Demands }) {
  const t = useText(visitText)
  const pick = usePick()
  return (
    <p className="rule-line">
      {t('plan.rule')} {pick(demands.citation)} <StandingTag standing={readStanding(demands.standing)} />
    </p>
  )
}

type OfficerProps = { demands: Demands; agencyId: string; on: string; leadId: string | undefined }

export function OfficerField({ demands, agencyId, on, leadId }: OfficerProps) {
  const t = useText(visitText)
  const count = demands.minCardHolders
  const found = useQuery({
    queryKey: ['cardHolders', agencyId, on, leadId],
    queryFn: () => inspections.listCardHolders({ agencyId, on, ...(leadId && { leadId }) }),
    enabled: agencyId !== '',
  })
  if (found.isError) return <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />
  const rows = found.data?.rows ?? []
  return (
    <Form.Item
      name="officerIds"
      label={t('plan.officers', { count })}
      rules={[{ type: 'array', min: count, message: t('plan.officersFew', { count }) }]}
      extra={found.data && rows.length === 0 ? t('plan.officersNone') : undefined}
    >
      <Checkbox.Group
        className="officer-options"
        options={rows.map((row) => ({ value: row.id, label: `${row.name} ${t('plan.card', { card: row.card })}` }))}
      />
    </Form.Item>
  )
}

export function BasisFields({ demands }: { demands: Demands }) {
  const t = useText(visitText)
  const given = { required: true, whitespace: true, message: t('required') }
  return (
    <>
      <Form.Item name="basis" label={t('plan.basis')} extra={t('plan.basisHelp')} rules={[given]}>
        <Input maxLength={200} />
      </Form.Item>
      {demands.publishedItem && (
        <Form.Item name="itemCode" label={t('plan.item')} extra={t('plan.itemHelp')} rules={[given]}>
          <Input maxLength={200} />
        </Form.Item>
      )}
    </>
  )
}

export function ApprovalFields() {
  const t = useText(visitText)
  const given = { required: true, message: t('required') }
  return (
    <fieldset className="plan-fields">
      <legend>{t('plan.approval')}</legend>
      <div className="field-pair">
        <Form.Item name="approvalNumber" label={t('plan.approvalNumber')} rules={[{ ...given, whitespace: true }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="approvedBy" label={t('plan.approvedBy')} rules={[{ ...given, whitespace: true }]}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
      <Form.Item name="approvedOn" label={t('plan.approvedOn')} rules={[given]}>
        <DayField />
      </Form.Item>
    </fieldset>
  )
}

export function NoticeFields() {
  const t = useText(visitText)
  const given = { required: true, message: t('required') }
  const kind = Form.useWatch<string | undefined>('noticeKind')
  return (
    <fieldset className="plan-fields">
      <legend>{t('plan.notice')}</legend>
      <Form.Item name="noticeKind" rules={[given]}>
        <Radio.Group
          options={[
            { value: 'given', label: t('plan.noticeGiven') },
            { value: 'none', label: t('plan.noticeNone') },
          ]}
        />
      </Form.Item>
      {kind === 'given' && (
        <Form.Item name="noticeOn" label={t('plan.noticeOn')} rules={[given]}>
          <DayField />
        </Form.Item>
      )}
      {kind === 'none' && (
        <Form.Item name="noticeReason" label={t('plan.noticeReason')} rules={[{ ...given, whitespace: true }]}>
          <Input.TextArea rows={2} maxLength={4000} />
        </Form.Item>
      )}
    </fieldset>
  )
}

/** The yearly cap, or why it does not count for this source. */
export function CapFields({ demands, proposedSource }: { demands: Demands; proposedSource: TaskSource | undefined }) {
  const t = useText(visitText)
  const chosen = Form.useWatch<TaskSource | undefined>('taskSource')
  const source = proposedSource ?? chosen
  const { yearlyCap } = demands
  if (!yearlyCap) return null
  const exempt = source !== undefined && demands.exemptSources.includes(source)
  const full = !exempt && yearlyCap.visits >= yearlyCap.cap
  return (
    <>
      <Alert type={full ? 'error' : 'info'} showIcon className="cap-line" title={t('plan.cap', yearlyCap)} />
      {exempt && <WordsField name="exemptReason" label={t('plan.exempt')} rows={2} missing={t('required')} />}
    </>
  )
}
