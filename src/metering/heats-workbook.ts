/** The heats of a span as a workbook: one row a heat, as the screen shows them. */
import ExcelJS from '@protobi/exceljs'
import type { Download } from '../platform/server/context.ts'
import { workbookFile } from '../platform/server/table-file.ts'
import { xlsxType } from '../platform/shared/sheet.ts'
import type { Language } from '../platform/shared/text.ts'
import type { LoadCurve } from './contract.ts'
import { meteringText } from './text.ts'

export async function heatsWorkbook(
  heats: LoadCurve['heats'],
  { account, from, to }: { account: string; from: string; to: string },
  language: Language,
): Promise<Download> {
  const words = meteringText[language]
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet(words.heats)
  sheet.addRow([
    words.account,
    words.heatFrom,
    words.heatTo,
    `${words.duration} (min)`,
    `${words.energy} (kWh)`,
    `${words.height} (kW)`,
    words.covered,
    `${words.notCoveredEnergy} (kWh)`,
  ]).font = { bold: true }
  for (const heat of heats)
    sheet.addRow([
      account,
      clockOf(heat.from),
      clockOf(heat.to),
      heat.durationMin,
      round(heat.energyKwh),
      round(heat.heightKw),
      heat.unlicensed ? words['covered.no'] : words['covered.yes'],
      round(heat.unlicensedKwh),
    ])
  sheet.columns.forEach((column) => {
    column.width = 18
  })
  return {
    fileName: `${words.heats}-${account}-${from}-${to}.xlsx`,
    type: xlsxType,
    content: await workbookFile(workbook),
  }
}

/** `2018-03-15 21:15`, China time, as text: a spreadsheet would move it to its own zone. */
const clockOf = (instant: string): string => instant.slice(0, 16).replace('T', ' ')
const round = (value: number): number => Math.round(value * 10) / 10
