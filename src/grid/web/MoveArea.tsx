/** The city office puts an area under another superior (docs/decisions/005-moving-areas.md). */
import { useQuery } from '@tanstack/react-query'
import { Form, Input, Select } from 'antd'
import { useState } from 'react'
import { mayMoveArea } from '../../areas/area.ts'
import { type AreaChild, areasContract } from '../../areas/contract.ts'
import { areaLevels } from '../../platform/shared/permission.ts'
import { client } from '../../platform/web/client.ts'
import { DayField } from '../../platform/web/DayField.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { today } from '../../platform/web/format.ts'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { gridText } from '../text.ts'

const areas = client(areasContract)

type Values = { parentId: number; on: string; reason: string }

export function MoveArea({ areaId }: { areaId: number }) {
  const t = useText(gridText)
  const me = useMe()
  const found = useQuery({ queryKey: ['area', areaId, undefined], queryFn: () => areas.getArea({ id: areaId }) })
  const area = found.data
  const parent = area?.ancestors.at(-1)
  // an area directly below the city has no other place to go
  if (!area || !parent || parent.level === 'city' || !mayMoveArea(me, area.path, parent.path)) return null
  return (
    <FormAct<Values, unknown>
      label={t('moveArea', { name: area.name })}
      help={t('moveAreaHelp', { name: area.name, superior: parent.name })}
      initialValues={{ on: today() }}
      run={(values) => areas.moveArea({ id: areaId, ...values })}
      done={t('areaMoved')}
    >
      <Form.Item name="parentId" label={t('newSuperior')} rules={[{ required: true, message: t('required.field') }]}>
        <SuperiorSelect area={area} parentId={parent.id} />
      </Form.Item>
      <Form.Item
        name="on"
        label={t('moveOn')}
        extra={t('moveOnHelp')}
        rules={[{ required: true, message: t('required.field') }]}
      >
        <DayField />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('moveReason')}
        rules={[{ required: true, whitespace: true, message: t('required.field') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
    </FormAct>
  )
}

type SuperiorProps = {
  id?: string
  value?: number
  onChange?: (id: number) => void
  area: AreaChild
  parentId: number
}

/** Areas of the next level up, found by a part of their name; before anything is written, those beside the present superior. */
function SuperiorSelect({ id, value, onChange, area, parentId }: SuperiorProps) {
  const t = useText(gridText)
  const [text, setText] = useState('')
  const level = areaLevels[areaLevels.indexOf(area.level) - 1]
  const found = useQuery({
    queryKey: ['superiors', level, parentId, text],
    queryFn: async () => {
      if (text !== '') return (await areas.searchAreas({ text, limit: 50 })).rows
      const { ancestors } = await areas.getArea({ id: parentId })
      const above = ancestors.at(-1)
      const { rows } = await areas.listChildren({ parentId: above?.id })
      return rows.map((row) => ({ ...row, above: ancestors.map((one) => one.name) }))
    },
  })
  const options = (found.data ?? [])
    .filter((one) => one.level === level && one.id !== parentId)
    .map((one) => ({ value: one.id, label: [one.name, ...one.above.slice(1).reverse()].join(' · ') }))
  return (
    <Select
      id={id}
      value={value}
      onChange={onChange}
      placeholder={t('newSuperiorHint')}
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={found.isFetching}
      options={options}
    />
  )
}
