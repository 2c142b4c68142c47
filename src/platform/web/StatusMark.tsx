/** The status language of ui.md: colour, shape and word together, the same everywhere. */
import type { ReactNode } from 'react'
import { platformText } from './platform-text.ts'
import { useText } from './text.tsx'

export const markStatuses = ['done', 'doneLate', 'due', 'soon', 'overdue', 'unknown', 'suspended', 'ended'] as const
export type MarkStatus = (typeof markStatuses)[number]

const tick = <path d="M4.2 7.2 6.3 9.3 10 5" fill="none" stroke="var(--surface)" strokeWidth="1.6" />
const disc = <circle cx="7" cy="7" r="6" />

const shapes: Readonly<Record<MarkStatus, ReactNode>> = {
  done: (
    <>
      {disc}
      {tick}
    </>
  ),
  doneLate: (
    <>
      <path d="M7 1a6 6 0 1 0 6 6h-2.2V3.6A6 6 0 0 0 7 1z" />
      {tick}
      <path d="M12 1v4h1.8" fill="none" stroke="currentColor" strokeWidth="1.4" />
    </>
  ),
  due: (
    <>
      <circle cx="7" cy="7" r="5.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M7 3.6A3.4 3.4 0 0 1 7 10.4z" />
    </>
  ),
  soon: (
    <>
      <path d="M7 1 13.2 12.4H.8z" />
      <path d="M7 5v3.4M7 9.6v1.4" stroke="var(--surface)" strokeWidth="1.5" />
    </>
  ),
  overdue: (
    <>
      <path d="M7 .4 13.6 7 7 13.6.4 7z" />
      <path d="M7 3.8v4M7 9v1.5" stroke="var(--surface)" strokeWidth="1.5" />
    </>
  ),
  unknown: (
    <path
      d="M1.5 1.5h11v11h-11zM1.5 6 6 1.5M1.5 11 11 1.5M4 12.5 12.5 4M8.5 12.5l4-4"
      fill="none"
      stroke="currentColor"
    />
  ),
  suspended: <path d="M2.5 2h3v10h-3zM8.5 2h3v10h-3z" />,
  ended: <path d="M2 2h10v10H2z" fill="none" stroke="currentColor" strokeWidth="1.6" />,
}

/** @param word replaces the general word by the module's own (`已签收`); the shape keeps the meaning. */
export function StatusMark({ status, word }: { status: MarkStatus; word?: string }) {
  const t = useText(platformText)
  return (
    <span className={`status-mark status-${status}`}>
      <svg viewBox="0 0 14 14" width="14" height="14" fill="currentColor" aria-hidden="true">
        {shapes[status]}
      </svg>
      {word ?? t(`status.${status}`)}
    </span>
  )
}
