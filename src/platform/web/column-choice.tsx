/** Which columns of a list are shown; remembered on this device. */
import { SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover } from 'antd'
import { useState } from 'react'
import { platformText } from './platform-text.ts'
import type { RecordColumn } from './RecordList.tsx'
import { readStored, store, useText } from './text.tsx'

export type Choice<T> = { shown: readonly RecordColumn<T>[]; toggle: (key: string) => void }

export function useColumnChoice<T>(name: string, columns: readonly RecordColumn<T>[]): Choice<T> {
  const storageKey = `gangshao.columns.${name}`
  const [hidden, setHidden] = useState<readonly string[]>(() => {
    const kept = readStored(storageKey)
    return kept === null ? columns.filter((c) => c.shown === 'hidden').map((c) => c.key) : kept.split(',')
  })
  return {
    shown: columns.filter((column) => column.shown === 'first' || !hidden.includes(column.key)),
    toggle: (key) => {
      const next = hidden.includes(key) ? hidden.filter((k) => k !== key) : [...hidden, key]
      setHidden(next)
      store(storageKey, next.join(','))
    },
  }
}

export function ColumnChoice<T>({ columns, choice }: { columns: readonly RecordColumn<T>[]; choice: Choice<T> }) {
  const t = useText(platformText)
  const boxes = columns.map((column) => (
    <Checkbox
      key={column.key}
      checked={choice.shown.includes(column)}
      disabled={column.shown === 'first'}
      onChange={() => choice.toggle(column.key)}
    >
      {column.title}
    </Checkbox>
  ))
  return (
    <Popover trigger="click" placement="bottomRight" content={<div className="column-choice">{boxes}</div>}>
      <Button icon={<SettingOutlined />}>{t('columns')}</Button>
    </Popover>
  )
}
