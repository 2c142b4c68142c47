import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useFormat } from '../../platform/web/format.ts'

type Props = {
  id?: string
  /** `2018-03-15`. */
  value?: string | undefined
  onChange?: (value: string | undefined) => void
  label?: string
  disabled?: boolean
}

/** A day as text in a form, `2018-03-15 (周四)` on the screen. */
export function DayField({ id, value, onChange, label, disabled }: Props) {
  const format = useFormat()
  return (
    <DatePicker
      id={id}
      aria-label={label}
      disabled={disabled}
      value={value ? dayjs(value) : null}
      format={(day) => format.date(day.format('YYYY-MM-DD'))}
      onChange={(day) => onChange?.(day ? day.format('YYYY-MM-DD') : undefined)}
    />
  )
}
