/** Writes down a lead from a superior body or the media. */
import { App, Form, Input, Segmented, TreeSelect } from 'antd'
import { useContext, useState } from 'react'
import {
  type AreaChild,
  AreaSourceContext,
  useAreaChildren,
  useAreaChoice,
  useAreaName,
} from '../../platform/web/area-source.ts'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useText } from '../../platform/web/text.tsx'
import { writtenSources } from '../lead.ts'
import { leadsText } from '../text.ts'
import { leads } from './leads-client.ts'

type Values = {
  source: (typeof writtenSources)[number]
  sourceId: string
  areaId: number
  title: string
  words: string
}

/** @param onWritten opens the new lead. */
export function WriteLead({ onWritten }: { onWritten: (id: string) => void }) {
  const t = useText(leadsText)
  const { message } = App.useApp()
  const { areaId } = useAreaChoice()
  return (
    <FormAct<Values, Awaited<ReturnType<typeof leads.openLead>>>
      label={t('write')}
      help={t('writeHelp')}
      initialValues={{ source: 'superior', areaId }}
      run={(values) => leads.openLead(values)}
      done={null}
      onDone={({ id, number, joinedTo }) => {
        message.success(t(joinedTo === null ? 'written' : 'writtenJoined', { number }))
        onWritten(id)
      }}
    >
      <WriteFields />
    </FormAct>
  )
}

function WriteFields() {
  const t = useText(leadsText)
  const source = Form.useWatch('source')
  const required = [{ required: true, whitespace: true, message: t('required') }]
  return (
    <>
      <Form.Item name="source" label={t('source')}>
        <Segmented block options={writtenSources.map((value) => ({ value, label: t(`source.${value}`) }))} />
      </Form.Item>
      <Form.Item name="sourceId" label={t(source === 'media' ? 'sourceIdMedia' : 'sourceIdSuperior')} rules={required}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="areaId" label={t('area')} rules={[{ required: true, message: t('chooseArea') }]}>
        <AreaField />
      </Form.Item>
      <Form.Item name="title" label={t('titleField')} rules={required}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="words" label={t('words')} rules={required}>
        <Input.TextArea rows={4} maxLength={4000} />
      </Form.Item>
    </>
  )
}

type AreaNode = { id: number; pId: number | null; value: number; title: string; isLeaf: boolean }

const nodeOf = (area: AreaChild, parentId: number | null): AreaNode => ({
  id: area.id,
  pId: parentId,
  value: area.id,
  title: area.name,
  isLeaf: area.childCount === 0,
})

/** A place of the scope, found by opening the tree. `value` and `onChange` come from the form. */
function AreaField({ value, onChange }: { value?: number; onChange?: (areaId: number) => void }) {
  const t = useText(leadsText)
  const source = useContext(AreaSourceContext)
  const top = useAreaChildren(null)
  const name = useAreaName(value)
  const [below, setBelow] = useState<AreaNode[]>([])
  const nodes = [...(top.data ?? []).map((area) => nodeOf(area, null)), ...below]
  const load = async (parentId: number) => {
    if (below.some((node) => node.pId === parentId)) return
    const children = await source.children(parentId, undefined)
    setBelow((before) => [...before, ...children.map((area) => nodeOf(area, parentId))])
  }
  const known = value === undefined || nodes.some((node) => node.value === value)
  return (
    <TreeSelect
      aria-label={t('area')}
      value={known ? value : { value, label: name ?? String(value) }}
      labelInValue={!known}
      loading={top.isPending}
      treeDataSimpleMode={{ id: 'id', pId: 'pId' }}
      treeData={nodes}
      placeholder={t('chooseArea')}
      loadData={({ value: parentId }) => load(Number(parentId))}
      onChange={(chosen: unknown) => onChange?.(Number(readValue(chosen)))}
    />
  )
}

/** With a label in the value the tree answers an object. */
const readValue = (chosen: unknown): unknown =>
  typeof chosen === 'object' && chosen !== null && 'value' in chosen ? chosen.value : chosen
