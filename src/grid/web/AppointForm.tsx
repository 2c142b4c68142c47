/** Appoints a person to a post of an area. */
import { useQuery } from '@tanstack/react-query'
import { Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { agenciesContract } from '../../agencies/contract.ts'
import type { AreaLevel } from '../../platform/shared/permission.ts'
import { useMutationAct } from '../../platform/web/act.tsx'
import { client } from '../../platform/web/client.ts'
import { DayField } from '../../platform/web/DayField.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { today } from '../../platform/web/format.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { type PostKind, postsOfLevel } from '../appointment.ts'
import { gridText } from '../text.ts'
import { grid } from './grid-client.ts'

const agencies = client(agenciesContract)

type Values = {
  post: PostKind
  agencyId?: string
  officialId?: string
  name?: string
  phone?: string
  validFrom: string
  source: string
}
type Props = { area: { id: number; name: string; level: AreaLevel }; onClose: () => void }

export function AppointForm({ area, onClose }: Props) {
  const t = useText(gridText)
  const pick = usePick()
  const [form] = Form.useForm<Values>()
  const [text, setText] = useState('')
  const post = Form.useWatch('post', form)
  const officialId = Form.useWatch('officialId', form)
  const people = useQuery({
    queryKey: ['officials', area.id, text],
    queryFn: () => agencies.listOfficials({ areaId: area.id, text: text || undefined, limit: 20 }),
  })
  const bodies = useQuery({
    queryKey: ['agencies', area.id],
    queryFn: () => agencies.listAgencies({ areaId: area.id, limit: 200 }),
    enabled: post === 'liaison',
  })
  const { act, pending, error } = useMutationAct({
    run: ({ officialId, name, agencyId, phone, ...rest }: Values) =>
      grid.appoint({
        ...rest,
        areaId: area.id,
        agencyId: agencyId ?? null,
        officialId: officialId ?? null,
        name: officialId ? null : (name ?? null),
        phone: phone || null,
      }),
    done: t('appointed'),
    onDone: onClose,
  })
  return (
    <Modal
      open
      title={`${t('appoint')} · ${area.name}`}
      okText={t('appoint')}
      cancelText={t('cancel')}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ validFrom: today() }}
        onFinish={(values) => void act(values)}
      >
        <Form.Item
          name="post"
          label={t('post')}
          extra={post === 'substitute' && t('substituteHelp')}
          rules={[{ required: true, message: t('required.field') }]}
        >
          <Select options={postsOfLevel[area.level].map((kind) => ({ value: kind, label: t(`post.${kind}`) }))} />
        </Form.Item>
        {post === 'liaison' && (
          <Form.Item name="agencyId" label={t('agency')} rules={[{ required: true, message: t('required.field') }]}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={bodies.data?.rows
                .filter((body) => body.areaId === area.id)
                .map((body) => ({ value: body.id, label: pick(body.name) }))}
            />
          </Form.Item>
        )}
        <Form.Item name="officialId" label={t('official')} extra={t('officialHelp')}>
          <Select
            allowClear
            showSearch={{ filterOption: false, onSearch: setText }}
            options={people.data?.rows.map((person) => ({
              value: person.id,
              label: `${person.name} · ${person.areaName}`,
            }))}
          />
        </Form.Item>
        {officialId === undefined && (
          <Form.Item
            name="name"
            label={t('newOfficial')}
            rules={[{ required: true, whitespace: true, message: t('required.field') }]}
          >
            <Input maxLength={60} />
          </Form.Item>
        )}
        <Form.Item name="phone" label={t('phone')}>
          <Input inputMode="tel" maxLength={25} />
        </Form.Item>
        <Form.Item name="validFrom" label={t('from')} rules={[{ required: true, message: t('required.field') }]}>
          <DayField />
        </Form.Item>
        <Form.Item
          name="source"
          label={t('source')}
          extra={t('sourceHelp')}
          rules={[{ required: true, whitespace: true, message: t('required.field') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </Form>
      {error && <ErrorPanel error={error} />}
    </Modal>
  )
}
