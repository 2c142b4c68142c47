/** Enters an official, or changes one. */
import { useQuery } from '@tanstack/react-query'
import { Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { areasContract } from '../../areas/contract.ts'
import { useMutationAct } from '../../platform/web/act.tsx'
import { client } from '../../platform/web/client.ts'
import { DayField } from '../../platform/web/DayField.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { Official } from '../official.ts'
import { agenciesText } from '../text.ts'
import { agencies } from './agencies-client.ts'

const areas = client(areasContract)

type Values = { name: string; areaId: number; agencyId?: string; enforcementCard?: string; cardValidTo?: string }
type Props = { official?: Official; areaId?: number | undefined; onClose: () => void }

export function OfficialForm({ official, areaId, onClose }: Props) {
  const t = useText(agenciesText)
  const me = useMe()
  const [form] = Form.useForm<Values>()
  const place = Form.useWatch('areaId', form)
  const { act, pending, error } = useMutationAct({
    run: ({ cardValidTo, enforcementCard, agencyId, ...rest }: Values) => {
      const fields = {
        ...rest,
        agencyId: agencyId ?? null,
        enforcementCard: enforcementCard || null,
        cardValidTo: cardValidTo ?? null,
      }
      return official ? agencies.changeOfficial({ ...fields, id: official.id }) : agencies.createOfficial(fields)
    },
    done: t(official ? 'changed' : 'entered'),
    onDone: onClose,
  })
  const initial = official
    ? {
        name: official.name,
        areaId: official.areaId,
        agencyId: official.agencyId ?? undefined,
        enforcementCard: official.enforcementCard ?? undefined,
        cardValidTo: official.cardValidTo ?? undefined,
      }
    : { areaId: areaId ?? me.grants[0]?.areaId }
  const title = t(official ? 'change' : 'enter')
  return (
    <Modal
      open
      title={title}
      okText={title}
      cancelText={t('cancel')}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={(values) => void act(values)}
      >
        <Form.Item name="name" label={t('personName')} rules={[{ required: true }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="areaId" label={t('area')} rules={[{ required: true }]}>
          <AreaSelect />
        </Form.Item>
        <Form.Item name="agencyId" label={t('agencyOptional')} extra={t('agencyHelp')}>
          <AgencySelect areaId={place} />
        </Form.Item>
        <Form.Item name="enforcementCard" label={t('cardOptional')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="cardValidTo" label={t('cardValidToOptional')}>
          <DayField />
        </Form.Item>
      </Form>
      {error && <ErrorPanel error={error} />}
    </Modal>
  )
}

type SelectProps<T> = { value?: T; onChange?: (value: T) => void }

/** Finds an area by its name within the caller's scope. */
export function AreaSelect({ value, onChange }: SelectProps<number>) {
  const t = useText(agenciesText)
  const [text, setText] = useState('')
  const found = useQuery({
    queryKey: ['areaSearch', text],
    queryFn: () => areas.searchAreas({ text }),
    enabled: text.trim() !== '',
  })
  const present = useQuery({
    queryKey: ['area', value, undefined],
    queryFn: () => areas.getArea({ id: value ?? 0 }),
    enabled: value !== undefined,
  })
  const rows =
    found.data?.rows.map((area) => ({ value: area.id, label: [...area.above.slice(1), area.name].join(' · ') })) ?? []
  const own =
    present.data && !rows.some((row) => row.value === present.data.id)
      ? [{ value: present.data.id, label: present.data.name }]
      : []
  return (
    <Select
      aria-label={t('area')}
      placeholder={t('areaSearch')}
      notFoundContent={t(text.trim() === '' ? 'areaSearch' : found.isPending ? 'searching' : 'areaNotFound')}
      value={value}
      onChange={onChange}
      showSearch={{ filterOption: false, onSearch: setText }}
      options={[...own, ...rows]}
    />
  )
}

/** Agencies that stand exactly at an area today. */
export function AgencySelect({ areaId, value, onChange }: SelectProps<string> & { areaId: number | undefined }) {
  const t = useText(agenciesText)
  const pick = usePick()
  const found = useQuery({
    queryKey: ['agenciesAt', areaId],
    queryFn: () => agencies.listAgencies({ areaId, limit: 200 }),
    enabled: areaId !== undefined,
  })
  const rows = found.data?.rows.filter((agency) => agency.areaId === areaId) ?? []
  return (
    <Select
      aria-label={t('agency')}
      notFoundContent={t(areaId === undefined ? 'areaFirst' : 'noAgencyHere')}
      allowClear
      value={value}
      onChange={onChange}
      showSearch={{ optionFilterProp: 'label' }}
      options={rows.map((agency) => ({ value: agency.id, label: pick(agency.name) }))}
    />
  )
}
