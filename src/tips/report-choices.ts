/** What a reporter chooses from. Apart from tip.ts, so that the page that asks does not carry the checks of the server. */

export const tipKinds = ['maker', 'movedOrRestarted', 'underCover', 'rollingOrSelling'] as const
export const runningTimes = ['night', 'day', 'always', 'unknown'] as const
export const signs = ['noise', 'glow', 'smoke', 'scrapIn', 'noCastingsOut', 'powerCable', 'guarded'] as const

/** Most letters of what is said in words: of the place, and of what was seen. */
export const wordLimits = { place: 300, words: 2000 } as const
