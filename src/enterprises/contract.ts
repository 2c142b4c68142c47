/** What the ledger offers: enterprises, sites, furnaces, usage points, licences. Imports are in import-contract.ts. */
import { z } from 'zod'
import { areaIdInput, contract, date, flagInput, line, page, pageInput } from '../platform/shared/contract.ts'
import { bilingual, standings } from '../rulebook/rule.ts'
import { focusKinds, outcomes } from '../rulebook/values.ts'
import { enterprise, enterpriseFields, ledgerKeepers, ledgerReaders, occupancy } from './enterprise.ts'
import {
  furnace,
  furnaceFields,
  furnaceKinds,
  furnaceStates,
  furnaceTransfer,
  keptMoves,
  transferKinds,
} from './furnace.ts'
import { importContract } from './import-contract.ts'
import { invoiceContract } from './invoice-contract.ts'
import { licence, licenceFields } from './licence.ts'
import { site, siteFields, siteKinds, siteMoveNames, siteStatuses } from './site.ts'
import { usagePoint, usagePointFields } from './usage-point.ts'

/** Where something is, in words: county, township, village. */
const place = { placeName: z.string() }

const enterpriseRow = enterprise.extend(place).extend({
  /** Sites it is at today. */
  siteCount: z.number(),
})
export type EnterpriseRow = z.infer<typeof enterpriseRow>

const siteRow = site.extend(place).extend({
  /** Names of the enterprises that are there today. */
  occupants: z.array(z.string()),
  furnaceCount: z.number(),
  usagePointCount: z.number(),
})
export type SiteRow = z.infer<typeof siteRow>

const furnaceRow = furnace.extend(place).extend({
  siteName: z.string(),
  /** Whether a transfer, sale or lease of it is flagged. */
  flagged: z.boolean(),
})
export type FurnaceRow = z.infer<typeof furnaceRow>

const stay = occupancy.extend({ siteName: z.string(), enterpriseName: z.string() })
export type Stay = z.infer<typeof stay>

const enterpriseDetail = enterpriseRow.extend({ industryName: bilingual.nullable(), stays: z.array(stay) })
export type EnterpriseDetail = z.infer<typeof enterpriseDetail>

const transferRow = furnaceTransfer.extend({
  /** The rule behind the flag, with how sure it is. */
  rule: z.object({ key: z.string(), citation: bilingual, standing: z.enum(standings) }).nullable(),
})
export type TransferRow = z.infer<typeof transferRow>

const siteDetail = siteRow.extend({
  stays: z.array(stay),
  furnaces: z.array(furnace.extend({ transfers: z.array(transferRow) })),
  usagePoints: z.array(usagePoint),
  licences: z.array(licence),
})
export type SiteDetail = z.infer<typeof siteDetail>
export type FurnaceDetail = SiteDetail['furnaces'][number]

const id = z.object({ id: z.uuid() })
const search = z.string().trim().max(60).optional()
const listInput = { ...pageInput, areaId: areaIdInput.optional(), text: search }

const listing = contract({
  listEnterprises: {
    method: 'GET',
    path: '/api/enterprises',
    needs: ledgerReaders,
    title: 'Enterprises registered or present in a place, by name',
    input: z.object({
      ...listInput,
      industryCode: z
        .string()
        .regex(/^\d{1,4}$/)
        .optional(),
      focus: z.enum(focusKinds).optional(),
      withoutCode: flagInput.optional(),
    }),
    output: page(enterpriseRow),
  },
  getEnterprise: {
    method: 'GET',
    path: '/api/enterprises/:id',
    needs: ledgerReaders,
    title: 'An enterprise with its stays',
    input: id,
    output: enterpriseDetail,
  },
  listSites: {
    method: 'GET',
    path: '/api/enterprises/sites',
    needs: ledgerReaders,
    title: 'Sites of a place, by name',
    input: z.object({
      ...listInput,
      kind: z.enum(siteKinds).optional(),
      status: z.enum(siteStatuses).optional(),
      focus: z.enum(focusKinds).optional(),
      /** Sites with, or without, a furnace that stands. */
      furnace: flagInput.optional(),
    }),
    output: page(siteRow),
  },
  getSite: {
    method: 'GET',
    path: '/api/enterprises/sites/:id',
    needs: ledgerReaders,
    title: 'A site with all that is registered at it',
    input: id,
    output: siteDetail,
  },
  listFurnaces: {
    method: 'GET',
    path: '/api/enterprises/furnaces',
    needs: ledgerReaders,
    title: 'The register of furnaces of a place',
    input: z.object({
      ...listInput,
      kind: z.enum(furnaceKinds).optional(),
      state: z.enum(furnaceStates).optional(),
      /** `none`: not judged yet. */
      judgement: z.enum([...outcomes, 'none']).optional(),
      flagged: flagInput.optional(),
    }),
    output: page(furnaceRow),
  },
})

const keeping = contract({
  registerEnterprise: {
    method: 'POST',
    path: '/api/enterprises',
    needs: ledgerKeepers,
    title: 'Enter an enterprise, with or without a code',
    input: enterpriseFields.extend({ areaId: areaIdInput }),
    output: enterprise,
  },
  changeEnterprise: {
    method: 'PUT',
    path: '/api/enterprises/:id',
    needs: ledgerKeepers,
    title: 'Correct an enterprise',
    input: enterpriseFields.extend(id.shape),
    output: enterprise,
  },
  registerSite: {
    method: 'POST',
    path: '/api/enterprises/sites',
    needs: ledgerKeepers,
    title: 'Enter a site, with its present occupant if known',
    input: siteFields.extend({ areaId: areaIdInput, enterpriseId: z.uuid().nullable() }),
    output: site,
  },
  changeSite: {
    method: 'PUT',
    path: '/api/enterprises/sites/:id',
    needs: ledgerKeepers,
    title: 'Correct a site',
    input: siteFields.extend(id.shape),
    output: site,
  },
  moveSite: {
    method: 'POST',
    path: '/api/enterprises/sites/:id/moves',
    needs: ledgerKeepers,
    title: 'Note that a site stopped, started again, closed or opened again',
    input: z.object({ ...id.shape, move: z.enum(siteMoveNames), on: date, reason: line }),
    output: site,
  },
  occupySite: {
    method: 'POST',
    path: '/api/enterprises/sites/:id/occupancies',
    needs: ledgerKeepers,
    title: 'Note that an enterprise is at a site from a day on',
    input: z.object({ ...id.shape, enterpriseId: z.uuid(), validFrom: date }),
    output: occupancy,
  },
  endOccupancy: {
    method: 'POST',
    path: '/api/enterprises/occupancies/:id/end',
    needs: ledgerKeepers,
    title: 'Note the last day of a stay',
    input: z.object({ ...id.shape, on: date }),
    output: occupancy,
  },
})

const equipment = contract({
  registerFurnace: {
    method: 'POST',
    path: '/api/enterprises/sites/:siteId/furnaces',
    needs: ledgerKeepers,
    title: 'Enter a furnace',
    input: furnaceFields.extend({ siteId: z.uuid() }),
    output: furnace,
  },
  changeFurnace: {
    method: 'PUT',
    path: '/api/enterprises/furnaces/:id',
    needs: ledgerKeepers,
    title: 'Correct a furnace',
    input: furnaceFields.extend(id.shape),
    output: furnace,
  },
  moveFurnace: {
    method: 'POST',
    path: '/api/enterprises/furnaces/:id/moves',
    needs: ledgerKeepers,
    title: 'Note where a furnace is in its life; sealing and destruction come from cases only',
    input: z.object({ ...id.shape, move: z.enum(keptMoves), whereabouts: line.nullable() }),
    output: furnace,
  },
  transferFurnace: {
    method: 'POST',
    path: '/api/enterprises/furnaces/:id/transfers',
    needs: ledgerKeepers,
    title: 'Note that a furnace changed hands; one that is forbidden or not judged is flagged',
    input: z.object({ ...id.shape, kind: z.enum(transferKinds), happenedOn: date, toWhom: line, whereabouts: line }),
    output: furnaceTransfer,
  },
  registerUsagePoint: {
    method: 'POST',
    path: '/api/enterprises/sites/:siteId/usage-points',
    needs: [...ledgerKeepers, 'powerLiaison'],
    title: 'Enter a usage point',
    input: usagePointFields.extend({ siteId: z.uuid() }),
    output: usagePoint,
  },
  changeUsagePoint: {
    method: 'PUT',
    path: '/api/enterprises/usage-points/:id',
    needs: [...ledgerKeepers, 'powerLiaison'],
    title: 'Correct a usage point; its account stays',
    input: usagePointFields.omit({ account: true }).extend(id.shape),
    output: usagePoint,
  },
  registerLicence: {
    method: 'POST',
    path: '/api/enterprises/sites/:siteId/licences',
    needs: ledgerKeepers,
    title: 'Enter what the register allows to melt at a site',
    input: licenceFields.extend({ siteId: z.uuid() }),
    output: licence,
  },
  changeLicence: {
    method: 'PUT',
    path: '/api/enterprises/licences/:id',
    needs: ledgerKeepers,
    title: 'Fill in or correct number, hours and yearly volume of a licence; power, shift and days stay',
    input: licenceFields.pick({ number: true, hours: true, yearlyVolumeT: true }).extend(id.shape),
    output: licence,
  },
  endLicence: {
    method: 'POST',
    path: '/api/enterprises/licences/:id/end',
    needs: ledgerKeepers,
    title: 'Note the last day of a licence',
    input: z.object({ ...id.shape, on: date }),
    output: licence,
  },
})

export const enterprisesContract = contract({
  ...listing,
  ...keeping,
  ...equipment,
  ...importContract,
  ...invoiceContract,
})
