/** Renders an official document as PDF in the layout of GB/T 9704-2012, by Typst. */
import {
  type OfficialDocument,
  type OfficialDocumentInput,
  officialDocument,
  printedBody,
  printedLines,
  signaturePlacement,
} from '../../shared/official-document.ts'
import {
  characterPt,
  headerMark,
  headerMarkTopMm,
  linePt,
  page,
  pageNumberGapMm,
  printLineScale,
  red,
  ruleGapMm,
  sealLines,
  size,
  smallLinePt,
  titleLinePt,
} from './layout.ts'
import { pdfTemplate } from './pdf-template.ts'
import { setPdf } from './typst.ts'

const measures = {
  ...page,
  red,
  linePt,
  smallLinePt,
  titleLinePt,
  characterPt,
  bodyPt: size.three,
  twoPt: size.two,
  fourPt: size.four,
  smallFourPt: size.smallFour,
  headerMarkTopMm,
  ruleGapMm,
  pageNumberGapMm,
  sealLines,
}

function templateData(document: OfficialDocument) {
  const lines = printedLines(document)
  const [year, month, day] = document.signature.date.split('-').map(Number)
  return {
    ...lines,
    ...signaturePlacement(document.signature.agency, lines.date),
    year,
    month,
    day,
    author: document.signature.agency,
    mark: headerMark(document.issuer),
    fileTitle: document.title.replaceAll('\n', ''),
    body: printedBody(document.body),
    closing: document.closing ?? null,
    print: lines.print && { ...lines.print, scale: printLineScale(lines.print.agency, lines.print.date) },
    measures,
  }
}

/**
 * @param fontFolders where to look for Chinese fonts; the system's font folders when not given.
 * @returns the PDF, byte for byte the same for the same document and fonts.
 * Throws a ZodError for a document of the wrong shape.
 */
export async function renderPdf(input: OfficialDocumentInput, fontFolders?: readonly string[]): Promise<Buffer> {
  const document = officialDocument.parse(input)
  return setPdf(pdfTemplate, templateData(document), document.signature.date, fontFolders)
}
