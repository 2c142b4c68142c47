/** A field of a form that holds an area. */
import { TreeSelect } from 'antd'
import { useContext, useState } from 'react'
import { type AreaChild, AreaSourceContext, useAreaChildren, useAreaName } from './area-source.ts'

type AreaNode = { id: number; pId: number | null; value: number; title: string; isLeaf: boolean }

const nodeOf = (area: AreaChild, parentId: number | null): AreaNode => ({
  id: area.id,
  pId: parentId,
  value: area.id,
  title: area.name,
  isLeaf: area.childCount === 0,
})

type Props = {
  label: string
  placeholder: string
  id?: string
  /** `value` and `onChange` come from the form. */
  value?: number
  onChange?: (areaId: number) => void
}

/** A place of the scope, found by opening the tree. */
export function AreaField({ label, placeholder, id, value, onChange }: Props) {
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
      id={id}
      aria-label={label}
      value={known ? value : { value, label: name ?? String(value) }}
      labelInValue={!known}
      loading={top.isPending}
      treeDataSimpleMode={{ id: 'id', pId: 'pId' }}
      treeData={nodes}
      placeholder={placeholder}
      loadData={({ value: parentId }) => load(Number(parentId))}
      onChange={(chosen: unknown) => onChange?.(Number(readValue(chosen)))}
    />
  )
}

/** With a label in the value the tree answers an object. */
const readValue = (chosen: unknown): unknown =>
  typeof chosen === 'object' && chosen !== null && 'value' in chosen ? chosen.value : chosen
