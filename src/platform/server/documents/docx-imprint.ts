/** 版记: copy-to and print lines at the foot of the last page. */
import {
  AlignmentType,
  BorderStyle,
  HorizontalPositionRelativeFrom,
  type IBorderOptions,
  type Paragraph,
  TabStopType,
  TextRun,
  TextWrappingType,
  VerticalPositionAlign,
  VerticalPositionRelativeFrom,
} from 'docx'
import { ShapeRun } from 'docx/shapes'
import { widthInCharacters } from '../../shared/even-lines.ts'
import type { printedLines } from '../../shared/official-document.ts'
import { emptyLine, lineOf, runs, twips } from './docx-text.ts'
import { linePt, mmToPt, page, printLineScale, size, smallLinePt, wordMargin } from './layout.ts'

const small = { sizePt: size.four }
const one = twips(size.four)
const width = twips(mmToPt(page.typeAreaMm))
const rulePitchPt = 3

/** A rule as wide as the type area. Word counts eighths of a point: 0.35 mm is 1 pt, 0.25 mm about 0.75 pt. */
function rule(eighths: 8 | 6): Paragraph {
  const bottom: IBorderOptions = { style: BorderStyle.SINGLE, size: eighths, color: '000000', space: 0 }
  return emptyLine({ pitchPt: rulePitchPt, border: { bottom } })
}

/** 抄送：…, later lines under the first recipient. */
const copyLine = (copyTo: string): Paragraph =>
  lineOf(runs(`抄送：${copyTo}`, small), {
    alignment: AlignmentType.BOTH,
    indent: { left: 4 * one, right: one, hanging: 3 * one },
    pitchPt: smallLinePt,
  })

function printLine({ agency, date }: { agency: string; date: string }): Paragraph {
  const style = { ...small, scale: printLineScale(agency, date) }
  return lineOf([...runs(agency, style), new TextRun({ text: '	' }), ...runs(date, style)], {
    indent: { left: one },
    tabStops: [{ type: TabStopType.RIGHT, position: width - one }],
    pitchPt: smallLinePt,
  })
}

const pixels = (pt: number): number => Math.round((pt * 96) / 72)
const emu = (mm: number): number => Math.round(mm * 36_000)

type Lines = ReturnType<typeof printedLines>

/** @returns how many lines of body text the imprint covers at the foot of its page; at most one too many. */
export function imprintHeightInLines({ copyTo, print }: Lines): number {
  // Four characters of indent and one of white on the right; one more for a line that must not begin with its character.
  const copyLines = copyTo === null ? 0 : Math.ceil((widthInCharacters(copyTo) + 1) / (Math.floor(width / one) - 5))
  const printLines = print === null ? 0 : 1
  if (copyLines + printLines === 0) return 0
  return Math.ceil(((copyLines + printLines) * smallLinePt + 3 * (rulePitchPt + 1)) / linePt)
}

/**
 * A text box at the foot of the page that bears the run; nothing for a document that is neither copied nor printed.
 * It lies over the text, which leaves `imprintHeightInLines` free: a box that pushes text aside pulls signature and text apart.
 * A box, because LibreOffice 7.4 leaves floating tables and framed paragraphs with borders where they are in the text.
 */
export function imprint(printed: Lines): ShapeRun[] {
  const rows = [
    ...(printed.copyTo === null ? [] : [copyLine(printed.copyTo)]),
    ...(printed.print === null ? [] : [printLine(printed.print)]),
  ]
  if (rows.length === 0) return []
  /** Word's margin lies below the type area, where the last rule belongs. */
  const belowMm = page.bottomMm - wordMargin.bottomMm
  const box = new ShapeRun({
    type: 'rectangle',
    transformation: { width: pixels(mmToPt(page.typeAreaMm)), height: 'fitText' },
    children: [rule(8), ...rows.flatMap((row, i) => (i === 0 ? [row] : [rule(6), row])), rule(8)],
    textOptions: {
      margins: { top: 0, left: 0, right: 0, bottom: mmToPt(belowMm) },
      wrap: true,
      resizeShapeToFitText: true,
      verticalAlignment: 'bottom',
    },
    // The package would count shapes over all documents of the process.
    altText: { id: '1', name: '版记', description: '抄送机关、印发机关和印发日期' },
    fill: 'none',
    line: 'none',
    floating: {
      horizontalPosition: { relative: HorizontalPositionRelativeFrom.PAGE, offset: emu(page.leftMm) },
      verticalPosition: { relative: VerticalPositionRelativeFrom.MARGIN, align: VerticalPositionAlign.BOTTOM },
      wrap: { type: TextWrappingType.NONE },
      allowOverlap: false,
    },
  })
  return [box]
}
