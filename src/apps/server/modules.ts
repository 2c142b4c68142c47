/** The modules, in the order of the house. */
import { agenciesContract } from '../../agencies/contract.ts'
import { agencyHandlers } from '../../agencies/handlers.ts'
import { agencyRefusals } from '../../agencies/refusals.ts'
import { areasContract } from '../../areas/contract.ts'
import { areaHandlers } from '../../areas/handlers.ts'
import { areaRefusals } from '../../areas/refusals.ts'
import { inspectionsContract } from '../../inspections/contract.ts'
import { inspectionHandlers } from '../../inspections/handlers.ts'
import { inspectionRefusals } from '../../inspections/refusals.ts'
import { leadsContract } from '../../leads/contract.ts'
import { leadsHandlers } from '../../leads/handlers.ts'
import { leadsRefusals } from '../../leads/refusals.ts'
import { noticesContract } from '../../notices/contract.ts'
import { noticeHandlers } from '../../notices/handlers.ts'
import { noticeRefusals } from '../../notices/refusals.ts'
import type { Module } from '../../platform/server/context.ts'
import { platformHandlers } from '../../platform/server/platform-handlers.ts'
import { platformContract } from '../../platform/shared/platform-contract.ts'

export const modules: readonly Module[] = [
  { name: 'platform', contract: platformContract, handlers: platformHandlers },
  { name: 'areas', contract: areasContract, handlers: areaHandlers, refusals: areaRefusals },
  { name: 'agencies', contract: agenciesContract, handlers: agencyHandlers, refusals: agencyRefusals },
  { name: 'notices', contract: noticesContract, handlers: noticeHandlers, refusals: noticeRefusals },
  { name: 'leads', contract: leadsContract, handlers: leadsHandlers, refusals: leadsRefusals },
  { name: 'inspections', contract: inspectionsContract, handlers: inspectionHandlers, refusals: inspectionRefusals },
]
