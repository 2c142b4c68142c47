/**
 * Measures of GB/T 9704-2012 shared by the Word and PDF renderers; their standing is secondary (D), see docs/decisions/004.
 * Lengths are millimetres (`…Mm`) or points (`…Pt`).
 */

import { evenLines, widthInCharacters } from '../../shared/even-lines.ts'

export const page = {
  widthMm: 210,
  heightMm: 297,
  /** White at top (天头) and binding edge (订口); the type area is 156 × 225 mm. */
  topMm: 37,
  bottomMm: 35,
  leftMm: 28,
  rightMm: 26,
  typeAreaMm: 156,
} as const

/** Word and WPS centre a line in its pitch, so GB/T 33476.2 moves top and bottom outwards by half a line's white. */
export const wordMargin = { topMm: 34.58, bottomMm: 32.58, leftMm: 28, rightMm: 26 } as const

/** 2号, 3号, 4号, 小四. */
export const size = { two: 22, three: 16, four: 14, smallFour: 12 } as const

export const linesPerPage = 22
export const charactersPerLine = 28
/** Width of one character so that 28 fill the type area: a 3号 character is set 0.2 pt closer than its size. */
export const characterPt = mmToPt(page.typeAreaMm) / charactersPerLine
/** 22 lines fill Word's type area (229.84 mm); between the first and last line's characters that is the 225 mm. */
export const linePt = 29.6
/** Pitch of lines set in 4号 (copy-to, print line) and of a title in 2号. */
export const smallLinePt = 22
export const titleLinePt = 35

/** Top of the red header below the type area's edge. */
export const headerMarkTopMm = 35
/** Red rule below the document number. */
export const ruleGapMm = 4
/** Page number's dash below the type area. */
export const pageNumberGapMm = 7
export const red = 'FF0000'

/** Lines left empty above the signature, so that a seal of 42 mm stands on name and date and under the text's last line. */
export const sealLines = 3

export function mmToPt(mm: number): number {
  return (mm * 72) / 25.4
}

/** Narrower than this no character is set: beyond it a red header takes a second line. */
const leastScale = 0.66
const leastMarkPt = 24

/** How much narrower than they are characters are set that must fit on a line: 1 where they fit. Lengths of one unit. */
const scaleFor = (width: number, room: number): number => Math.min(1, Math.floor((room / width) * 100) / 100)

/**
 * The red header: as large as one line allows, between 小一 (24 pt) and 54 pt; a longer name is set narrower, and only one that would become
 * unreadable takes two lines, broken between words.
 */
export function headerMark(issuer: string): { lines: string[]; sizePt: number; scale: number } {
  const areaPt = mmToPt(page.typeAreaMm)
  const width = widthInCharacters(issuer)
  const sizePt = Math.max(leastMarkPt, Math.min(54, Math.floor(areaPt / width)))
  const scale = scaleFor(width * sizePt, areaPt)
  if (scale >= leastScale) return { lines: [issuer], sizePt, scale }
  return { lines: evenLines(issuer, Math.floor(areaPt / leastMarkPt / leastScale)), sizePt, scale: leastScale }
}

/** White that a print line keeps: a character on each side, one between agency and date, and play for stand-in fonts. */
const printLineWhite = 4.5

/** How much narrower agency and date of the print line are set, so that both stand on one line. */
export function printLineScale(agency: string, date: string): number {
  const room = mmToPt(page.typeAreaMm) / size.four - printLineWhite
  return scaleFor(widthInCharacters(agency) + widthInCharacters(date), room)
}
