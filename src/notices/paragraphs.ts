/** Splits the text of a document into its numbered parts, so that each can be turned into tasks. */

type Part = { heading: string; text: string }

/** 一、 to 九十九、 at the start of a line. */
const numbered = /^[一二三四五六七八九十]{1,3}、\s*(.*)$/
const headingLength = 40

/**
 * The parts of a text by its headings of the first level: what stands on the line of a heading up to its first full stop is the heading, the
 * rest is the text. What comes before the first heading is left out (the salutation and the reasons); a heading with nothing under it is an
 * order in one sentence and its own text; without headings each line is a part under its first words.
 */
export function splitParagraphs(text: string): Part[] {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const parts: { heading: string; lines: string[] }[] = []
  for (const line of lines) {
    const found = numbered.exec(line)
    if (found) parts.push(begin(found[1] ?? ''))
    else parts.at(-1)?.lines.push(line)
  }
  if (parts.length === 0) return lines.map((line) => ({ heading: firstWords(line), text: line }))
  return parts
    .filter(({ heading }) => heading !== '')
    .map(({ heading, lines: rest }) => ({ heading, text: rest.join('\n') || heading }))
}

/** Where a sentence ends; the point of a number or a date ends none. */
const sentenceEnd = /[。．]|\.(?!\d)/

function begin(line: string): { heading: string; lines: string[] } {
  const end = line.search(sentenceEnd)
  const heading = (end < 0 ? line : line.slice(0, end)).slice(0, headingLength)
  const rest = line
    .slice(heading.length)
    .replace(/^[。．.]/, '')
    .trim()
  return { heading, lines: rest === '' ? [] : [rest] }
}

const firstWords = (line: string): string =>
  line.split(/[，。；：,.;:]/)[0]?.slice(0, headingLength) || line.slice(0, headingLength)
