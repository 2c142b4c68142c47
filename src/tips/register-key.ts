/**
 * The keys of the register, one after the other. A change is announced before its day by a note that the old key and the new one sign;
 * from that instant on the new one signs heads and promises, and the old one signs nothing more. Where the old key is lost there is
 * nothing but the word of the new one, and the chain is broken for whoever was not given the new key another way, unless a key that the
 * lost one had announced vouches for it. Format: docs/register.md.
 */
import { type CheckOf, isSignedBy, keyText, type Note, type NoteKey, names, readKey, readNote } from './signed-note.ts'

/** `from`: the instant from which the new key signs. */
export type KeyChange = { oldKey: NoteKey; newKey: NoteKey; from: string; lost: boolean }

const firstLines = { changed: 'gangshao key change 1', lost: 'gangshao key lost 1' } as const

export const keyChangeText = ({ oldKey, newKey, from, lost }: KeyChange): string =>
  [lost ? firstLines.lost : firstLines.changed, keyText(oldKey), keyText(newKey), from]
    .map((line) => `${line}\n`)
    .join('')

/** @returns undefined for a text that announces no change. */
export function readKeyChange(text: string): KeyChange | undefined {
  const [first, oldText = '', newText = '', from = '', end, ...more] = text.split('\n')
  const [oldKey, newKey] = [readKey(oldText), readKey(newText)]
  if ((first !== firstLines.changed && first !== firstLines.lost) || end !== '' || more.length > 0) return undefined
  if (!oldKey || !newKey || oldKey.name !== newKey.name || Number.isNaN(Date.parse(from))) return undefined
  const change = { oldKey, newKey, from, lost: first === firstLines.lost }
  // one text for one change
  return keyChangeText(change) === text ? change : undefined
}

/** A key and the time in which it signs: `from` itself belongs to it, `to` to the next one; null where there is no bound. */
export type KeySpan = { key: NoteKey; text: string; from: string | null; to: string | null }

/** `number` counts the announcements from 1. */
export type KeyFault =
  | {
      code: 'changeUnreadable' | 'changeOfOther' | 'changeNotByOld' | 'changeNotByNew' | 'changeNotLater'
      number: number
    }
  /** The old key was lost: nobody but the new one vouches for the new one. */
  | { code: 'keyLost'; number: number; at: string }
export type KeyChain = { spans: KeySpan[]; faults: KeyFault[] }

/**
 * Follows the announcements from the first key on; each adds one span. Where one does not hold the chain ends before it; a loss is passed
 * over, and said. Where the key in force was lost before the day of one already announced, that one never signs; if it signed the
 * announcement of the loss, the chain holds: the lost key had vouched for it.
 * @returns no spans where the first key cannot be read.
 */
export function followKeys(first: string, announcements: readonly string[], checkOf: CheckOf): KeyChain {
  const key = readKey(first)
  if (!key) return { spans: [], faults: [] }
  const spans: KeySpan[] = [{ key, text: keyText(key), from: null, to: null }]
  const faults: KeyFault[] = []
  for (const [i, announcement] of announcements.entries()) {
    const found = nextKey(spans, announcement, checkOf)
    if (typeof found === 'string') {
      faults.push({ code: found, number: i + 1 })
      break
    }
    const { change, old, heirs, vouched } = found
    const { newKey, from } = change
    if (change.lost && !vouched) faults.push({ code: 'keyLost', number: i + 1, at: from })
    old.to = from
    for (const heir of heirs) Object.assign(heir, { from, to: from })
    spans.push({ key: newKey, text: keyText(newKey), from, to: null })
  }
  return { spans, faults }
}

/** A change that holds: the key it ends, and the announced ones whose day had not come, which it passes over. */
type NextKey = { change: KeyChange; old: KeySpan; heirs: KeySpan[]; vouched: boolean }

function nextKey(
  spans: readonly KeySpan[],
  announcement: string,
  checkOf: CheckOf,
): NextKey | Exclude<KeyFault['code'], 'keyLost'> {
  const note = readNote(announcement)
  const change = note && readKeyChange(note.text)
  if (!change) return 'changeUnreadable'
  const place = spans.findIndex(({ text }) => text === keyText(change.oldKey))
  const old = spans[place]
  const heirs = spans.slice(place + 1)
  if (!old || (heirs.length > 0 && !change.lost) || heirs.some((heir) => standingAt(heir, change.from) !== 'notYet'))
    return 'changeOfOther'
  if (!change.lost && !isSignedBy(note, change.oldKey, checkOf)) return 'changeNotByOld'
  if (!isSignedBy(note, change.newKey, checkOf)) return 'changeNotByNew'
  if (old.from !== null && Date.parse(change.from) <= Date.parse(old.from)) return 'changeNotLater'
  return { change, old, heirs, vouched: heirs.some(({ key }) => isSignedBy(note, key, checkOf)) }
}

/** The first key that announcements speak of; undefined where there are none to be read. */
export function firstKeyOf(announcements: readonly string[]): string | undefined {
  const change = readKeyChange(readNote(announcements[0] ?? '')?.text ?? '')
  return change && keyText(change.oldKey)
}

/** Which key of the chain signed a note; undefined where none did. */
export const signerIn = ({ spans }: KeyChain, note: Note, checkOf: CheckOf): KeySpan | undefined =>
  spans.find(({ key }) => isSignedBy(note, key, checkOf))

/** Whether the note names a key of the chain, rightly or not. */
export const namesOneOf = ({ spans }: KeyChain, note: Note): boolean => spans.some(({ key }) => names(note, key))

/** Whether the key signs at that instant, or why not. */
export function standingAt({ from, to }: KeySpan, at: string): 'inForce' | 'past' | 'notYet' {
  const instant = Date.parse(at)
  if (to !== null && instant >= Date.parse(to)) return 'past'
  return from !== null && instant < Date.parse(from) ? 'notYet' : 'inForce'
}

/** Losses that a key one trusts does not make good: those after it, or all where no key is trusted. */
export function faultsFor({ spans, faults }: KeyChain, trusted: string | undefined): KeyFault[] {
  const place = spans.findIndex(({ text }) => text === trusted?.trim())
  return faults.filter(({ code, number }) => code !== 'keyLost' || number > place)
}
