import { makeCode } from '../receipt-code.ts'

/** Random octets of the device. */
export const random = (length: number): Uint8Array => window.crypto.getRandomValues(new Uint8Array(length))

/** A new code, which only this page knows until it is sent. */
export const newCode = (): string => makeCode(random(10))
