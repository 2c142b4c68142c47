type Choice<T extends string> = { value: T; label: string }

/** Big targets, one under the other. */
export function Choices<T extends string>({
  name,
  choices,
  chosen,
  many = false,
  onChoose,
}: {
  name: string
  choices: readonly Choice<T>[]
  chosen: readonly T[]
  many?: boolean
  onChoose: (value: T) => void
}) {
  return (
    <div className="choices">
      {choices.map(({ value, label }) => (
        <label key={value} className={chosen.includes(value) ? 'choice chosen' : 'choice'}>
          <input
            type={many ? 'checkbox' : 'radio'}
            name={name}
            value={value}
            checked={chosen.includes(value)}
            onChange={() => onChoose(value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </div>
  )
}
