import { useQuery } from '@tanstack/react-query'
import { Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useText } from '../../platform/web/text.tsx'
import { noticesText } from '../text.ts'
import { notices } from './notices-client.ts'

/** The notice this one follows: kept here, or known by its number only. */
export function SuperiorFields({
  ownId,
  current,
}: {
  ownId: string | undefined
  current: { id: string; title: string; number: string | null } | null
}) {
  const t = useText(noticesText)
  const [text, setText] = useState('')
  const found = useQuery({
    queryKey: ['notices', 'superior', text],
    queryFn: () => notices.listNotices({ status: 'issued', text: text || undefined, limit: 20 }),
  })
  const chosen = Form.useWatch<string | undefined>('superiorNoticeId')
  const rows = (found.data?.rows ?? []).filter((row) => row.id !== ownId)
  const known = current && !rows.some((row) => row.id === current.id) ? [current, ...rows] : rows
  return (
    <div className="field-pair">
      <Form.Item name="superiorNoticeId" label={t('superior.kept')} extra={t('superior.help')}>
        <Select
          allowClear
          showSearch={{ filterOption: false, onSearch: setText }}
          loading={found.isFetching}
          options={known.map((row) => ({ value: row.id, label: `${row.number ?? ''} ${row.title}` }))}
        />
      </Form.Item>
      {!chosen && (
        <Form.Item name="superiorNumber" label={t('superior.number')}>
          <Input maxLength={200} />
        </Form.Item>
      )}
    </div>
  )
}
