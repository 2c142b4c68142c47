import { Alert, Form, Radio, Skeleton } from 'antd'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { today } from '../../platform/web/format.ts'
import { StandingTag } from '../../platform/web/StandingTag.tsx'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { ForcedStep } from '../atom.ts'
import { cardText } from '../card-text.ts'
import type { CaseDetail } from '../contract.ts'
import { useBases } from './cases-client.ts'

/** The rows of the rulebook for this step, each with how far it has been checked. */
export function BasisField({ caseFile, step }: { caseFile: CaseDetail; step: ForcedStep }) {
  const t = useText(cardText)
  const chosen: unknown = Form.useWatch('basisRuleId', { preserve: true })
  const bases = useBases(caseFile.id, today(), true)
  if (bases.isPending) return <Skeleton active title={false} paragraph={{ rows: 2 }} />
  if (bases.isError) return <ErrorPanel error={bases.error} onRetry={() => void bases.refetch()} />
  const rows = bases.data.rows.filter((row) => row.step === step)
  if (rows.length === 0) return <Alert type="warning" showIcon title={t('noBasis')} />
  const row = rows.find((one) => one.ruleId === chosen)
  return (
    <>
      <Form.Item name="basisRuleId" label={t('basis')} rules={[{ required: true, message: t('chooseBasis') }]}>
        <BasisChoice rows={rows} />
      </Form.Item>
      {row && row.standing !== 'authentic' && <Alert type="warning" showIcon title={t('notAuthenticYet')} />}
    </>
  )
}

type ChoiceProps = {
  rows: NonNullable<ReturnType<typeof useBases>['data']>['rows']
  /** From the form. */
  value?: string
  onChange?: (ruleId: string) => void
}

function BasisChoice({ rows, value, onChange }: ChoiceProps) {
  const t = useText(cardText)
  const pick = usePick()
  return (
    <Radio.Group
      className="basis-choice"
      value={value}
      onChange={(event) => onChange?.(String(event.target.value))}
      options={rows.map((row) => ({
        value: row.ruleId,
        label: (
          <>
            {pick(row.title)} <StandingTag standing={row.standing} grade={row.grade} />
            <small className="soft">
              {' '}
              {pick(row.citation)}
              {row.note && ` · ${pick(row.note)}`}
              {row.demonstration && ` · ${t('demonstrationBasis')}`}
            </small>
          </>
        ),
      }))}
    />
  )
}
