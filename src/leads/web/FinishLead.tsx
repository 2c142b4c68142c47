/** Stating the result of a verification, and closing what is not founded. */
import { Form, Input, Radio } from 'antd'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useText } from '../../platform/web/text.tsx'
import { WordsField } from '../../platform/web/WordsField.tsx'
import type { LeadDetail } from '../contract.ts'
import { causesOf, type chosenCauses, type LeadOutcome, outcomesOpen } from '../lead.ts'
import { leadsText } from '../text.ts'
import { leads } from './leads-client.ts'
import { SurveyFields, type SurveyValues, surveyOf } from './SurveyFields.tsx'

const column = { display: 'grid', gap: 8 } as const

type Decision = SurveyValues & { outcome: LeadOutcome; reason: string }

/** A place without premises was surveyed; "not ours" is said from the desk. */
const bySurvey = (lead: LeadDetail, outcome: LeadOutcome | undefined): boolean =>
  lead.siteId === null && outcome === 'unfounded'

function Surveyed({ lead }: { lead: LeadDetail }) {
  const outcome = Form.useWatch<LeadOutcome | undefined>('outcome')
  if (!bySurvey(lead, outcome)) return null
  return (
    <SurveyFields
      areaId={lead.areaId}
      matterId={lead.id}
      listSurveyors={(on) => leads.listSurveyors({ id: lead.id, on })}
    />
  )
}

export function DecideLead({ lead }: { lead: LeadDetail }) {
  const t = useText(leadsText)
  return (
    <FormAct<Decision, unknown>
      primary={lead.visitId !== null}
      label={t('decide')}
      help={t('decideHelp')}
      run={({ outcome, reason, ...values }) =>
        leads.decideLead({ id: lead.id, outcome, reason, survey: bySurvey(lead, outcome) ? surveyOf(values) : null })
      }
    >
      <Form.Item name="outcome" label={t('outcome')} rules={[{ required: true, message: t('chooseOutcome') }]}>
        <Radio.Group
          style={column}
          options={outcomesOpen(lead).map((outcome) => ({ value: outcome, label: t(`outcome.${outcome}`) }))}
        />
      </Form.Item>
      <Surveyed lead={lead} />
      <WordsField name="reason" label={t('decisionReason')} rows={4} missing={t('required')} />
    </FormAct>
  )
}

type ChosenCause = (typeof chosenCauses)[number]

export function CloseLead({ lead }: { lead: LeadDetail }) {
  const t = useText(leadsText)
  return (
    <FormAct<{ cause: ChosenCause; note?: string }, unknown>
      primary
      label={t('close')}
      help={t('closeHelp')}
      run={({ cause, note }) => leads.closeLead({ id: lead.id, cause, note: note?.trim() || null })}
    >
      <Form.Item name="cause" label={t('cause')} rules={[{ required: true, message: t('chooseCause') }]}>
        <Radio.Group
          style={column}
          options={causesOf(lead.outcome).map((cause) => ({ value: cause, label: t(`cause.${cause}`) }))}
        />
      </Form.Item>
      <Form.Item name="note" label={t('closeNote')}>
        <Input.TextArea rows={2} maxLength={4000} />
      </Form.Item>
    </FormAct>
  )
}
