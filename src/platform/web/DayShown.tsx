/** The day that is looked at, chosen in the bar above; what is not today says so on every screen and on paper. */
import { Button } from 'antd'
import { useAsOf } from './area-source.ts'
import { DayField } from './DayField.tsx'
import { presentDay } from './day-shown.ts'
import { useFormat } from './format.ts'
import { platformText } from './platform-text.ts'
import { useText } from './text.tsx'

export function DayPick() {
  const t = useText(platformText)
  const { asOf, setAsOf } = useAsOf()
  return (
    <span className="day-pick">
      <DayField label={t('dayShown')} value={asOf ?? presentDay()} onChange={setAsOf} />
    </span>
  )
}

export function DayBanner() {
  const t = useText(platformText)
  const format = useFormat()
  const { asOf, setAsOf } = useAsOf()
  if (asOf === undefined) return null
  const day = format.date(asOf)
  return (
    <div className="day-banner" role="status">
      <span>{t(asOf < presentDay() ? 'pastShown' : 'futureShown', { day })}</span>
      <Button size="small" onClick={() => setAsOf(undefined)}>
        {t('backToToday')}
      </Button>
    </div>
  )
}
