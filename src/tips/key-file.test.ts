import { expect, test } from 'vitest'
import { keyKinds } from '../platform/shared/key-kinds.ts'
import { inFours } from './custodian.ts'
import { openHalf, sealHalf, toBase64 } from './envelope.ts'
import { fingerprintOf, isProtected, makeKey, readKeyFile, writeKeyFile } from './key-file.ts'

test.each(keyKinds)(
  'a key file of %s without passphrase is read as it was written, and opens what was sealed to it',
  async (kind) => {
    const key = await makeKey(kind)
    const file = await writeKeyFile(key, '')
    expect(isProtected(file)).toBe(false)
    const read = await readKeyFile(file, '')
    expect(read).toEqual(key)
    const half = new Uint8Array(32).fill(7)
    expect(await openHalf(toBase64(await sealHalf(half, [key.recipient])), key.identity)).toEqual(half)
  },
)

test('a key file with passphrase holds nothing of the key in clear and opens with that passphrase alone', async () => {
  const key = await makeKey('x25519')
  const file = await writeKeyFile(key, '岗哨守夜 2018')
  expect(isProtected(file)).toBe(true)
  expect(file).not.toContain(key.identity)
  expect(await readKeyFile(file, 'another')).toBe('wrongPassphrase')
  expect(await readKeyFile(file, '岗哨守夜 2018')).toEqual(key)
}, 60_000)

test('what is no key file is told so', async () => {
  expect(await readKeyFile('a letter', '')).toBe('noKey')
  expect(await readKeyFile('AGE-SECRET-KEY-1QQQQ', '')).toBe('noKey')
})

test('fingerprints are read in fours', () => {
  // SHA-256 of “abc”, FIPS 180-4
  expect(inFours(fingerprintOf('abc'))).toBe('ba78 16bf 8f01 cfea')
})
