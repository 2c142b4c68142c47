/**
 * The steps in the life of a tip, as the public register names them, and what each does to the books of its county and month.
 * The books follow from the kinds of steps alone, so that anyone can add them up: received = open + verified,
 * verified = founded + unfounded + not verifiable + handed on, founded = being dealt with + dealt with.
 */

/** What is counted for a county and a month in which tips were received. */
export const bookTerms = [
  'received',
  'open',
  'beingDealtWith',
  'dealtWith',
  'unfounded',
  'notVerifiable',
  'handedOn',
] as const
export type BookTerm = (typeof bookTerms)[number]

/** What a line of the books shows, sums included, in the order of the equations. */
export const bookColumns = [
  'received',
  'open',
  'verified',
  'founded',
  'beingDealtWith',
  'dealtWith',
  'unfounded',
  'notVerifiable',
  'handedOn',
] as const
export type BookColumn = (typeof bookColumns)[number]

/** What each kind of step adds and takes away; a kind without an entry counts nothing. */
const effects = {
  received: { received: 1, open: 1 },
  /** The place turned out to lie in another county: one step out, one step in, both with the month of arrival. */
  movedOut: { received: -1, open: -1 },
  movedIn: { received: 1, open: 1 },
  founded: { open: -1, beingDealtWith: 1 },
  dealtWith: { beingDealtWith: -1, dealtWith: 1 },
  unfounded: { open: -1, unfounded: 1 },
  notVerifiable: { open: -1, notVerifiable: 1 },
  /** Another body is competent and has accepted it. */
  handedOn: { open: -1, handedOn: 1 },
  /** Back to open, with the month of arrival it always had; what it was before stands in the name. */
  reopenedBeingDealtWith: { beingDealtWith: -1, open: 1 },
  reopenedDealtWith: { dealtWith: -1, open: 1 },
  reopenedUnfounded: { unfounded: -1, open: 1 },
  reopenedNotVerifiable: { notVerifiable: -1, open: 1 },
  reopenedHandedOn: { handedOn: -1, open: 1 },
} as const satisfies Record<string, Partial<Record<BookTerm, 1 | -1>>>
type CountedKind = keyof typeof effects

/** Steps that change nothing in the books. */
const uncounted = [
  'handedOver',
  'takenUp',
  'givenBack',
  'asked',
  'answered',
  'evidenceAdded',
  'extended',
  'suspended',
  'resumed',
  'escalated',
  'disputed',
  'rechecked',
  'joined',
  'identityAsked',
  'identityRefused',
  'identityOpened',
  'videoAsked',
  'videoRefused',
  'videoOpened',
  'rewardClaimed',
  'rewardDecided',
  'rewardPaid',
  'originalRemoved',
  'custodianKey',
  'registerKey',
] as const

export const stepKinds = [...(Object.keys(effects) as CountedKind[]), ...uncounted] as const // keys of the table above
export type StepKind = CountedKind | (typeof uncounted)[number]

/** Steps that bring something new from the reporter: words, or a picture or video. */
export const reporterSteps = ['answered', 'evidenceAdded', 'disputed'] as const satisfies readonly StepKind[]

/** Steps of whoever handles the tip: what came before them has been seen. */
export const officeSteps = [
  ...(['handedOver', 'givenBack', 'asked', 'extended', 'suspended', 'resumed', 'rechecked'] as const),
  ...(['founded', 'unfounded', 'notVerifiable', 'handedOn', 'dealtWith'] as const),
] as const satisfies readonly StepKind[]

/** What a step adds to and takes from the books. */
export const effectOf = (kind: StepKind): Partial<Record<BookTerm, 1 | -1>> =>
  kind in effects ? effects[kind as CountedKind] : {} // the line asks whether it is one
