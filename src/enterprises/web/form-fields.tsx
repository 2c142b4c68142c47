/** Fields of the ledger's forms: texts, figures, words of a closed vocabulary, days, areas and enterprises. */
import { useQuery } from '@tanstack/react-query'
import { Form, Input, InputNumber, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { areasContract } from '../../areas/contract.ts'
import type { Bilingual } from '../../platform/shared/text.ts'
import { client } from '../../platform/web/client.ts'
import { DayField } from '../../platform/web/DayField.tsx'
import { usePick, useText } from '../../platform/web/text.tsx'
import { readHours } from '../licence.ts'
import { enterprisesText } from '../text.ts'
import { ledger } from './ledger-client.ts'

type FieldProps = { name: string; label: string; required?: boolean }

const useRules = (required: boolean | undefined) => {
  const t = useText(enterprisesText)
  return [{ required: required ?? false, message: t('required') }]
}

export function TextField({ name, label, required, maxLength = 200 }: FieldProps & { maxLength?: number }) {
  return (
    <Form.Item name={name} label={label} rules={useRules(required)}>
      <Input maxLength={maxLength} />
    </Form.Item>
  )
}

export function NumberField({ name, label, required }: FieldProps) {
  return (
    <Form.Item name={name} label={label} rules={useRules(required)}>
      <InputNumber min={0} style={{ width: '100%' }} />
    </Form.Item>
  )
}

/** Hours of the day as somebody writes them; what cannot be read is said before it is sent. */
export function HoursField({ name, label }: FieldProps) {
  const t = useText(enterprisesText)
  const readable = {
    validator: (_: unknown, text: string | null | undefined) =>
      !text?.trim() || readHours(text) ? Promise.resolve() : Promise.reject(new Error(t('hoursUnreadable'))),
  }
  return (
    <Form.Item name={name} label={label} extra={t('hoursHelp')} rules={[readable]}>
      <Input maxLength={100} />
    </Form.Item>
  )
}

export function DateField({ name, label, required }: FieldProps) {
  return (
    <Form.Item name={name} label={label} rules={useRules(required)}>
      <Day label={label} />
    </Form.Item>
  )
}

type DayProps = {
  id?: string | undefined
  value?: string | null
  onChange?: (value: string | null) => void
  label: string
}

/** Null where the form says that there is no day. */
const Day = ({ id, value, onChange, label }: DayProps) => (
  <DayField id={id} label={label} value={value ?? undefined} onChange={(day) => onChange?.(day ?? null)} />
)

type Words<K extends string> = Readonly<Record<K, Bilingual>>

/** The words of a vocabulary as options of a select. */
export function useOptions<K extends string>(words: Words<K>): { value: K; label: string }[] {
  const pick = usePick()
  // the keys of a constant record
  return (Object.keys(words) as K[]).map((value) => ({ value, label: pick(words[value]) }))
}

type WordProps<K extends string> = FieldProps & { words: Words<K>; several?: boolean }

export function WordField<K extends string>({ name, label, required, words, several }: WordProps<K>) {
  const options = useOptions(words)
  return (
    <Form.Item name={name} label={label} rules={useRules(required)}>
      <Select options={options} allowClear={!required} {...(several && { mode: 'multiple' as const })} />
    </Form.Item>
  )
}

const areas = client(areasContract)

/** A village or township, found by name or code. */
export function AreaField({ name, label, initial }: FieldProps & { initial?: { id: number; name: string } }) {
  const t = useText(enterprisesText)
  const [typed, setTyped] = useState('')
  const text = useDeferredValue(typed.trim())
  const found = useQuery({
    queryKey: ['areaSearch', text],
    queryFn: () => areas.searchAreas({ text, limit: 20 }),
    enabled: text !== '',
  })
  const options = (found.data?.rows ?? []).map((area) => ({
    value: area.id,
    label: [...area.above.slice(1), area.name].join(' · '),
  }))
  if (initial && text === '') options.push({ value: initial.id, label: initial.name })
  return (
    <Form.Item name={name} label={label} rules={useRules(true)}>
      <Select
        showSearch={{ filterOption: false, onSearch: setTyped }}
        options={options}
        placeholder={t('pickArea')}
        loading={found.isFetching}
        notFoundContent={null}
      />
    </Form.Item>
  )
}

/** An enterprise of the scope, found by name or code. */
export function EnterpriseField({ name, label, required }: FieldProps) {
  const t = useText(enterprisesText)
  const [typed, setTyped] = useState('')
  const text = useDeferredValue(typed.trim())
  const found = useQuery({
    queryKey: ['enterpriseSearch', text],
    queryFn: () => ledger.listEnterprises({ text, limit: 20 }),
  })
  const options = (found.data?.rows ?? []).map((one) => ({ value: one.id, label: `${one.name} · ${one.placeName}` }))
  return (
    <Form.Item name={name} label={label} rules={useRules(required)}>
      <Select
        showSearch={{ filterOption: false, onSearch: setTyped }}
        options={options}
        placeholder={t('pickEnterprise')}
        loading={found.isFetching}
        allowClear={!required}
      />
    </Form.Item>
  )
}
