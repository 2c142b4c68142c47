import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useDayKept } from './search.ts'

type Props = { to: string; children: ReactNode; className?: string; label?: string }

/** A link to a screen of ours by its whole address: `/leads?status=overdue`. */
export function ScreenLink({ to, children, className, label }: Props) {
  const keep = useDayKept()
  return (
    <Link {...keep(to)} className={className} aria-label={label}>
      {children}
    </Link>
  )
}

/**
 * A figure that opens the list behind it; one without a list is not shown as a link.
 * @param label what is counted, for those who hear it: it is said before the figure.
 */
export function FigureLink({ value, unit, to, label }: { value: string; unit?: string; to: string; label?: string }) {
  return (
    <ScreenLink to={to} className="figure-link" {...(label && { label: `${label} ${value}${unit ?? ''}` })}>
      <b>{value}</b>
      {unit && <small>{unit}</small>}
    </ScreenLink>
  )
}
