/** Renders an official document as PDF in the layout of GB/T 9704-2012, by Typst. */
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import {
  type OfficialDocument,
  type OfficialDocumentInput,
  officialDocument,
  printedBody,
  printedLines,
  signaturePlacement,
  widthInCharacters,
} from '../../shared/official-document.ts'
import { findChineseFontFolders } from './fonts.ts'
import {
  characterPt,
  headerMarkPt,
  headerMarkTopMm,
  linePt,
  page,
  pageNumberGapMm,
  red,
  ruleGapMm,
  sealLines,
  size,
  smallLinePt,
  titleLinePt,
} from './layout.ts'
import { pdfTemplate } from './pdf-template.ts'

/** One compiler for each set of font folders: reading the fonts is the slow part. */
const compilers = new Map<string, NodeCompiler>()

function compilerFor(fontFolders: readonly string[]): NodeCompiler {
  const key = fontFolders.join('\n')
  const known = compilers.get(key)
  if (known) return known
  const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: [...fontFolders] }] })
  compilers.set(key, compiler)
  return compiler
}

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
    agency: document.signature.agency,
    issuer: document.issuer,
    title: document.title,
    body: printedBody(document.body),
    closing: document.closing ?? null,
    measures: { ...measures, headerMarkPt: headerMarkPt(widthInCharacters(document.issuer)) },
  }
}

/**
 * @param fontFolders where to look for Chinese fonts; the system's font folders when not given.
 * @returns the PDF, byte for byte the same for the same document and fonts.
 * Throws a ZodError for a document of the wrong shape, and an Error that says what to install where no Chinese font is:
 * a document with empty boxes must never go out.
 */
export async function renderPdf(input: OfficialDocumentInput, fontFolders?: readonly string[]): Promise<Buffer> {
  const document = officialDocument.parse(input)
  const folders = await findChineseFontFolders(fontFolders)
  if (folders.length === 0)
    throw new Error(
      'no Chinese font found: install Noto CJK (Debian, Ubuntu: apt-get install fonts-noto-cjk; Fedora: dnf install google-noto-serif-cjk-fonts google-noto-sans-cjk-fonts) / 未找到中文字体，请安装 Noto CJK 字体后重试',
    )
  const compiler = compilerFor(folders)
  const result = compiler.compile({
    mainFileContent: pdfTemplate,
    inputs: { document: JSON.stringify(templateData(document)) },
  })
  if (!result.result) {
    const error = result.takeError()
    throw new Error(`the PDF could not be set: ${JSON.stringify(error?.shortDiagnostics ?? [])}`)
  }
  const pdf = compiler.pdf(result.result, { creationTimestamp: Date.parse(document.signature.date) / 1000 })
  compiler.evictCache(5)
  return pdf
}
