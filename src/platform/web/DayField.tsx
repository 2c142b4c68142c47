import { DatePicker } from 'antd'
import dayjs from 'dayjs'

type Props = {
  id?: string | undefined
  /** `2018-03-15`. */
  value?: string | undefined
  onChange?: (value: string | undefined) => void
  label?: string
  disabled?: boolean
}

/** The first is shown; all may be typed. */
const formats = ['YYYY-MM-DD', 'YYYYMMDD', 'YYYY/M/D', 'YYYY.M.D', 'YYYY-M-D']

/** A day as text in a form; can be typed and chosen. */
export function DayField({ id, value, onChange, label, disabled }: Props) {
  return (
    <DatePicker
      id={id}
      aria-label={label}
      disabled={disabled}
      value={value ? dayjs(value) : null}
      format={formats}
      onKeyDown={(event) => {
        // Enter takes the day that was typed; it does not send the form
        if (event.key === 'Enter') event.preventDefault()
      }}
      onChange={(day) => onChange?.(day ? day.format('YYYY-MM-DD') : undefined)}
    />
  )
}
