import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { ActButton, useMutationAct } from '../../platform/web/act.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { today } from '../../platform/web/format.ts'
import { LinkButton } from '../../platform/web/LinkButton.tsx'
import { Present } from '../../platform/web/Present.tsx'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import type { VisitRecord } from '../contract.ts'
import { mayAccept, mayCarryOut, mayPlanVisit } from '../visit.ts'
import { visitText } from '../visit-text.ts'
import { inspections } from './inspections-client.ts'

/** What I may do with this visit now. */
export function VisitActs({ visit }: { visit: VisitRecord }) {
  const t = useText(visitText)
  const me = useMe()
  const { id, status } = visit
  const officerIds = visit.officers.map((officer) => officer.id)
  const mayPlan = mayPlanVisit(me, visit, visit.areaPath)
  const review = status === 'submitted' && mayAccept(me, visit, officerIds, visit.areaPath)
  return (
    <>
      {status === 'proposed' && mayPlan && (
        <LinkButton to={`/inspections/visits/plan?visit=${id}`} primary>
          {t('plan')}
        </LinkButton>
      )}
      {status === 'planned' && mayCarryOut(me, officerIds) && (
        <Present>
          <StartButton visit={visit} />
        </Present>
      )}
      {(status === 'planned' || status === 'proposed') && mayPlan && (
        <ActButton
          label={t('cancelVisit')}
          danger
          reason="required"
          run={(reason) => inspections.cancelVisit({ id, reason })}
          done={t('cancelVisit.done')}
        />
      )}
      {review && (
        <ActButton primary label={t('accept')} run={() => inspections.acceptVisit({ id })} done={t('accept.done')} />
      )}
      {review && (
        <ActButton
          label={t('return')}
          reason="required"
          run={(reason) => inspections.returnVisit({ id, reason })}
          done={t('return.done')}
        />
      )}
    </>
  )
}

/** Starts on site; asks for the log-in at the gate where the rule of today demands it. */
function StartButton({ visit }: { visit: VisitRecord }) {
  const t = useText(visitText)
  const [open, setOpen] = useState(false)
  const [form] = Form.useForm<{ gateLogIn?: string }>()
  const on = today()
  const demands = useQuery({
    queryKey: ['visitDemands', visit.siteId, visit.agencyId, on],
    queryFn: () => inspections.getVisitDemands({ siteId: visit.siteId, agencyId: visit.agencyId, on }),
    enabled: open,
  })
  const { act, pending, error } = useMutationAct({
    run: (values: { gateLogIn?: string }) =>
      inspections.startVisit({ id: visit.id, gateLogIn: values.gateLogIn?.trim() || null }),
    done: t('start.done'),
    onDone: () => setOpen(false),
  })
  const gate = demands.data?.gateLogIn === true
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('start')}
      </Button>
      <Modal
        open={open}
        title={t('start')}
        okText={t('start')}
        okButtonProps={{ disabled: demands.isPending }}
        confirmLoading={pending}
        onOk={form.submit}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <p>{t('start.ask')}</p>
        {demands.isError && <ErrorPanel error={demands.error} onRetry={() => void demands.refetch()} />}
        <Form form={form} layout="vertical" preserve={false} onFinish={act}>
          {gate && (
            <Form.Item
              name="gateLogIn"
              label={t('start.gate')}
              rules={[{ required: true, whitespace: true, message: t('required') }]}
            >
              <Input maxLength={200} />
            </Form.Item>
          )}
        </Form>
        {error && <ErrorPanel error={error} />}
      </Modal>
    </>
  )
}
