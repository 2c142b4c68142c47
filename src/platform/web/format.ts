/** Figures, money, dates and instants as ui.md wants them; all times are Beijing time. */
import { endOfDayInChina } from '../shared/calendar.ts'
import type { Language } from '../shared/text.ts'
import { pastDay, presentDay } from './day-shown.ts'
import { useLanguage } from './text.tsx'

const zone = 'Asia/Shanghai'
const localeOf = { zh: 'zh-CN', en: 'en-GB' } as const satisfies Record<Language, string>
const minute = 60_000
const day = 86_400_000

/** The day by which things are due, late or running: the past day that is looked at, else today. */
export const today = (): string => pastDay() ?? presentDay()

const presentInstant = (): number => {
  const past = pastDay()
  return past === undefined ? Date.now() : endOfDayInChina(past).getTime()
}

export type Format = {
  /** Thousands separated. */
  number: (value: number, digits?: number) => string
  /** With its unit, a narrow space between: `1,250 kVA`. */
  quantity: (value: number, unit: string, digits?: number) => string
  /** Yuan. */
  money: (yuan: number) => string
  /** A share of 0–1 as per cent. */
  share: (value: number, digits?: number) => string
  /** `2018-03-15 (周四)`. */
  date: (date: string) => string
  /** `2018-03-15 14:05`. */
  instant: (at: string) => string
  /** `3 小时前`. */
  relative: (at: string) => string
}

export const formats = (language: Language): Format => {
  const locale = localeOf[language]
  const number = (value: number, digits = 0) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)
  return {
    number,
    quantity: (value, unit, digits) => `${number(value, digits)}\u202f${unit}`,
    money: (yuan) => (language === 'zh' ? `${number(yuan, 2)}\u202f元` : `CNY\u202f${number(yuan, 2)}`),
    share: (value, digits = 0) => `${number(value * 100, digits)}%`,
    date: (date) =>
      `${date} (${new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(Date.parse(date))})`,
    instant: (at) =>
      new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(
        Date.parse(at),
      ),
    relative: (at) => relative(locale, Date.parse(at) - presentInstant()),
  }
}

function relative(locale: string, distance: number): string {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const size = Math.abs(distance)
  if (size < 60 * minute) return words.format(Math.round(distance / minute), 'minute')
  if (size < day) return words.format(Math.round(distance / (60 * minute)), 'hour')
  if (size < 60 * day) return words.format(Math.round(distance / day), 'day')
  return words.format(Math.round(distance / (30 * day)), 'month')
}

const known = { zh: formats('zh'), en: formats('en') }

/** `const format = useFormat()`, then `format.date('2018-03-15')`. */
export const useFormat = (): Format => known[useLanguage()]

/** `340 kB` of a size in bytes. */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes}\u202fB`
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)}\u202fkB` : `${(bytes / 1_000_000).toFixed(1)}\u202fMB`
}
