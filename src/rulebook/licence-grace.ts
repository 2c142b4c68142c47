/**
 * Grace around licensed hours, in minutes, and how many times the licensed power still counts as licensed. The detector is fitted with
 * these figures and ranks a case without a database: they change with its version, and the rulebook shows them.
 */
export const licenceGrace = { minutesBefore: 30, minutesAfter: 60, loadTolerance: 1.15 } as const
