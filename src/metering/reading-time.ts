/** Times of readings as power companies write them → minutes since 1970-01-01 00:00 of China standard time. */
import { dayNumber } from './day.ts'

const chinaOffsetMinutes = 480
const pattern =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s*(Z|[+-]\d{2}:?\d{2})?$/

/** `2018-04-01T00:15:00+08:00`, `2018-04-01 00:15[:00]`, `2018/4/1 0:15`, `2018-04-01 24:00`; null where it is none or has seconds. */
export function readingMinute(text: string): number | null {
  const parts = pattern.exec(text)
  if (!parts) return null
  const [, year = '', month = '', day = '', hours, minutes, seconds = '0', zone] = parts
  const [hour, minute] = [Number(hours), Number(minutes)]
  if (Number(seconds) !== 0 || minute > 59 || hour > 24 || (hour === 24 && minute > 0)) return null
  const number = dayOrNull(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  if (number === null) return null
  const local = number * 1440 + hour * 60 + minute
  return zone === undefined ? local : local - zoneMinutes(zone) + chinaOffsetMinutes
}

/** Whether the text says 24:00, which only the end of an interval can be. */
export const isEndOfDay = (text: string): boolean => /[T ]24:00/.test(text)

function zoneMinutes(zone: string): number {
  if (zone === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return zone.startsWith('-') ? -minutes : minutes
}

function dayOrNull(day: string): number | null {
  try {
    return dayNumber(day)
  } catch {
    return null
  }
}
