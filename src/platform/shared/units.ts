/** Figures with their units and dates as ui.md wants them, for screens, documents and the command line alike. */
import type { Language } from './text.ts'

export const units = {
  kw: { zh: 'kW', en: 'kW' },
  kwh: { zh: 'kWh', en: 'kWh' },
  kva: { zh: 'kVA', en: 'kVA' },
  tonne: { zh: '吨', en: 't' },
  tonnePerHour: { zh: '吨/时', en: 't/h' },
  yuan: { zh: '元', en: 'CNY' },
} as const
export type Unit = keyof typeof units

const narrowSpace = '\u202f'
const minus = '\u2212'
/** What a figure that is not known shows: never 0. */
export const unknownFigure = '—'

/** Thousands separated, always `digits` places, so that figures of a column stand under each other: `1,250.0`. */
export function formatNumber(value: number | null, digits = 0): string {
  if (value === null || !Number.isFinite(value)) return unknownFigure
  const text = new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    value,
  )
  // -0.4 without places is 0, not -0.
  return text.startsWith('-') ? (/[1-9]/.test(text) ? minus + text.slice(1) : text.slice(1)) : text
}

/** With its unit behind a narrow space: `1,250 kVA`. Unknown has no unit. */
export const formatQuantity = (value: number | null, unit: Unit, language: Language = 'zh', digits = 0): string => {
  const figure = formatNumber(value, digits)
  return figure === unknownFigure ? figure : `${figure}${narrowSpace}${units[unit][language]}`
}

/** A share of 0–1 in per cent: `37.5%`. */
export function formatShare(share: number | null, digits = 0): string {
  const figure = formatNumber(share === null ? null : share * 100, digits)
  return figure === unknownFigure ? figure : `${figure}%`
}

const weekdays = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
} as const

/** `2018-03-15 (周四)`. @param date an ISO date. */
export const formatDate = (date: string, language: Language = 'zh'): string =>
  `${date} (${weekdays[language][new Date(`${date}T00:00:00Z`).getUTCDay()]})`
