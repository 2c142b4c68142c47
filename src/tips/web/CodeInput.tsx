type Props = { value: string; onChange: (typed: string) => void }

/** Where a code is typed: nothing on the device remembers or corrects it. */
export const CodeInput = ({ value, onChange }: Props) => (
  <input
    className="code"
    autoComplete="off"
    autoCapitalize="characters"
    spellCheck={false}
    maxLength={40}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
)
