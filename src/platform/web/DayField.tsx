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

/** The first is shown; all may be typed. Each of full length: the field takes a day as soon as it is one, and `2026-3-1` becomes `2026-3-15`. */
const formats = ['YYYY-MM-DD', 'YYYYMMDD', 'YYYY/MM/DD', 'YYYY.MM.DD']

/** Below the field, above it where there is no room; moved in from the edge of a phone. */
const placements = {
  bottomLeft: { points: ['tl', 'bl'], offset: [0, 4], overflow: { shiftX: true, adjustY: true } },
}

/** A day as text in a form; can be typed and chosen. */
export function DayField({ id, value, onChange, label, disabled }: Props) {
  return (
    <DatePicker
      id={id}
      aria-label={label}
      disabled={disabled}
      value={value ? dayjs(value) : null}
      format={formats}
      builtinPlacements={placements}
      onKeyDown={(event) => {
        // Enter takes the day that was typed; it does not send the form
        if (event.key === 'Enter') event.preventDefault()
      }}
      onChange={(day) => onChange?.(day ? day.format('YYYY-MM-DD') : undefined)}
    />
  )
}
