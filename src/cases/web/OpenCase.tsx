import { useQuery } from '@tanstack/react-query'
import { Form, Radio, Skeleton } from 'antd'
import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useNavigateTo } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import { casesText } from '../text.ts'
import { cases } from './cases-client.ts'

/** Opens a case from one of the founded leads of the user's agencies. */
export function OpenCase() {
  const t = useText(casesText)
  const navigate = useNavigateTo()
  return (
    <FormAct<{ leadId: string }, { id: string }>
      primary
      label={t('openCase')}
      help={t('openCaseHelp')}
      run={({ leadId }) => cases.openCase({ leadId })}
      onDone={({ id }) => navigate(`/cases/${id}`)}
    >
      <Form.Item name="leadId" rules={[{ required: true, message: t('chooseLead') }]}>
        <LeadChoice />
      </Form.Item>
    </FormAct>
  )
}

/** `value` and `onChange` come from the form. */
function LeadChoice({ value, onChange }: { value?: string; onChange?: (id: string) => void }) {
  const t = useText(casesText)
  const leads = useQuery({ queryKey: ['leadsToOpen'], queryFn: () => cases.listLeadsToOpen({}) })
  if (leads.isPending) return <Skeleton active title={false} paragraph={{ rows: 3 }} />
  if (leads.isError) return <ErrorPanel error={leads.error} onRetry={() => void leads.refetch()} />
  if (leads.data.rows.length === 0) return <EmptyPanel why="noData" words={t('noLeadToOpen')} />
  return (
    <Radio.Group
      value={value}
      onChange={(event) => onChange?.(String(event.target.value))}
      style={{ display: 'grid', gap: 8 }}
      options={leads.data.rows.map((lead) => ({
        value: lead.id,
        disabled: lead.siteName === null,
        label: (
          <>
            {lead.number} {lead.title} <small className="soft">{lead.siteName ?? t('noSite')}</small>
          </>
        ),
      }))}
    />
  )
}
