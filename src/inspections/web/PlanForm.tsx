import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Form, Select } from 'antd'
import { agenciesContract } from '../../agencies/contract.ts'
import { useMutationAct } from '../../platform/web/act.tsx'
import { client } from '../../platform/web/client.ts'
import { DayField } from '../../platform/web/DayField.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { today } from '../../platform/web/format.ts'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { useNavigateTo } from '../../platform/web/search.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { VisitRecord } from '../contract.ts'
import { visitText } from '../visit-text.ts'
import { inspections } from './inspections-client.ts'
import { ApprovalFields, BasisFields, CapFields, NoticeFields, OfficerField, RuleLine } from './plan-fields.tsx'
import { type PlanValues, toPlan } from './plan-values.ts'
import { SourceFields } from './SourceFields.tsx'

const agencies = client(agenciesContract)

export type PlanSite = { id: string; name: string; areaId: number }

type Props = {
  site: PlanSite
  /** Agencies for whose visits I may plan. */
  agencyIds: readonly string[]
  /** A revisit that was proposed: its site, agency and source stand. */
  proposed: VisitRecord | undefined
  leadId: string | undefined
  targetId: string | undefined
}

function startValues({ agencyIds, proposed, leadId, targetId }: Props): Partial<PlanValues> {
  const source = proposed?.taskSource ?? (leadId ? 'lead' : targetId ? 'specialSweep' : undefined)
  return {
    agencyId: proposed?.agencyId ?? agencyIds[0] ?? '',
    plannedOn: today(),
    officerIds: [],
    ...(source && { taskSource: source }),
    ...(leadId && { leadId }),
    ...(targetId && { sweepTargetId: targetId }),
  }
}

export function PlanForm(props: Props) {
  const { site, agencyIds, proposed } = props
  const t = useText(visitText)
  const navigate = useNavigateTo()
  const [form] = Form.useForm<PlanValues>()
  const agencyId = Form.useWatch('agencyId', form) ?? proposed?.agencyId ?? agencyIds[0] ?? ''
  const on = Form.useWatch('plannedOn', form) ?? today()
  const leadId = Form.useWatch('leadId', form) ?? props.leadId
  const demands = useQuery({
    queryKey: ['visitDemands', site.id, agencyId, on],
    queryFn: () => inspections.getVisitDemands({ siteId: site.id, agencyId, on }),
    placeholderData: keepPreviousData,
  })
  const { act, pending, error } = useMutationAct({
    run: (values: PlanValues) => {
      const plan = toPlan(site.id, values)
      if (!proposed) return inspections.planVisit(plan)
      const { siteId, agencyId: agency, taskSource, leadId, sweepTargetId, ...given } = plan
      return inspections.planProposedVisit({ id: proposed.id, ...given })
    },
    done: t('plan.done'),
    onDone: ({ id }) => navigate(`/inspections/visits/${id}`),
  })
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={startValues(props)}
      onFinish={act}
      scrollToFirstError
      className="plan-form"
    >
      {proposed && <p>{site.name}</p>}
      <div className="field-pair">
        <Form.Item name="agencyId" label={t('agency')}>
          <AgencyField agencyIds={proposed ? [proposed.agencyId] : agencyIds} />
        </Form.Item>
        <Form.Item name="plannedOn" label={t('plannedOn')} rules={[{ required: true, message: t('required') }]}>
          <DayField />
        </Form.Item>
      </div>
      {demands.isError && <ErrorPanel error={demands.error} onRetry={() => void demands.refetch()} />}
      {demands.isPending && <PageSkeleton />}
      {demands.data && (
        <>
          <RuleLine demands={demands.data} />
          <OfficerField demands={demands.data} agencyId={agencyId} on={on} leadId={leadId} />
          {!proposed && <SourceFields demands={demands.data} site={site} fixedLead={props.leadId !== undefined} />}
          <BasisFields demands={demands.data} />
          {demands.data.approval && <ApprovalFields />}
          {demands.data.noticeOrReasonForNone && <NoticeFields />}
          <CapFields demands={demands.data} proposedSource={proposed?.taskSource} />
          {error && <ErrorPanel error={error} />}
          <Button type="primary" size="large" htmlType="submit" loading={pending} className="form-end">
            {t('plan')}
          </Button>
        </>
      )}
    </Form>
  )
}

type AgencyFieldProps = { id?: string; agencyIds: readonly string[]; value?: string; onChange?: (id: string) => void }

function AgencyField({ id, agencyIds, value, onChange }: AgencyFieldProps) {
  return (
    <Select
      id={id}
      value={value}
      onChange={onChange}
      options={agencyIds.map((one) => ({ value: one, label: <AgencyName id={one} /> }))}
    />
  )
}

function AgencyName({ id }: { id: string }) {
  const pick = usePick()
  const found = useQuery({ queryKey: ['agency', id], queryFn: () => agencies.getAgency({ id }), staleTime: 300_000 })
  return <>{found.data ? pick(found.data.name) : '…'}</>
}
