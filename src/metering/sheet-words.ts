/** Words, figures and times of the sheet. */
import type { Language, TextValues } from '../platform/shared/text.ts'
import { sheetText } from './sheet-text.ts'

export type SheetKey = keyof typeof sheetText.zh
export type Words = (key: SheetKey, values?: TextValues) => string

export const sheetWord =
  (language: Language): Words =>
  (key, values = {}) =>
    Object.entries(values).reduce(
      (text, [name, value]) => text.replaceAll(`{{${name}}}`, String(value)),
      sheetText[language][key],
    )

/** Thousands separated. */
export const figure = (value: number, digits = 0): string => value.toFixed(digits).replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** `2018-03-15 14:05`, China time. */
export const clockText = (at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' }).format(at)
