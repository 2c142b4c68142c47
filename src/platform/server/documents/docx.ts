/** Renders an official document as Word (.docx) in the layout of GB/T 9704-2012. */
import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  Header,
  Packer,
  PageNumber,
  type Paragraph,
  type Table,
  TabStopType,
  TextRun,
} from 'docx'
import { widthInCharacters } from '../../shared/even-lines.ts'
import {
  documentKinds,
  type OfficialDocument,
  type OfficialDocumentInput,
  officialDocument,
  printedBody,
  printedLines,
  signaturePlacement,
} from '../../shared/official-document.ts'
import { annexes } from './docx-annex.ts'
import { bodyBlock } from './docx-body.ts'
import { imprint, imprintHeightInLines } from './docx-imprint.ts'
import { settle } from './docx-package.ts'
import { bodyLine, characters, emptyLine, lineOf, runStyle, runs, twips } from './docx-text.ts'
import {
  charactersPerLine,
  headerMark,
  headerMarkTopMm,
  linePt,
  mmToPt,
  page,
  pageNumberGapMm,
  red,
  ruleGapMm,
  sealLines,
  size,
  titleLinePt,
  wordMargin,
} from './layout.ts'

type Lines = ReturnType<typeof printedLines>

/** White between a line's edge and its 3号 characters, which stand in the middle of the pitch. */
const halfWhitePt = (linePt - size.three) / 2

/** 份号, 密级, 紧急程度, then the red header, the number and the red rule. */
function head(document: OfficialDocument, lines: Lines): Paragraph[] {
  const marks = lines.marks.map((one) => lineOf(runs(one, { font: 'hei' })))
  const mark = headerMark(document.issuer)
  const markPitchPt = mark.sizePt * 1.25
  const above = mmToPt(headerMarkTopMm) + halfWhitePt - marks.length * linePt - (markPitchPt - mark.sizePt) / 2
  // Spacing above the first paragraph of a page is not everywhere honoured: an empty line of that height is.
  const space = emptyLine({ pitchPt: above })
  const { sizePt, scale } = mark
  const header = lineOf(runs(mark.lines.join('\n'), { font: 'song', sizePt, color: red, scale }), {
    alignment: AlignmentType.CENTER,
    pitchPt: markPitchPt,
  })
  const rule = { style: BorderStyle.SINGLE, size: 12, color: red, space: Math.round(mmToPt(ruleGapMm) - halfWhitePt) }
  const number =
    lines.signatory === null
      ? lineOf(runs(lines.number), { alignment: AlignmentType.CENTER, border: { bottom: rule } })
      : lineOf([...runs(lines.number), new TextRun({ text: '\t' }), ...runs(lines.signatory)], {
          indent: { left: 0, firstLine: characters(1) },
          tabStops: [{ type: TabStopType.RIGHT, position: twips(mmToPt(page.typeAreaMm)) - characters(1) }],
          border: { bottom: rule },
        })
  return [...marks, space, header, emptyLine(), emptyLine(), number]
}

/** 附件：1. …, later lines under the first title's first character. */
function attachmentLines(titles: readonly string[]): Paragraph[] {
  if (titles.length === 0) return []
  const left = characters(titles.length > 1 ? 6 : 5)
  return [
    emptyLine({ keepNext: true }),
    ...titles.map((title, i) =>
      lineOf(runs(i === 0 ? `附件：${title}` : title), {
        indent: { left, hanging: i === 0 ? left - characters(2) : characters(titles.length > 1 ? 1 : 0) },
        keepNext: true,
      }),
    ),
  ]
}

/** 出席：…, each on a paragraph of its own, later lines under the first name. */
function attendanceLines({ attendance }: Lines): Paragraph[] {
  if (attendance.length === 0) return []
  return [
    emptyLine(),
    ...attendance.map(({ label, names }) =>
      lineOf([...runs(label, { font: 'hei' }), ...runs(names)], {
        alignment: AlignmentType.BOTH,
        indent: { left: characters(2 + widthInCharacters(label)), hanging: characters(widthInCharacters(label)) },
      }),
    ),
  ]
}

/**
 * Room for the seal, name, date and room for the imprint are one paragraph, so that no page break parts them; name and
 * date are centred over each other between indents. The imprint hangs on it, at the foot of the page that bears the date,
 * where no annex follows: the imprint stands on the last page of all. Minutes bear no seal, so nothing but the imprint is left.
 */
function signature(lines: Lines): Paragraph[] {
  const agency = lines.signature
  const isLast = lines.annexes.length === 0
  const below = isLast ? [...imprint(lines), ...runs('\n'.repeat(imprintHeightInLines(lines)))] : []
  if (agency === null) return below.length === 0 ? [] : [lineOf(below, { keepLines: true })]
  const { agencyRight, dateRight } = signaturePlacement(agency, lines.date)
  // Play on each side, for the fonts that stand in where FangSong is not installed: their figures are wider by a quarter.
  const play = 1.5
  const right = Math.min(agencyRight, dateRight) - play
  const width = Math.max(widthInCharacters(agency), widthInCharacters(lines.date)) + 2 * play
  const room = '\n'.repeat(sealLines)
  return [
    lineOf([...runs(`${room}${agency}\n${lines.date}`), ...below], {
      alignment: AlignmentType.CENTER,
      indent: { left: characters(Math.max(0, charactersPerLine - right - width)), right: characters(right) },
      keepLines: true,
    }),
  ]
}

function content(document: OfficialDocument, lines: Lines): (Paragraph | Table)[] {
  const title = lineOf(runs(lines.title, { font: 'song', sizePt: size.two }), {
    alignment: AlignmentType.CENTER,
    pitchPt: titleLinePt,
  })
  const recipients = lines.recipients === null ? [] : [lineOf(runs(lines.recipients))]
  const asOf = lines.figuresAsOf === null ? [] : [bodyLine(lines.figuresAsOf, {}, { keepNext: true })]
  const closing = document.closing === undefined ? [] : [bodyLine(document.closing, {}, { keepNext: true })]
  const ending = [...asOf, ...closing]
  const body = printedBody(document.body)
  return [
    ...head(document, lines),
    emptyLine(),
    emptyLine(),
    title,
    emptyLine(),
    ...recipients,
    // No page holds nothing but a signature: the text's last line stays with it.
    ...body.flatMap((block, i) => bodyBlock(block, i === body.length - 1 && ending.length === 0)),
    ...ending,
    ...attachmentLines(lines.attachments),
    ...attendanceLines(lines),
    ...signature(lines),
    ...annexes(lines),
  ]
}

/** — 1 —, one character in from the outer edge. */
function pageNumber(side: 'left' | 'right'): Footer {
  const style = runStyle({ font: 'number', sizePt: size.four })
  const run = new TextRun({ ...style, children: ['— ', PageNumber.CURRENT, ' —'] })
  const indent = { [side]: twips(size.four) }
  const alignment = side === 'left' ? AlignmentType.LEFT : AlignmentType.RIGHT
  return new Footer({ children: [lineOf([run], { alignment, indent, pitchPt: pageNumberPitchPt })] })
}
const pageNumberPitchPt = 20

function pageHeader(marks: readonly string[]): Header {
  const text = marks.join('　')
  return new Header({
    children: [
      lineOf(runs(text, { font: 'hei', sizePt: size.four, color: red }), {
        alignment: AlignmentType.CENTER,
        pitchPt: 20,
      }),
    ],
  })
}

/** The dash stands in the middle of the footer's line: that line's bottom edge above the paper's edge. */
const footerPt = mmToPt(page.bottomMm - pageNumberGapMm) - pageNumberPitchPt / 2

const sectionProperties = {
  page: {
    size: { width: twips(mmToPt(page.widthMm)), height: twips(mmToPt(page.heightMm)) },
    margin: {
      top: twips(mmToPt(wordMargin.topMm)),
      bottom: twips(mmToPt(wordMargin.bottomMm)),
      left: twips(mmToPt(wordMargin.leftMm)),
      right: twips(mmToPt(wordMargin.rightMm)),
      header: twips(mmToPt(18)),
      footer: twips(footerPt),
      gutter: 0,
    },
  },
  // The exact pitch makes the 22 lines. A grid that snaps would stretch title and table lines to two.
  grid: { type: DocumentGridType.DEFAULT, linePitch: twips(linePt) },
}

/**
 * @returns the .docx, byte for byte the same for the same document; its properties name the issuer, never a person.
 * Throws a ZodError for a document of the wrong shape.
 */
export async function renderDocx(input: OfficialDocumentInput): Promise<Buffer> {
  const document = officialDocument.parse(input)
  const lines = printedLines(document)
  const headers = { default: pageHeader(lines.pageMarks), even: pageHeader(lines.pageMarks) }
  const file = new Document({
    title: document.title.replaceAll('\n', ''),
    subject: documentKinds[document.kind],
    creator: document.signature.agency,
    lastModifiedBy: document.signature.agency,
    revision: 1,
    evenAndOddHeaderAndFooters: true,
    // Figures count as Latin text: as Chinese text LibreOffice would break a number at a line's end.
    styles: { default: { document: { run: { ...runStyle(), language: { value: 'en-US', eastAsia: 'zh-CN' } } } } },
    sections: [
      {
        properties: sectionProperties,
        headers,
        footers: { default: pageNumber('right'), even: pageNumber('left') },
        children: content(document, lines),
      },
    ],
  })
  return settle(await Packer.toBuffer(file), document.signature.date)
}
