/** Operations of agencies, officials, accounts and roles. */
import { z } from 'zod'
import { areaIdInput, contract, date, line, page, pageInput } from '../platform/shared/contract.ts'
import { roles } from '../platform/shared/permission.ts'
import { agency, duty, relatedAgency } from './agency.ts'
import { contact } from './contact.ts'
import { official, roleGrant, userName } from './official.ts'

const officialFields = {
  name: z.string().trim().min(1).max(60),
  agencyId: z.uuid().nullable().default(null),
  areaId: areaIdInput,
  enforcementCard: z.string().trim().min(1).max(60).nullable().default(null),
  cardValidTo: date.nullable().default(null),
}
const firstPassword = z.object({ userName: z.string(), password: z.string() })

export const agenciesContract = contract({
  listAgencies: {
    method: 'GET',
    path: '/api/agencies',
    needs: 'signedIn',
    title: 'Agencies that exist on a day, by place',
    input: z.object({
      ...pageInput,
      areaId: areaIdInput.optional(),
      asOf: date.optional(),
      functionKind: line.optional(),
      text: line.optional(),
    }),
    output: page(agency),
  },
  getAgency: {
    method: 'GET',
    path: '/api/agencies/:id',
    needs: 'signedIn',
    title: 'One agency with predecessors, successors and its duties on a day',
    input: z.object({ id: z.uuid(), asOf: date.optional() }),
    output: agency.extend({
      predecessors: z.array(relatedAgency),
      successors: z.array(relatedAgency),
      duties: z.array(duty),
    }),
  },
  listOfficials: {
    method: 'GET',
    path: '/api/agencies/officials',
    needs: 'signedIn',
    title: 'Officials of an area and below, by name',
    past: 'none',
    input: z.object({
      ...pageInput,
      areaId: areaIdInput.optional(),
      agencyId: z.uuid().optional(),
      text: line.optional(),
    }),
    output: page(official),
  },
  getOfficial: {
    method: 'GET',
    path: '/api/agencies/officials/:id',
    needs: 'signedIn',
    title: 'One official with the roles granted in my scope',
    past: 'none',
    input: z.object({ id: z.uuid() }),
    output: official.extend({ grants: z.array(roleGrant) }),
  },
  createOfficial: {
    method: 'POST',
    path: '/api/agencies/officials',
    needs: 'signedIn',
    title: 'Enter an official',
    input: z.object(officialFields),
    output: official,
  },
  changeOfficial: {
    method: 'PUT',
    path: '/api/agencies/officials/:id',
    needs: 'signedIn',
    title: 'Change name, agency, place or enforcement card of an official',
    input: z.object({ id: z.uuid(), ...officialFields }),
    output: official,
  },
  createAccount: {
    method: 'POST',
    path: '/api/agencies/officials/:id/account',
    needs: ['systemAdmin'],
    title: 'Make an account for an official; the first password is shown once',
    input: z.object({ id: z.uuid(), userName }),
    output: firstPassword,
  },
  resetPassword: {
    method: 'POST',
    path: '/api/agencies/officials/:id/account/password',
    needs: ['systemAdmin'],
    title: 'Give an account a new password, shown once, and end its sessions',
    input: z.object({ id: z.uuid() }),
    output: z.object({ password: z.string() }),
  },
  endSessions: {
    method: 'POST',
    path: '/api/agencies/officials/:id/account/sign-out',
    needs: ['systemAdmin'],
    title: 'End every session of an account',
    input: z.object({ id: z.uuid() }),
    output: z.object({}),
  },
  grantRole: {
    method: 'POST',
    path: '/api/agencies/officials/:id/roles',
    needs: ['securityAdmin'],
    title: 'Grant a role',
    input: z.object({
      id: z.uuid(),
      role: z.enum(roles),
      agencyId: z.uuid().nullable().default(null),
      areaId: areaIdInput,
      validFrom: date,
      validTo: date.nullable().default(null),
      reason: line,
    }),
    output: roleGrant,
  },
  endRole: {
    method: 'POST',
    path: '/api/agencies/roles/:grantId/end',
    needs: ['securityAdmin'],
    title: 'End a granted role; the day named is its last',
    input: z.object({ grantId: z.uuid(), on: date, reason: line }),
    output: roleGrant,
  },
  getMyContact: {
    method: 'GET',
    path: '/api/my/contact',
    needs: 'signedIn',
    title: 'Where I want to be told that a matter waits',
    input: z.object({}),
    output: contact,
  },
  saveMyContact: {
    method: 'PUT',
    path: '/api/my/contact',
    needs: 'signedIn',
    title: 'Say where I want to be told',
    input: contact,
    output: contact,
  },
})
