/** Fields of CSV lines as bytes: text in an encoding that nobody states, and numbers without making text of them. */

const quote = 34
const minus = 45
export const point = 46
export const digitZero = 48
export const digitNine = 57

type Decoder = InstanceType<typeof TextDecoder>

/** UTF-8, or else GB18030: the first bytes beyond ASCII decide for the whole file. */
export class CsvText {
  private decoder: Decoder | null = null

  /** Null where the bytes are no text in the encoding of the file. */
  decode(bytes: Uint8Array, from: number, to: number): string | null {
    let ascii = ''
    for (let i = from; i < to; i++) {
      const byte = bytes[i] ?? 0
      if (byte > 127) return this.decodeBeyond(bytes.subarray(from, to))
      ascii += String.fromCharCode(byte)
    }
    return ascii
  }

  private decodeBeyond(bytes: Uint8Array): string | null {
    if (this.decoder) return decodeWith(this.decoder, bytes)
    for (const encoding of ['utf-8', 'gb18030']) {
      const decoder = new TextDecoder(encoding, { fatal: true })
      const text = decodeWith(decoder, bytes)
      if (text === null) continue
      this.decoder = decoder
      return text
    }
    return null
  }
}

function decodeWith(decoder: Decoder, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}

/** A field without the quotes around it, and without the blanks, tab or ="…" by which tables keep long numbers as text. */
export function plainField(text: string): string {
  if (isPlainEnd(text.charCodeAt(0)) && isPlainEnd(text.charCodeAt(text.length - 1))) return text
  return text
    .trim()
    .replace(/^="?(.*?)"?$|^"(.*)"$/, '$1$2')
    .trim()
}

/** A letter or digit of ASCII: no blank, quote or equals sign that would have to go. */
const isPlainEnd = (code: number): boolean =>
  (code >= digitZero && code <= digitNine) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)

/**
 * NaN for a blank field, null for what is no number. Plain decimals digit by digit; anything longer or stranger (exponent, blanks,
 * quotes) goes through Number.
 */
export function numberIn(bytes: Uint8Array, from: number, to: number): number | null {
  if (from === to) return Number.NaN
  const start = bytes[from] === minus ? from + 1 : from
  let digits = 0
  let divisor = 0
  for (let i = start; i < to; i++) {
    const byte = bytes[i] ?? 0
    const digit = byte - digitZero
    if (digit >= 0 && digit <= 9) {
      digits = digits * 10 + digit
      divisor *= 10
    } else if (byte === point && divisor === 0) divisor = 1
    else return strangeNumber(bytes, from, to)
  }
  if (to - start > 15 || to === start) return strangeNumber(bytes, from, to)
  const value = divisor > 1 ? digits / divisor : digits
  return start > from ? -value : value
}

function strangeNumber(bytes: Uint8Array, from: number, to: number): number | null {
  const quoted = bytes[from] === quote && bytes[to - 1] === quote && to - from > 1
  let text = ''
  for (let i = quoted ? from + 1 : from; i < (quoted ? to - 1 : to); i++) text += String.fromCharCode(bytes[i] ?? 0)
  if (text.trim() === '') return Number.NaN
  const value = Number(text)
  return Number.isFinite(value) ? value : null
}
