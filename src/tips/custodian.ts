/** Who keeps halves of the keys to sealed identity, and how a half is asked for. Pure. */
import { z } from 'zod'
import type { Actor, Role } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'

export const custodianBodies = ['county', 'city', 'secondBody'] as const
export type CustodianBody = (typeof custodianBodies)[number]
export const custodianStates = ['proposed', 'active', 'retired', 'lost'] as const
export type CustodianState = (typeof custodianStates)[number]

export const openingFilters = ['toAnswer', 'toOpen'] as const

/** age recipient: X25519 or one of its successors; which is a setting of whoever makes the key. */
export const recipient = z.string().regex(/^age1[a-z0-9]{40,1990}$/)

/** Two keep each half, so that the loss of one hurts nothing. */
export const custodiansOfBody = 2

export type Proposal = {
  id: string
  body: CustodianBody
  areaId: number
  areaPath: string
  officialId: string
  publicKey: string
  state: CustodianState
  agreedByCounty: string | null
  agreedByCity: string | null
}

/** A change of custodians needs both levels: an office of a county (of that county, where it is its own) and the office of the city. */
export function agreeingLevel(
  user: Actor,
  proposal: Omit<Proposal, 'id' | 'areaId' | 'publicKey' | 'state'>,
): 'county' | 'city' | undefined {
  if (user.officialId === proposal.officialId) return undefined
  const city = user.grants.some((g) => g.role === 'cityOffice' && proposal.areaPath.startsWith(g.areaPath))
  if (city && proposal.agreedByCity === null) return 'city'
  const county = user.grants.some(
    (g) =>
      g.role === 'countyOffice' &&
      (proposal.body === 'county' ? g.areaPath === proposal.areaPath : g.areaPath.startsWith(proposal.areaPath)),
  )
  return county && proposal.agreedByCounty === null ? 'county' : undefined
}

/** An end of a key that one level has agreed to. */
export type Ending = Pick<Proposal, 'body' | 'areaPath' | 'officialId' | 'state'> & {
  endAgreedByCounty: string | null
  endAgreedByCity: string | null
}

/**
 * Whose consent somebody gives to the end of a key in use, once and for one level only: an office for its own, the custodian for the
 * level of his body.
 */
export function endingLevel(user: Actor, ending: Ending): 'county' | 'city' | undefined {
  const { endAgreedByCounty, endAgreedByCity, officialId, body } = ending
  if (user.officialId === endAgreedByCounty || user.officialId === endAgreedByCity) return undefined
  const level =
    user.officialId === officialId
      ? body === 'county'
        ? 'county'
        : 'city'
      : agreeingLevel(user, { ...ending, agreedByCounty: endAgreedByCounty, agreedByCity: endAgreedByCity })
  return level === 'county'
    ? endAgreedByCounty === null
      ? level
      : undefined
    : endAgreedByCity === null
      ? level
      : undefined
}

/** The levels without whose consent a proposal does not come into use, or a key whose end was asked for does not go out of it. */
export function waitsFor(
  one: Ending & Pick<Proposal, 'agreedByCounty' | 'agreedByCity'> & { endLost: boolean | null },
): ('county' | 'city')[] {
  const [county, city] =
    one.state === 'proposed'
      ? [one.agreedByCounty, one.agreedByCity]
      : one.state === 'active' && one.endLost !== null
        ? [one.endAgreedByCounty, one.endAgreedByCity]
        : ['', '']
  return [...(county === null ? (['county'] as const) : []), ...(city === null ? (['city'] as const) : [])]
}

/** Refuses `custodian-last`: the last key of a body ends only when its successor is in use. */
export function refuseLast(active: number): void {
  if (active <= 1) throw new Refusal('custodian-last')
}

/** Refuses `custodian-halves-left`: a key that is not lost ends when nothing is sealed to it alone. */
export function refuseLeaving(onlyWithIt: number): void {
  if (onlyWithIt > 0) throw new Refusal('custodian-halves-left', { count: onlyWithIt })
}

/** Who may keep a half or has a say in it: public bodies; no administrator, no firm, nobody of a township or village. */
export const custodianRoles = [
  'cityOffice',
  'countyOffice',
  'departmentOfficer',
  'superiorInspector',
  'legalReviewer',
] as const satisfies readonly Role[]

/** Whoever works in the area of a body may be proposed for it, by nobody but himself: the key is made in the own browser. */
export const mayProposeFor = (user: Actor, body: CustodianBody, areaPath: string): boolean =>
  user.grants.some(
    (g) =>
      custodianRoles.some((role) => role === g.role) &&
      g.areaPath === areaPath &&
      (body === 'county' || g.areaLevel === 'city'),
  )

/** Refuses `custodian-places-taken`: a third key comes into use only when one of the two has ended. */
export function refuseThird(active: number): void {
  if (active >= custodiansOfBody) throw new Refusal('custodian-places-taken')
}

export type Opening = {
  state: 'requested' | 'opened' | 'refused'
  requestedBy: string
  givenABy: string | null
  givenBBy: string | null
  videoId: string | null
  /** The custodian who opened the video. */
  stillsBy: string | null
}

/** A half is given by a custodian who did not ask, once, while the request waits. Refuses `wrong-state`, `not-permitted`, `half-given`. */
export function refuseHalf(opening: Opening, half: 'A' | 'B', by: string): void {
  if (opening.state !== 'requested') throw new Refusal('wrong-state', { move: 'giveHalf', status: opening.state })
  if (opening.requestedBy === by) throw new Refusal('not-permitted')
  if ((half === 'A' ? opening.givenABy : opening.givenBBy) !== null) throw new Refusal('half-given')
}

/**
 * An opened identity is read by whoever asked for it, an opened video by the custodian whose half came second, and by nobody else.
 * Refuses `not-permitted`, `wrong-state`.
 */
export function refuseReader({ videoId, requestedBy, stillsBy, state }: Opening, by: string): void {
  const reader = videoId === null ? requestedBy : stillsBy
  if (reader !== null && reader !== by) throw new Refusal('not-permitted')
  if (state !== 'opened') throw new Refusal('wrong-state', { move: 'getOpened', status: state })
}

/** Whether the other half is there already, so that this one opens it. */
export const opens = (opening: Opening, half: 'A' | 'B'): boolean =>
  (half === 'A' ? opening.givenBBy : opening.givenABy) !== null

/** A fingerprint in fours, as it stands on the village poster. */
export const inFours = (fingerprint: string): string => fingerprint.match(/.{1,4}/g)?.join(' ') ?? ''
