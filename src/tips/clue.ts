/**
 * The list of clues against which a second person checks a paraphrase before it leaves the office: what could give the reporter away.
 * The machine finds what it can and the person answers for each, found or not; nothing is struck out silently.
 */
import { z } from 'zod'

export const clueKinds = [
  'reportersWords',
  'person',
  'phone',
  'exactTime',
  'vantage',
  'relation',
  'onlyFewKnow',
] as const
export type ClueKind = (typeof clueKinds)[number]

/** A passage the machine holds for a clue. */
export type Clue = { kind: ClueKind; passage: string }

/** What the checking person says of each kind: looked for, and whether what was found may stay. */
export const clueCheck = z.strictObject({ kind: z.enum(clueKinds), clear: z.literal(true) })

const patterns: readonly (readonly [ClueKind, RegExp])[] = [
  ['exactTime', /\d{1,2}[:：点时]\d{0,2}分?|(?:昨|今|前)[天晚夜]|[上这]周[一二三四五六日天末]/g],
  ['vantage', /(?:我|本人|他|她)?(?:家|窗|阳台|楼上|对面|隔壁|后门|门口|院子)[^，。；\s]{0,6}/g],
  ['relation', /(?:我|本人|我们|邻居|工友|同事|亲戚|房东|租户|前员工|在厂里|打工)[^，。；\s]{0,6}/g],
  ['person', /(?:姓|叫|名叫)[\p{Script=Han}]{1,4}|[\p{Script=Han}]{1,3}(?:先生|女士|老板|师傅)/gu],
]
/** Numerals as they are written and said, in the order of their values. */
const numerals = ['零〇○洞', '一壹幺', '二贰两', '三叁', '四肆', '五伍', '六陆', '七柒拐', '八捌', '九玖勾']
/** Days and times of day, which stand beside each other and are no number. */
const daysAndTimes = /(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}|(?:[01]?\d|2[0-4]):[0-5]\d(?!\d)/g
/** Seven numerals in words are a telephone too: nobody writes another number that way. */
const phones = /1[3-9]\d{9}|[零〇○洞一壹幺二贰两三叁四肆五伍六陆七柒拐八捌九玖勾]{7,}/g
const landLine = /0\d{2,3}[-\s]?\d{7,8}/g

/** Telephone numbers, however their digits are written and whatever stands between them. */
function findPhones(written: string): string[] {
  const text = plain(written.replace(daysAndTimes, '时'))
  const inDigits = text.replace(/./gu, (sign) => {
    const value = numerals.findIndex((group) => group.includes(sign))
    return value === -1 ? sign : String(value)
  })
  const found = [text, inDigits].flatMap((each) => [...each.matchAll(phones)])
  return [
    ...new Set([...found, ...written.replace(/[\p{Cf}\p{M}]/gu, '').matchAll(landLine)].map(([passage]) => passage)),
  ]
}

/** So many characters in a row that stand in the report as well are the reporter's own words. */
const borrowed = 8

/** Clues the machine finds in what is to leave the office. @param reportWords what reporters of the matter wrote, places and all. */
export function findClues(paraphrase: string, reportWords: string): Clue[] {
  const written = paraphrase.normalize('NFKC')
  const found = patterns.flatMap(([kind, pattern]) =>
    [...written.matchAll(pattern)].map(([passage]) => ({ kind, passage })),
  )
  return [
    ...borrowedPassages(paraphrase, reportWords).map((passage) => ({ kind: 'reportersWords' as const, passage })),
    ...findPhones(written).map((passage) => ({ kind: 'phone' as const, passage })),
    ...found,
  ]
}

/** The longest passages of a paraphrase that stand in the report word by word. */
function borrowedPassages(paraphrase: string, reportWords: string): string[] {
  const said = plain(reportWords)
  const written = plain(paraphrase)
  const passages: string[] = []
  let from = 0
  while (from + borrowed <= written.length) {
    let length = 0
    while (from + length < written.length && said.includes(written.slice(from, from + length + 1))) length += 1
    if (length >= borrowed) {
      passages.push(written.slice(from, from + length))
      from += length
    } else from += 1
  }
  return passages
}

/** Letters and numbers alone: what cannot be seen, or means nothing, makes no words other ones. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
