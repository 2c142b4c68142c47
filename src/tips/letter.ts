/** The private part of a report: what is sealed. Without the cipher, so that the page that asks need not wait for it. */

/**
 * Name, contact, and anything the reporter wants few to know; or the key of the original of a picture or a video (an age identity), which
 * has an envelope of its own.
 */
export type Letter = { name: string; contact: string; private: string; original?: { key: string; type: string } }
/** Most letters of each part; all of them together fit into an envelope. */
export const letterLimits = { name: 60, contact: 100, private: 500 } as const
/** A part that somebody writes. */
export type LetterPart = keyof typeof letterLimits

/** The letter that holds nothing but the key of an original. @param type media type, so that whoever opens it can show it. */
export const keyLetter = (key: string, type: string): Letter => ({
  name: '',
  contact: '',
  private: '',
  original: { key, type },
})
