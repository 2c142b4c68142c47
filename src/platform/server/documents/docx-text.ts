/** Runs and paragraphs of a Word document in the standard's fonts and sizes. */
import { AlignmentType, type IParagraphOptions, LineRuleType, Paragraph, type ParagraphChild, TextRun } from 'docx'
import { characterPt, linePt, size } from './layout.ts'

/** Names only: the fonts are licensed and belong to the reader's machine; `docx-package.ts` names what may stand in. */
export const fonts = {
  song: '方正小标宋简体',
  fangSong: '仿宋_GB2312',
  hei: '黑体',
  kai: '楷体_GB2312',
  number: '宋体',
} as const
export type FontName = keyof typeof fonts

/** Word counts lengths in twentieths of a point, font sizes in half points. */
export const twips = (pt: number): number => Math.round(pt * 20)
/** Twips of `count` characters of body text. */
export const characters = (count: number): number => twips(count * characterPt)

/**
 * 28 characters of 16 pt are wider than 156 mm: they are set closer, rounded down to a twentieth of a point. The document
 * grid could say the same (`charSpace`), but LibreOffice reads its negative values wrongly and sets 18 to a line.
 */
const bodySpacing = Math.floor((characterPt - size.three) * 20)

/** `scale`: share of their width in which the characters are set. */
export type RunStyle = { font?: FontName; sizePt?: number; color?: string; scale?: number }

export const runStyle = ({ font = 'fangSong', sizePt = size.three, color, scale = 1 }: RunStyle = {}) => ({
  // The hint sets quotation marks and dashes, which Latin fonts have too, in the Chinese font.
  font: { ascii: fonts[font], hAnsi: fonts[font], eastAsia: fonts[font], cs: fonts[font], hint: 'eastAsia' },
  size: sizePt * 2,
  ...(sizePt === size.three ? { characterSpacing: bodySpacing } : {}),
  ...(color === undefined ? {} : { color }),
  ...(scale === 1 ? {} : { scale: Math.round(scale * 100) }),
})

/** A run of text; line ends become line breaks. */
export const runs = (text: string, style: RunStyle = {}): TextRun[] =>
  text.split('\n').map((part, i) => new TextRun({ ...runStyle(style), text: part, ...(i > 0 ? { break: 1 } : {}) }))

type LineOptions = Omit<IParagraphOptions, 'text' | 'children' | 'spacing'> & {
  pitchPt?: number
  beforePt?: number
  afterPt?: number
}

/** A paragraph on an exact line pitch. */
export const lineOf = (children: readonly ParagraphChild[], options: LineOptions = {}): Paragraph => {
  const { pitchPt = linePt, beforePt = 0, afterPt = 0, ...rest } = options
  return new Paragraph({
    // No white between figures and Chinese characters: two figures are one character.
    autoSpaceEastAsianText: false,
    ...rest,
    children,
    run: runStyle(),
    spacing: { line: twips(pitchPt), lineRule: LineRuleType.EXACT, before: twips(beforePt), after: twips(afterPt) },
  })
}

export const emptyLine = (options: LineOptions = {}): Paragraph => lineOf([], options)

/** A paragraph of body text: two characters in, both edges even. */
export const bodyLine = (text: string, style: RunStyle = {}, options: LineOptions = {}): Paragraph =>
  lineOf(runs(text, style), {
    alignment: AlignmentType.BOTH,
    indent: { firstLine: characters(2), firstLineChars: 200 },
    ...options,
  })
