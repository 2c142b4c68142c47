import { hash } from 'node:crypto'
import fc from 'fast-check'
import { sm2 } from 'sm-crypto-v2'
import { describe, expect, test } from 'vitest'
import { signingKeyOf } from '../platform/server/event-heads.ts'
import { fromHex, hexOf, utf8 } from '../platform/shared/bytes.ts'
import { nodeCheckOf } from './node-check.ts'
import { noteSigner, sm2KeyOfSecret, sm2NoteSigner } from './note-signer.ts'
import { isSignedBy, keyId, keyText, openNote, readKey, readNote, signatureLine } from './signed-note.ts'
import { sm2Check, sm2PublicKey, sm2Sign, sm2UserId, sm3Hash } from './sm2.ts'

const unhex = (text: string) => fromHex(text) ?? new Uint8Array()

/** The example of GM/T 0003.5-2012, annex A, which GB/T 32918.5 repeats: curve sm2p256v1, the default user id. */
const annex = {
  privateKey: '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8',
  x: '09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020',
  y: 'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
  z: 'b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3',
  k: '59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21',
  x1: '04ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73',
  r: 'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3',
  s: 'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
}
const message = utf8('message digest')
const annexKey = unhex(`03${annex.x}`)
const annexSignature = unhex(annex.r + annex.s)

const secret = Buffer.alloc(32, 'gangshao-sm2').toString('base64url')
const own = sm2KeyOfSecret(secret)
const signer = sm2NoteSigner('example.com/register', own)
const text = 'example.com/register\n7\n'
const note = signer.sign(text)

describe('SM2', () => {
  test('is that of the standard: key, Z, and the signature of the example, verified and made', () => {
    expect(hexOf(sm2PublicKey(annex.privateKey))).toBe(`03${annex.x}`)
    expect(hexOf(sm2.getZ(hexOf(annexKey), sm2UserId))).toBe(annex.z)
    expect(sm2Check(annexKey, message, annexSignature)).toBe(true)
    const point = { k: BigInt(`0x${annex.k}`), x1: BigInt(`0x${annex.x1}`) }
    const options = { pointPool: [point], hash: true, userId: sm2UserId, publicKey: `04${annex.x}${annex.y}` }
    expect(sm2.doSignature(message, annex.privateKey, options)).toBe(annex.r + annex.s)
  })

  test('SM3 gives what OpenSSL gives', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 3 }), (parts) => {
        expect(hexOf(sm3Hash(...parts))).toBe(hash('sm3', Buffer.concat(parts), 'hex'))
      }),
    )
  })

  test('a signature made is a signature that holds', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
        expect(sm2Check(own.publicKey, bytes, sm2Sign(own, bytes))).toBe(true)
      }),
      { numRuns: 20 },
    )
  })

  const holds = (publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array) => {
    try {
      return sm2Check(publicKey, bytes, signature)
    } catch {
      return false
    }
  }
  const flipped = (bytes: Uint8Array, bit: number) =>
    bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))

  test('no bit of text, signature or key can be changed', () => {
    for (let bit = 0; bit < 512; bit += 1)
      expect(holds(annexKey, message, flipped(annexSignature, bit)), `signature ${bit}`).toBe(false)
    for (let bit = 0; bit < 112; bit += 1)
      expect(holds(annexKey, flipped(message, bit), annexSignature), `text ${bit}`).toBe(false)
    for (let bit = 0; bit < 264; bit += 1)
      expect(holds(flipped(annexKey, bit), message, annexSignature), `key ${bit}`).toBe(false)
  })

  test('nothing else of the same value is a signature: too long, too short, zero, the order added', () => {
    const zero = '0'.repeat(64)
    const order = BigInt('0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123')
    const small = sm2Sign(own, message)
    const above = (half: Uint8Array) => (BigInt(`0x${hexOf(half)}`) + order).toString(16).padStart(64, '0')
    for (const wrong of [
      annex.r + annex.s.slice(2),
      `${annex.r}${annex.s}00`,
      zero + annex.s,
      annex.r + zero,
      zero + zero,
      order.toString(16) + annex.s,
    ])
      expect(holds(annexKey, message, unhex(wrong)), wrong).toBe(false)
    expect(holds(own.publicKey, message, unhex(above(small.subarray(0, 32)) + hexOf(small.subarray(32))))).toBe(false)
  })
})

describe('notes signed with SM2', () => {
  test('name a kind that C2SP leaves to others: 0xff and the object identifier of SM2 with SM3', () => {
    const key = readKey(keyText(signer.key))
    expect(key).toEqual(signer.key)
    const bytes = Buffer.from(keyText(signer.key).split('+').slice(2).join('+'), 'base64')
    expect(bytes.subarray(0, 11).toString('hex')).toBe('ff06082a811ccf55018375')
    expect(bytes.length).toBe(11 + 33)
    const named = Buffer.concat([Buffer.from('example.com/register\n'), bytes])
    expect(hexOf(keyId(signer.key))).toBe(hash('sha256', named, 'hex').slice(0, 8))
    expect(openNote(note, signer.key, nodeCheckOf)).toBe(text)
  })

  test('no bit of the note can be changed', () => {
    const bytes = utf8(note)
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        expect(openNote(new TextDecoder().decode(flip(bytes, bit)), signer.key, nodeCheckOf)).toBeUndefined()
      }),
      { numRuns: 150 },
    )
  })
  const flip = (bytes: Uint8Array, bit: number) =>
    bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))

  test('are not mistaken for Ed25519, nor those for them', () => {
    const other = noteSigner('example.com/register', signingKeyOf(secret))
    const [sm2Line, edLine] = [signer.line(text), other.line(text)]
    expect(keyText(other.key)).not.toBe(keyText(signer.key))
    expect(openNote(`${text}\n${edLine}`, signer.key, nodeCheckOf)).toBeUndefined()
    expect(openNote(`${text}\n${sm2Line}`, other.key, nodeCheckOf)).toBeUndefined()
    // the octets of one signature under the name of the other key
    const octetsOf = (line: string) => readNote(`${text}\n${line}`)?.signatures[0]?.signature ?? new Uint8Array()
    expect(openNote(`${text}\n${signatureLine(signer.key, octetsOf(edLine))}`, signer.key, nodeCheckOf)).toBeUndefined()
    expect(openNote(`${text}\n${signatureLine(other.key, octetsOf(sm2Line))}`, other.key, nodeCheckOf)).toBeUndefined()
    // the same 32 octets as a key of the other kind is another key, with another id
    const posed = { ...signer.key, algorithm: 'ed25519' as const, publicKey: signer.key.publicKey.subarray(1) }
    const read = readNote(note)
    expect(read && isSignedBy(read, posed, nodeCheckOf)).toBe(false)
    // a key of one kind with the length of the other is none
    const relabelled = Buffer.concat([Buffer.from([1]), Buffer.from(signer.key.publicKey)])
    expect(readKey(`example.com/register+00000000+${relabelled.toString('base64')}`)).toBeUndefined()
    expect(openNote(`${text}\n${edLine}${sm2Line}`, signer.key, nodeCheckOf)).toBe(text)
    expect(openNote(`${text}\n${edLine}${sm2Line}`, other.key, nodeCheckOf)).toBe(text)
  })
})
