/** Where a title or a red header is broken: no word is parted and the lines are about equally long (GB/T 9704-2012; standing secondary, D). Pure. */

/** Width of a text in characters of its own size: a Chinese character is 1, a Latin letter or figure 0.5. */
export const widthInCharacters = (text: string): number =>
  [...text].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) < 0x2000 ? 0.5 : 1), 0)

/** What is never parted whatever the dictionary of the machine says: quotations, short titles, and words of this field it does not know. */
const whole =
  /(“[^”]{1,10}”|《[^》]{1,16}》|〔\d{4}〕|死灰复燃|领导小组|办公室|人民政府|管理委员会|[\dA-Za-z.,-]+[年月日个号]?)/
const segmenter = new Intl.Segmenter('zh-CN', { granularity: 'word' })
/** Stay with what stands before them, or behind them. */
const clings = /^[的了、，。；：！？”》）〕]/
const leads = /[“《（〔]$/
/** Words of one character that stand alone; all others in a row are a word that the dictionary lacks. */
const alone = /^[和与及于对在从向为]$/

function words(text: string): string[] {
  const parts = text
    .split(whole)
    .flatMap((part) => (whole.test(part) ? [part] : [...segmenter.segment(part)].map(({ segment }) => segment)))
  const joined: string[] = []
  let single = false
  for (const part of parts) {
    const last = joined.at(-1)
    const isSingle = [...part].length === 1 && !alone.test(part) && !clings.test(part)
    if (last !== undefined && (clings.test(part) || leads.test(last) || (isSingle && single)))
      joined[joined.length - 1] = last + part
    else joined.push(part)
    single = isSingle
  }
  return joined
}

/**
 * @param most characters a line may hold. @returns the text in as few lines as hold it, about equally long, broken between words; a word
 * wider than a line is broken anywhere.
 */
export function evenLines(text: string, most: number): string[] {
  const width = widthInCharacters(text)
  if (width <= most) return [text]
  const pieces = words(text).flatMap((word) => (widthInCharacters(word) > most ? [...word] : [word]))
  for (let count = Math.ceil(width / most); count < pieces.length; count += 1) {
    const lines = spread(pieces, width / count, count)
    if (lines.every((line) => widthInCharacters(line) <= most)) return lines
  }
  return pieces
}

/** Each piece goes to the line in which its middle lies. */
function spread(pieces: readonly string[], lineWidth: number, count: number): string[] {
  const lines = Array.from({ length: count }, () => '')
  let at = 0
  for (const piece of pieces) {
    const width = widthInCharacters(piece)
    lines[Math.min(count - 1, Math.floor((at + width / 2) / lineWidth))] += piece
    at += width
  }
  return lines.filter((line) => line !== '')
}
