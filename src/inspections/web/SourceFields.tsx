import { useQueries, useQuery } from '@tanstack/react-query'
import { Form, Input, Select } from 'antd'
import { leadsContract } from '../../leads/contract.ts'
import { client } from '../../platform/web/client.ts'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useSubjectPath } from '../../platform/web/screen.ts'
import { useText } from '../../platform/web/text.tsx'
import type { TaskSource } from '../../rulebook/values.ts'
import { evidenceText } from '../evidence-text.ts'
import { visitText } from '../visit-text.ts'
import { inspections } from './inspections-client.ts'
import type { PlanSite } from './PlanForm.tsx'
import type { Demands } from './plan-fields.tsx'

const leads = client(leadsContract)

type Props = { demands: Demands; site: PlanSite /** The lead came by address. */; fixedLead: boolean }

/** Why the visit is made, with the lead or the sweep's target behind it. */
export function SourceFields({ demands, site, fixedLead }: Props) {
  const t = useText(visitText)
  const e = useText(evidenceText)
  const source = Form.useWatch<TaskSource | undefined>('taskSource')
  const given = { required: true, message: t('required') }
  const needsLead = source === 'lead' || source === 'tip'
  return (
    <>
      <Form.Item name="taskSource" label={t('taskSource')} extra={t('plan.notAllowed')} rules={[given]}>
        <Select options={demands.taskSources.map((value) => ({ value, label: e(`source.${value}`) }))} />
      </Form.Item>
      {fixedLead && <FixedLead />}
      {needsLead && !fixedLead && <LeadField siteId={site.id} />}
      {source === 'specialSweep' && <TargetField site={site} />}
    </>
  )
}

function FixedLead() {
  const t = useText(visitText)
  const id = Form.useWatch<string | undefined>('leadId')
  const lead = useQuery({
    queryKey: ['lead', id],
    queryFn: () => leads.getLead({ id: id ?? '' }),
    enabled: id !== undefined,
  })
  const path = useSubjectPath()('lead', id ?? '')
  const words = lead.data ? `${lead.data.number} ${lead.data.title}` : '…'
  return (
    <>
      <Form.Item name="leadId" hidden>
        <Input />
      </Form.Item>
      <p>
        {t('plan.lead')} {path ? <ScreenLink to={path}>{words}</ScreenLink> : words}
      </p>
    </>
  )
}

function LeadField({ siteId }: { siteId: string }) {
  const t = useText(visitText)
  const found = useQuery({
    queryKey: ['leads', 'ofSite', siteId],
    queryFn: () => leads.listLeads({ siteId, open: 'true', limit: 50 }),
  })
  return (
    <Form.Item name="leadId" label={t('plan.lead')} rules={[{ required: true, message: t('required') }]}>
      <Select
        loading={found.isPending}
        options={found.data?.rows.map((lead) => ({ value: lead.id, label: `${lead.number} ${lead.title}` }))}
      />
    </Form.Item>
  )
}

/** Targets of running sweeps that are this site. */
function TargetField({ site }: { site: PlanSite }) {
  const t = useText(visitText)
  const sweeps = useQuery({ queryKey: ['sweeps', 'choice'], queryFn: () => inspections.listSweeps({ limit: 100 }) })
  const running = (sweeps.data?.rows ?? []).filter((sweep) => sweep.status === 'running')
  const targets = useQueries({
    queries: running.map((sweep) => ({
      queryKey: ['targets', sweep.id, 'ofArea', site.areaId],
      queryFn: () => inspections.listTargets({ id: sweep.id, areaId: site.areaId, kind: 'site', limit: 200 }),
    })),
  })
  const options = running.flatMap((sweep, i) =>
    (targets[i]?.data?.rows ?? [])
      .filter((row) => row.siteId === site.id)
      .map((row) => ({ value: row.id, label: sweep.name })),
  )
  const loading = sweeps.isPending || targets.some((one) => one.isPending)
  return (
    <Form.Item
      name="sweepTargetId"
      label={t('plan.target')}
      rules={[{ required: true, message: t('required') }]}
      extra={!loading && options.length === 0 ? t('plan.targetNone') : undefined}
    >
      <Select loading={loading} options={options} />
    </Form.Item>
  )
}
