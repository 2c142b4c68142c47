/**
 * Measures of GB/T 9704-2012 shared by the Word and PDF renderers; their standing is secondary (D), see docs/decisions/004.
 * Lengths are millimetres (`…Mm`) or points (`…Pt`).
 */

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

/** Size of the red header: as large as one line allows, between 小一 (24 pt) and 54 pt. `width` in characters. */
export function headerMarkPt(width: number): number {
  return Math.max(24, Math.min(54, Math.floor(mmToPt(page.typeAreaMm) / width)))
}
