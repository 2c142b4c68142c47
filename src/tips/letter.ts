/** The private part of a report: what is sealed. Without the cipher, so that the page that asks need not wait for it. */

/** Name, contact, and anything the reporter wants few to know. */
export type Letter = { name: string; contact: string; private: string }
/** Most letters of each part; all of them together fit into an envelope. */
export const letterLimits = { name: 60, contact: 100, private: 500 } as const satisfies Record<keyof Letter, number>
