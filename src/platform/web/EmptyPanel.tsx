import { EnvironmentOutlined, FilterOutlined, InboxOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { platformText } from './platform-text.ts'
import { useText } from './text.tsx'

export type EmptyWhy = 'noData' | 'filter' | 'scope'

const icons = { noData: <InboxOutlined />, filter: <FilterOutlined />, scope: <EnvironmentOutlined /> }

type Props = {
  why: EmptyWhy
  /** Says more precisely what is empty and what to do. */
  words?: ReactNode
  onClearFilters?: () => void
  actions?: ReactNode
}

/** Says why nothing is here: no data, filters, or scope. */
export function EmptyPanel({ why, words, onClearFilters, actions }: Props) {
  const t = useText(platformText)
  return (
    <div className="quiet-panel">
      <span className="quiet-icon" aria-hidden>
        {icons[why]}
      </span>
      <strong>{t(`empty.${why}`)}</strong>
      <p>{words ?? t(`empty.${why}Help`)}</p>
      {why === 'filter' && onClearFilters && <Button onClick={onClearFilters}>{t('clearFilters')}</Button>}
      {actions}
    </div>
  )
}
