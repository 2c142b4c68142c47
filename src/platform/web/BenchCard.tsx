import { type ReactNode, useId } from 'react'
import { platformText } from './platform-text.ts'
import { ScreenLink } from './ScreenLink.tsx'
import { useText } from './text.tsx'

/** A card of the workbench. @param to the list behind it. */
export function BenchCard({
  title,
  to,
  extra,
  children,
}: {
  title: string
  to?: string
  extra?: ReactNode
  children: ReactNode
}) {
  const t = useText(platformText)
  const id = useId()
  return (
    <section className="bench-card" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {extra}
        {to && <ScreenLink to={to}>{t('list')}</ScreenLink>}
      </header>
      {children}
    </section>
  )
}
