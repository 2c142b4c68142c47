/**
 * Does a declared trade work metal? It proves nothing about a furnace; it only says whether heats would be a surprise. Divisions of
 * GB/T 4754-2017; the same numbers hold in the editions of 2002 and 2011 within the groups named here.
 */

export type Trade = 'metal' | 'other'

/** Smelting, metal products, machinery, vehicles, electrical equipment, metal articles, recycling, repair of machines. */
const metalDivisions: ReadonlySet<string> = new Set(['31', '32', '33', '34', '35', '36', '37', '38', '42', '43'])

/** Trade of an industry code ('C3391', '3391'); null where there is none. */
export function tradeOfCode(code: string | null): Trade | null {
  const digits = /\d{2}/.exec(code ?? '')?.[0]
  if (digits === undefined) return null
  return metalDivisions.has(digits) ? 'metal' : 'other'
}

const metalWords = /foundry|casting|metal|steel|iron|hardware|machinery|scrap|铸|金属|钢|铁|五金|机械|废旧/i

/** Trade of a declared industry in words, as in case folders; null where none is given. */
export function tradeOfWords(words: string): Trade | null {
  if (words.trim() === '') return null
  return metalWords.test(words) ? 'metal' : 'other'
}
