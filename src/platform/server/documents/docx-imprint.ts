/** 版记: copy-to and print lines at the foot of the last page. */
import {
  AlignmentType,
  BorderStyle,
  FrameAnchorType,
  FrameWrap,
  HeightRule,
  HorizontalPositionAlign,
  type Paragraph,
  TabStopType,
  TextRun,
  VerticalPositionAlign,
} from 'docx'
import type { printedLines } from '../../shared/official-document.ts'
import { emptyLine, lineOf, runs, twips } from './docx-text.ts'
import { mmToPt, page, size, smallLinePt } from './layout.ts'

const small = { sizePt: size.four }
const one = twips(size.four)
const width = twips(mmToPt(page.typeAreaMm))

/** Paragraphs one after the other with the same frame stand in one frame: LibreOffice puts no floating table at the foot. */
const frame = {
  type: 'alignment',
  width,
  height: 0,
  rule: HeightRule.AUTO,
  anchor: { horizontal: FrameAnchorType.MARGIN, vertical: FrameAnchorType.MARGIN },
  alignment: { x: HorizontalPositionAlign.LEFT, y: VerticalPositionAlign.BOTTOM },
  wrap: FrameWrap.NOT_BESIDE,
} as const

/** A rule as wide as the type area. Eighths of a point: 0.35 mm is 1 pt, 0.25 mm about 0.75 pt. */
const rule = (eighths: 8 | 6): Paragraph =>
  emptyLine({ frame, pitchPt: 3, border: { bottom: { style: BorderStyle.SINGLE, size: eighths, color: '000000', space: 0 } } })

/** 抄送：…, later lines under the first recipient. */
const copyLine = (copyTo: string): Paragraph =>
  lineOf(runs(`抄送：${copyTo}`, small), {
    frame,
    alignment: AlignmentType.BOTH,
    indent: { left: 4 * one, right: one, hanging: 3 * one },
    pitchPt: smallLinePt,
  })

const printLine = (print: { agency: string; date: string }): Paragraph =>
  lineOf([...runs(print.agency, small), new TextRun({ text: '\t' }), ...runs(print.date, small)], {
    frame,
    indent: { left: one },
    tabStops: [{ type: TabStopType.RIGHT, position: width - one }],
    pitchPt: smallLinePt,
  })

/** A frame that hangs on the paragraph after it; nothing for a document that is neither copied nor printed. */
export function imprint(lines: ReturnType<typeof printedLines>): Paragraph[] {
  const rows = [
    ...(lines.copyTo === null ? [] : [copyLine(lines.copyTo)]),
    ...(lines.print === null ? [] : [printLine(lines.print)]),
  ]
  if (rows.length === 0) return []
  return [rule(8), ...rows.flatMap((row, i) => (i === 0 ? [row] : [rule(6), row])), rule(8)]
}
