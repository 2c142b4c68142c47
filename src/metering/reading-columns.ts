/** The header of a file of readings → its layout: a day in a row (96 or 48 values), or an interval in a row. */
import { slotLabel, slotsPerDay } from './reading.ts'

export type Layout =
  | { readonly kind: 'wide'; readonly points: 96 | 48 }
  | { readonly kind: 'long'; readonly account: number; readonly time: number; readonly load: number }

const names = {
  account: ['meter_id', 'account', 'accountno', 'account_no', '户号', '用户编号', '用户号', '用电户号', '客户编号'],
  day: ['date', 'day', '日期', '数据日期'],
  time: ['time', 'timestamp', 'datetime', '时间', '数据时间', '采集时间', '时标', '时刻'],
  load: ['kw', 'load_kw', 'loadkw', 'power', 'power_kw', '功率', '有功功率', '负荷', '有功'],
} as const

/** `v00` … `v95`, as the wide file names them. */
const slotName = (slot: number): string => `v${String(slot).padStart(2, '0')}`

export const readingColumns = ['meter_id', 'date', ...Array.from({ length: slotsPerDay }, (_, slot) => slotName(slot))]

/** `功率(kW)` and `功率（kW）` are `功率`; another unit stays and so is not known. */
const plain = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[（([]\s*kw\s*[）)\]]$/, '')
    .trim()

const isOne = (kind: keyof typeof names, name: string | undefined): boolean =>
  name !== undefined && names[kind].some((known) => known === name)

/** The layout, or a sentence that says which column is not as expected. */
export function layoutOf(header: readonly string[]): Layout | string {
  const columns = header.map(plain)
  const find = (kind: keyof typeof names) => columns.findIndex((name) => isOne(kind, name))
  const time = find('time')
  if (time >= 0) {
    const [account, load] = [find('account'), find('load')]
    if (account < 0) return 'no column of accounts: account or 户号'
    return load < 0 ? 'no column of loads in kW: kW or 功率' : { kind: 'long', account, time, load }
  }
  if (!isOne('account', columns[0])) return 'column 1 must be meter_id or 户号'
  if (!isOne('day', columns[1])) return 'column 2 must be date or 日期'
  return wideOf(columns.slice(2))
}

function wideOf(values: readonly string[]): Layout | string {
  const points = values.length <= 48 ? 48 : 96
  const wrong = Array.from({ length: points }, (_, index) => index).find(
    (index) => !isPoint(values[index], index, points),
  )
  return wrong === undefined ? { kind: 'wide', points } : `column ${wrong + 3} must be ${slotName(wrong)}`
}

/** By slot (v00), by number of the point (p1), or by the start or the end of the interval (00:00, 00:15). */
function isPoint(name: string | undefined, index: number, points: 96 | 48): boolean {
  const step = slotsPerDay / points
  const wanted = [slotName(index), `p${index + 1}`, slotLabel(index * step), slotLabel((index + 1) * step)]
  return name !== undefined && wanted.includes(name)
}
