/** Putting a place right, and keeping a tip from whoever is named in it. */
import { useQuery } from '@tanstack/react-query'
import { Form, Select } from 'antd'
import { useState } from 'react'
import { agencies } from '../../agencies/web/agencies-client.ts'
import { AreaField } from '../../platform/web/AreaField.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { usePick, useText } from '../../platform/web/text.tsx'
import { WordsField } from '../../platform/web/WordsField.tsx'
import type { TipDetail } from '../office-contract.ts'
import { officeText } from '../office-text.ts'
import { office } from './office-client.ts'

export function MoveTip({ tip }: { tip: TipDetail }) {
  const t = useText(officeText)
  return (
    <FormAct<{ placeAreaId: number; reason: string }, unknown>
      label={t('move')}
      help={t('moveHelp')}
      run={(values) => office.moveTip({ id: tip.id, ...values })}
    >
      <Form.Item name="placeAreaId" label={t('place')} rules={[{ required: true, message: t('choosePlace') }]}>
        <AreaField label={t('place')} placeholder={t('choosePlace')} />
      </Form.Item>
      <WordsField name="reason" label={t('reason')} rows={3} missing={t('required')} />
    </FormAct>
  )
}

export function WithholdTip({ tip }: { tip: TipDetail }) {
  const t = useText(officeText)
  return (
    <FormAct<{ officialIds: string[] }, unknown>
      label={t('withhold')}
      help={t('withholdHelp')}
      initialValues={{ officialIds: tip.withheldFrom.map(({ id }) => id) }}
      run={({ officialIds }) => office.withholdTip({ id: tip.id, officialIds })}
    >
      <Form.Item name="officialIds" label={t('withholdPeople')}>
        <OfficialsField known={tip.withheldFrom} />
      </Form.Item>
    </FormAct>
  )
}

type Person = { id: string; name: string }

/** Officials found by name. `value` and `onChange` come from the form. */
function OfficialsField({
  known,
  id,
  value,
  onChange,
}: {
  known: readonly Person[]
  id?: string
  value?: string[]
  onChange?: (ids: string[]) => void
}) {
  const t = useText(officeText)
  const pick = usePick()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(known)
  const found = useQuery({
    queryKey: ['officialsByName', text],
    queryFn: () => agencies.listOfficials({ text, limit: 20 }),
    enabled: text.length > 0,
  })
  const rows = (found.data?.rows ?? []).map((official) => ({
    value: official.id,
    label: `${official.name} · ${official.agencyName ? pick(official.agencyName) : official.areaName}`,
  }))
  // whoever was chosen keeps the name when another search follows
  const before = chosen.filter((one) => !rows.some((row) => row.value === one.id))
  return (
    <Select
      id={id}
      mode="multiple"
      value={value ?? []}
      placeholder={t('withholdSearch')}
      loading={found.isFetching}
      showSearch={{ filterOption: false, onSearch: (typed) => setText(typed.trim()) }}
      notFoundContent={null}
      onChange={(ids, options) => {
        setChosen([options].flat().flatMap((option) => (option ? [{ id: option.value, name: option.label }] : [])))
        onChange?.(ids)
      }}
      options={[...before.map((one) => ({ value: one.id, label: one.name })), ...rows]}
    />
  )
}
