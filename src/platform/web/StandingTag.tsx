import { Tooltip } from 'antd'
import { platformText } from './platform-text.ts'
import { useText } from './text.tsx'

export type RuleStanding = 'authentic' | 'secondary' | 'inferred' | 'unverified'

const marks: Readonly<Record<RuleStanding, string>> = { authentic: '✓', secondary: '≈', inferred: '∴', unverified: '?' }

/** How far a rule has been checked; a rule that is not `authentic` is always shown as such. @param grade A–D of a secondary source. */
export function StandingTag({ standing, grade }: { standing: RuleStanding; grade?: string | null }) {
  const t = useText(platformText)
  return (
    <Tooltip title={t(`standing.${standing}.help`)}>
      {/* focusable, so that the help is reached by keyboard */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a tooltip has to be reachable */}
      <span className={`standing standing-${standing}`} tabIndex={0}>
        <span aria-hidden="true">{marks[standing]}</span> {t(`standing.${standing}`)}
        {grade && ` ${grade}`}
      </span>
    </Tooltip>
  )
}
