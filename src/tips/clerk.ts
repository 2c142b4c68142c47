/** Who writes down tips that came by telephone, letter, visit, from above or in the media. Pure. */
import { type Actor, covers, type Grant, type Role } from '../platform/shared/permission.ts'
import type { RuleValue } from '../rulebook/values.ts'
import { type Channel, clerkChannels } from './tip.ts'

/** Roles the rule `tips.entry` can name. */
export const entryRoles = ['cityOffice', 'countyOffice', 'departmentOfficer'] as const satisfies readonly Role[]

type Clerks = RuleValue<'tips.entry'>['clerks']
export type ClerkChannel = (typeof clerkChannels)[number]

/** Channels the rule gives to a grant: by its role and what its agency is competent for. */
const channelsOf = (grant: Grant, clerks: Clerks): readonly Channel[] =>
  clerks
    .filter(
      ({ role, functions }) =>
        role === grant.role && (functions.length === 0 || functions.some((kind) => kind === grant.functionKind)),
    )
    .flatMap(({ channels }) => channels)

/** Channels of which somebody writes tips down. */
export const channelsFor = (user: Actor, clerks: Clerks): ClerkChannel[] =>
  clerkChannels.filter((channel) => user.grants.some((grant) => channelsOf(grant, clerks).includes(channel)))

/** What came by a channel is written down for places of the clerk's own area. @param placePath of the place it speaks of. */
export const mayEnter = (user: Actor, clerks: Clerks, channel: ClerkChannel, placePath: string): boolean =>
  user.grants.some((grant) => channelsOf(grant, clerks).includes(channel) && covers(grant.areaPath, placePath))
