/** What the reporter has said so far. It lives in the memory of the page and nowhere else. */
import type { Letter } from '../letter.ts'
import type { Report } from '../tip.ts'

export type Draft = Omit<Report, 'placeAreaId' | 'kind'> & {
  place: { id: number; name: string } | null
  kind: Report['kind'] | null
  wantsContact: boolean
  letter: Letter
}

export const emptyLetter: Letter = { name: '', contact: '', private: '' }
export const emptyDraft: Draft = {
  place: null,
  placeWords: '',
  position: null,
  kind: null,
  runs: 'unknown',
  signs: [],
  words: '',
  countyInvolved: false,
  wantsContact: false,
  letter: emptyLetter,
}

/** One question a screen, in this order. */
export const questions = ['where', 'kind', 'runs', 'signs', 'words', 'involved', 'contact', 'check'] as const
export type Question = (typeof questions)[number]

/** Whether a question may be left behind. */
export const isAnswered = (draft: Draft, question: Question): boolean =>
  question === 'where' ? draft.place !== null : question === 'kind' ? draft.kind !== null : true

// biome-ignore lint/suspicious/noControlCharactersInRegex: what cannot be stored is removed here
const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim()
/** Text as the server takes it: line breaks and no other control sign. */
export const paragraphs = (text: string): string =>
  text
    .split(/\r\n?|\n/)
    .map(oneLine)
    .join('\n')
    .trim()

/** What is sent in clear. Null while place or kind is missing. */
export function reportOf(draft: Draft): Report | null {
  if (draft.place === null || draft.kind === null) return null
  return {
    placeAreaId: draft.place.id,
    placeWords: oneLine(draft.placeWords),
    position: draft.position,
    kind: draft.kind,
    runs: draft.runs,
    signs: draft.signs,
    words: paragraphs(draft.words),
    countyInvolved: draft.countyInvolved,
  }
}

/** What is sealed; empty where nothing is to be left. */
export const letterOf = ({ wantsContact, letter }: Draft): Letter =>
  wantsContact
    ? { name: oneLine(letter.name), contact: oneLine(letter.contact), private: paragraphs(letter.private) }
    : emptyLetter

export const isEmptyLetter = (letter: Letter): boolean => letter.name + letter.contact + letter.private === ''
