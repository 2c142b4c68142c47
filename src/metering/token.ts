/** A token of the power company: what its program shows at the interface. It carries the terms of what it delivers. Pure. */
import { type Actor, mayActIn, type Role } from '../platform/shared/permission.ts'

/** Who issues and revokes: who answers for the data, and who grants rights. */
export const issuingRoles = ['powerLiaison', 'securityAdmin'] as const satisfies readonly Role[]
/** Who reads the list of looks: whose data it is, and who audits. */
export const lookingRoles = ['powerLiaison', 'auditAdmin'] as const satisfies readonly Role[]

export const mayIssueToken = (user: Actor, path: string): boolean => mayActIn(user, issuingRoles, path)

export const mayRevokeToken = (user: Actor, token: { areaPath: string; revokedAt: string | null }): boolean =>
  token.revokedAt === null && mayActIn(user, issuingRoles, token.areaPath)

/** Whether a token opens the interface on a day. */
export const isTokenValid = (token: { validTo: string; revokedAt: string | null }, day: string): boolean =>
  token.revokedAt === null && day <= token.validTo

/** Years a token may be valid at most: agreements are renewed, forgotten keys are not. */
export const longestTokenDays = 732
