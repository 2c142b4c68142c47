/** What the papers of the demo city's foundries say beside their shift: hours, yearly volume, declared output, invoices. */
import { enterprisesContract } from '../../enterprises/contract.ts'
import type { LoadKind } from '../../metering/example-loads.ts'
import { firstOfMonth, monthOf } from '../../metering/melted.ts'
import { addDays } from '../../platform/shared/calendar.ts'
import type { Hands } from './hands.ts'

export type Papers = {
  hours: string
  volumeT: number
  declaredT: number
  /** A month; null: the tax authority has told nothing. */
  invoicedT: number | null
}

/** Tonnes a month that a foundry of the simulator can have melted per kW of contract, about the middle of the range. */
const tonnesPerKw = 0.2
const hoursOf: Partial<Record<LoadKind, string>> = { 'foundry-day': '06:00-20:00', 'foundry-night': '21:00-08:00' }

/** Every third foundry has its licence in full; the first of them melts beyond its volume and invoices little. @param index of the firm. */
export function papersOf(load: LoadKind, index: number, contractKva: number): Papers | null {
  const hours = hoursOf[load]
  if (hours === undefined || index % 3 !== 0) return null
  const monthT = Math.round(contractKva * 0.9 * tonnesPerKw)
  if (index === 0) return { hours, volumeT: 150, declaredT: 140, invoicedT: 12 }
  return { hours, volumeT: 20 * monthT, declaredT: 12 * monthT, invoicedT: index === 3 ? monthT : null }
}

const monthsTold = 3

/** A table of the last months that are over, handed in by the office of the county. */
export async function enterInvoices(
  hands: Hands,
  { userName, areaId }: { userName: string; areaId: number },
  firms: readonly { uscc: string; papers: Papers | null }[],
  today: string,
): Promise<void> {
  const months = Array.from({ length: monthsTold }).reduce<string[]>(
    (list) => [...list, monthOf(addDays(firstOfMonth(list.at(-1) ?? monthOf(today)), -1))],
    [],
  )
  const lines = firms.flatMap(({ uscc, papers }) =>
    papers && papers.invoicedT !== null ? months.map((month) => [uscc, month, papers.invoicedT].join(',')) : [],
  )
  if (lines.length === 0) return
  const table = Buffer.from(`\ufeff${['统一社会信用代码,月份,开票吨数', ...lines].join('\n')}\n`)
  const fileId = await hands.upload(userName, areaId, 'import', '开票吨数.csv', table)
  await hands.ok(userName, enterprisesContract.importInvoicedTonnages, {
    fileId,
    agreement: '税务数据共享协议（示范）第1号',
    document: '税务数据比对函（示范）第1号',
  })
}
