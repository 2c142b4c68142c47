/** Tables of an official document in Word: head repeated on each page, rows kept whole. */
import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx'
import type { DocumentTable } from '../../shared/official-document.ts'
import { emptyLine, lineOf, type RunStyle, runStyle, runs, twips } from './docx-text.ts'
import { mmToPt, page, size } from './layout.ts'

const border = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
const borders = {
  top: border,
  bottom: border,
  left: border,
  right: border,
  insideHorizontal: border,
  insideVertical: border,
}
const alignments = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const

/** @returns whole twips per column that add up to the type area. */
function columnWidths(columns: DocumentTable['columns']): number[] {
  const total = twips(mmToPt(page.typeAreaMm))
  const shares = columns.reduce((sum, column) => sum + column.width, 0)
  let used = 0
  let sharesSoFar = 0
  return columns.map(({ width }) => {
    sharesSoFar += width
    const right = Math.round((total * sharesSoFar) / shares)
    const own = right - used
    used = right
    return own
  })
}

function tableCell(text: string, width: number, align: 'left' | 'center' | 'right', style: RunStyle): TableCell {
  const paragraph = new Paragraph({
    children: runs(text, style),
    run: runStyle(style),
    alignment: alignments[align],
    spacing: { line: twips(18), lineRule: LineRuleType.AT_LEAST, before: 0, after: 0 },
  })
  return new TableCell({
    children: [paragraph],
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
  })
}

/** Caption, unit line, table and half a line of white, in that order. */
export function docxTable(table: DocumentTable): (Paragraph | Table)[] {
  const widths = columnWidths(table.columns)
  const cells = (texts: readonly string[], style: RunStyle, align?: 'center') =>
    texts.map((text, i) => tableCell(text, widths[i] ?? 0, align ?? table.columns[i]?.align ?? 'center', style))
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: cells(
      table.columns.map((column) => column.title),
      { font: 'hei', sizePt: size.smallFour },
      'center',
    ),
  })
  const rows = table.rows.map(
    (row) => new TableRow({ cantSplit: true, children: cells(row, { sizePt: size.smallFour }) }),
  )
  const above: Paragraph[] = []
  if (table.caption !== undefined)
    above.push(
      lineOf(runs(table.caption, { font: 'hei', sizePt: size.four }), {
        alignment: AlignmentType.CENTER,
        keepNext: true,
      }),
    )
  if (table.unit !== undefined)
    above.push(
      lineOf(runs(`单位：${table.unit}`, { sizePt: size.smallFour }), {
        alignment: AlignmentType.RIGHT,
        keepNext: true,
        pitchPt: 20,
      }),
    )
  return [
    ...above,
    new Table({
      rows: [head, ...rows],
      width: { size: twips(mmToPt(page.typeAreaMm)), type: WidthType.DXA },
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
      borders,
      margins: { marginUnitType: WidthType.DXA, top: 40, bottom: 40, left: 60, right: 60 },
    }),
    emptyLine({ pitchPt: 12 }),
  ]
}
