import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { signingKeyOf } from '../platform/server/event-heads.ts'
import { fromBase64 } from '../platform/shared/bytes.ts'
import { checkpointText, readCheckpoint } from './checkpoint.ts'
import { nodeCheckOf } from './node-check.ts'
import { noteSigner } from './note-signer.ts'
import { isSignedBy, keyText, openNote, readKey, readNote } from './signed-note.ts'

/** Key, text and signature from the documentation of the format's reference implementation (Go, sumdb/note). */
const vectorKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const vectorSecret = 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz'
const vectorText =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
const vectorNote = `${vectorText}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`
/** The example of the specification itself. */
const specKey = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'
const specNote =
  'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n'

const mustKey = (text: string) => {
  const key = readKey(text)
  if (!key) throw new Error(`no key: ${text}`)
  return key
}
const secret = Buffer.from(fromBase64(vectorSecret)?.subarray(1) ?? []).toString('base64url')

describe('signed notes', () => {
  test('the server signs as the reference implementation does, octet for octet', () => {
    const signer = noteSigner('PeterNeumann', signingKeyOf(secret))
    expect(keyText(signer.key)).toBe(vectorKey)
    expect(signer.sign(vectorText)).toBe(vectorNote)
  })

  test('notes of others are verified', () => {
    expect(openNote(vectorNote, mustKey(vectorKey), nodeCheckOf)).toBe(vectorText)
    expect(openNote(specNote, mustKey(specKey), nodeCheckOf)).toBe('This is an example message.\n')
  })

  test('a key signs for its own name only, and other signatures are passed over', () => {
    expect(openNote(specNote, mustKey(vectorKey), nodeCheckOf)).toBeUndefined()
    const both = vectorNote + specNote.slice(specNote.indexOf('—'))
    expect(openNote(both, mustKey(vectorKey), nodeCheckOf)).toBe(vectorText)
    const note = readNote(both)
    expect(note && isSignedBy(note, mustKey(specKey), nodeCheckOf)).toBe(false)
  })

  test('no character of text or signature can be changed', () => {
    const key = mustKey(vectorKey)
    fc.assert(
      fc.property(fc.nat(vectorNote.length - 1), fc.constantFrom('a', 'B', '7', '\n', '+'), (at, character) => {
        const changed = vectorNote.slice(0, at) + character + vectorNote.slice(at + 1)
        if (changed !== vectorNote) expect(openNote(changed, key, nodeCheckOf)).toBeUndefined()
      }),
      { numRuns: 300 },
    )
  })

  test('a key with another length, kind or id is none', () => {
    for (const wrong of [
      vectorKey.replace('c74f20a3', 'c74f20a4'),
      'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==',
      'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
      vectorKey.slice(1),
      '',
    ])
      expect(readKey(wrong), wrong).toBeUndefined()
  })
})

describe('checkpoints', () => {
  const head = {
    origin: 'example.com/register',
    size: 20_852_163,
    root: fromBase64('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=') ?? new Uint8Array(),
    at: '2018-03-14T18:00:00.000Z',
    algorithm: 'sha256' as const,
  }

  test('begin with the three lines of the specification', () => {
    expect(checkpointText(head).split('\n').slice(0, 3)).toEqual([
      'example.com/register',
      '20852163',
      'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=',
    ])
  })

  test('are read back with either hash, and nothing else is', () => {
    for (const algorithm of ['sha256', 'sm3'] as const)
      expect(readCheckpoint(checkpointText({ ...head, algorithm }))).toEqual({ ...head, algorithm })
    const text = checkpointText(head)
    for (const wrong of [
      '',
      text.slice(0, -1),
      `${text}more\n`,
      text.replace('20852163', '020852163'),
      text.replace('time', 'tide'),
    ])
      expect(readCheckpoint(wrong), wrong).toBeUndefined()
  })
})
