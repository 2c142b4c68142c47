/** The day in China of an instant: `2018-03-01`. */
export const day = (instant: string): string => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10)
