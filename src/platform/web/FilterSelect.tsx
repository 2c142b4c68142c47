/** A filter above a list: one of a few choices, or all of them. */
import { Select } from 'antd'

type Props<V extends string> = {
  label: string
  /** Shown while nothing is chosen; the label where there is no word for all. */
  all?: string
  value: V | undefined
  choices: readonly V[]
  wordOf: (choice: V) => string
  onChange: (choice: V | undefined) => void
}

export function FilterSelect<V extends string>({ label, all = label, value, choices, wordOf, onChange }: Props<V>) {
  return (
    <Select<V>
      allowClear
      className="filter-select"
      aria-label={label}
      placeholder={all}
      value={value}
      onChange={onChange}
      options={choices.map((choice) => ({ value: choice, label: wordOf(choice) }))}
    />
  )
}
