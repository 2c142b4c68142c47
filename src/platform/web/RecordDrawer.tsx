/** One record at the right: itself, its limits, what happened to it, and what can be done next. */
import { ExportOutlined } from '@ant-design/icons'
import { Drawer, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { PageError } from './ErrorPanel.tsx'
import { platformText } from './platform-text.ts'
import { RecordLimits } from './RecordLimits.tsx'
import { ScreenLink } from './ScreenLink.tsx'
import { Timeline } from './Timeline.tsx'
import { useText } from './text.tsx'
import { usePhone } from './use-phone.ts'

type Props = {
  /** Id of the record; undefined closes the drawer. With `useOpenRecord` it stands in the address. */
  subjectId: string | undefined
  onClose: () => void
  title: ReactNode
  /** StatusMark of the record. */
  status?: ReactNode
  /** Address of the record's own page. */
  address?: string
  loading?: boolean
  error?: Error | null
  onRetry?: () => void
  /** ActButtons in the order people use them; only the possible ones. */
  acts?: ReactNode
  children: ReactNode
}

export function RecordDrawer({
  subjectId,
  onClose,
  title,
  status,
  address,
  loading,
  error,
  onRetry,
  acts,
  children,
}: Props) {
  const t = useText(platformText)
  const phone = usePhone()
  return (
    <Drawer
      open={subjectId !== undefined}
      onClose={onClose}
      size={560}
      // on a desk the list beside it stays in use
      mask={phone}
      title={
        <span className="drawer-title">
          {title}
          {status}
        </span>
      }
      extra={
        address && (
          <ScreenLink to={address} label={t('fullPage')}>
            <ExportOutlined />
          </ScreenLink>
        )
      }
      footer={acts && !loading && !error && <div className="acts">{acts}</div>}
    >
      {error && <PageError error={error} onRetry={onRetry} />}
      {loading && <Skeleton active paragraph={{ rows: 6 }} />}
      {!loading && !error && subjectId && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long record without a link in it is scrolled by keys too
        <section tabIndex={0} aria-label={t('record')}>
          {children}
          <RecordHistory subjectId={subjectId} />
        </section>
      )}
    </Drawer>
  )
}

type History = {
  subjectId: string
  /** The record whose limits it is written for, where it has none of its own. */
  limitsOf?: string
}

/** Limits and timeline of a record; for drawers and for record pages. */
export function RecordHistory({ subjectId, limitsOf = subjectId }: History) {
  const t = useText(platformText)
  return (
    <>
      <h2 className="part">{t('limits')}</h2>
      <RecordLimits subjectId={limitsOf} />
      <h2 className="part">{t('timeline')}</h2>
      <Timeline subjectId={subjectId} />
    </>
  )
}
