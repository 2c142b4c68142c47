/** Ends an appointment: what is open, and to whom it goes. */
import { useQuery } from '@tanstack/react-query'
import { Form, Input, Modal, Radio, Select } from 'antd'
import { useMutationAct } from '../../platform/web/act.tsx'
import { DayField } from '../../platform/web/DayField.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { today } from '../../platform/web/format.ts'
import { useText } from '../../platform/web/text.tsx'
import type { Appointment } from '../appointment.ts'
import { changeText } from '../change-text.ts'
import type { Receiver } from '../hand-over.ts'
import { gridText } from '../text.ts'
import { grid } from './grid-client.ts'
import { OpenWorkList } from './OpenWorkList.tsx'

type Values = {
  on: string
  reason: string
  way: 'successor' | 'other'
  name?: string
  phone?: string
  source?: string
  toOfficialId?: string
}
type Props = { held: Appointment; onClose: () => void }

export function EndAppointment({ held, onClose }: Props) {
  const t = useText(changeText)
  const g = useText(gridText)
  const [form] = Form.useForm<Values>()
  const on = Form.useWatch('on', form) ?? today()
  const way = Form.useWatch('way', form) ?? 'successor'
  const work = useQuery({
    queryKey: ['openWork', held.id, on],
    queryFn: () => grid.getOpenWork({ id: held.id, on }),
  })
  const { act, pending, error } = useMutationAct({
    run: (values: Values) =>
      grid.endAppointment({
        id: held.id,
        on: values.on,
        reason: values.reason,
        toOfficialId: values.way === 'other' ? (values.toOfficialId ?? null) : null,
        successor:
          values.way === 'successor' && values.name
            ? { officialId: null, name: values.name, phone: values.phone || null, source: values.source ?? '' }
            : null,
      }),
    done: t('ended'),
    onDone: onClose,
  })
  const needed = [{ required: true, whitespace: true, message: t('required') }]
  return (
    <Modal
      open
      title={`${g('endAppointment')} · ${held.officialName}`}
      okText={t('end')}
      cancelText={g('cancel')}
      okButtonProps={{ danger: true }}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
      width={640}
    >
      {work.isError ? <ErrorPanel error={work.error} /> : <OpenWorkList groups={work.data?.groups} />}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ on: today(), way: 'successor' }}
        onFinish={(values) => void act(values)}
      >
        <Form.Item name="on" label={t('endOn')} rules={needed}>
          <DayField />
        </Form.Item>
        <Form.Item name="reason" label={t('endReason')} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="way" label={t('receiver')}>
          <Radio.Group
            options={[
              { value: 'successor', label: t('successorNew') },
              { value: 'other', label: t('successorOther') },
            ]}
          />
        </Form.Item>
        {way === 'successor' ? <SuccessorFields /> : <ReceiverField receivers={work.data?.receivers} />}
      </Form>
      {error && <ErrorPanel error={error} />}
    </Modal>
  )
}

function SuccessorFields() {
  const t = useText(changeText)
  const needed = [{ required: true, whitespace: true, message: t('required') }]
  return (
    <>
      <Form.Item name="name" label={t('successorName')} rules={needed}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="phone" label={t('successorPhone')}>
        <Input inputMode="tel" maxLength={25} />
      </Form.Item>
      <Form.Item name="source" label={t('successorSource')} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
    </>
  )
}

/** Whoever holds a post of the place or above it on the day. */
export function ReceiverField({ receivers, help }: { receivers: readonly Receiver[] | undefined; help?: string }) {
  const t = useText(changeText)
  const g = useText(gridText)
  const none = receivers?.length === 0 ? t(help === undefined ? 'nobodyOther' : 'receiverNone') : help
  return (
    <Form.Item
      name="toOfficialId"
      label={t('receiver')}
      extra={none}
      rules={[{ required: true, message: t('required') }]}
    >
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        options={receivers?.map((one) => ({
          value: one.officialId,
          label: `${one.name} · ${one.areaName} ${g(`post.${one.post}`)}`,
        }))}
      />
    </Form.Item>
  )
}
