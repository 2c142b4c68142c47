import type { ReactNode } from 'react'

type Props = {
  label: string
  value: string
  onChange: (typed: string) => void
  /** Help or a warning below the box. */
  children?: ReactNode
}

/** Where a code is typed: nothing on the device remembers or corrects it. */
export const CodeField = ({ label, value, onChange, children }: Props) => (
  <label className="field">
    <span>{label}</span>
    <input
      className="code"
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      maxLength={40}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
    {children}
  </label>
)
