/** The modules, in the order of the house. */
import { agenciesContract } from '../../agencies/contract.ts'
import { agencyHandlers } from '../../agencies/handlers.ts'
import { agencyRefusals } from '../../agencies/refusals.ts'
import { agencySheets } from '../../agencies/sheets.ts'
import { areasContract } from '../../areas/contract.ts'
import { areaHandlers } from '../../areas/handlers.ts'
import { areaJobs } from '../../areas/jobs.ts'
import { areaRefusals } from '../../areas/refusals.ts'
import { areaSheets } from '../../areas/sheets.ts'
import { casesContract } from '../../cases/contract.ts'
import { caseHandlers } from '../../cases/handlers.ts'
import { caseLimitWords } from '../../cases/limit-words.ts'
import { caseRefusals } from '../../cases/refusals.ts'
import { caseSheets } from '../../cases/sheets.ts'
import { caseTitles } from '../../cases/title-store.ts'
import { enterprisesContract } from '../../enterprises/contract.ts'
import { enterprisesHandlers } from '../../enterprises/handlers.ts'
import { enterprisesJobs } from '../../enterprises/jobs.ts'
import { enterprisesRefusals } from '../../enterprises/refusals.ts'
import { enterpriseSheets } from '../../enterprises/sheets.ts'
import { gridContract } from '../../grid/contract.ts'
import { gridHandlers } from '../../grid/handlers.ts'
import { gridJobs } from '../../grid/jobs.ts'
import { gridRefusals } from '../../grid/refusals.ts'
import { gridSheets } from '../../grid/sheets.ts'
import { inspectionsContract } from '../../inspections/contract.ts'
import { inspectionHandlers } from '../../inspections/handlers.ts'
import { inspectionJobs } from '../../inspections/jobs.ts'
import { inspectionLimitWords } from '../../inspections/limit-words.ts'
import { inspectionRefusals } from '../../inspections/refusals.ts'
import { inspectionSheets } from '../../inspections/sheets.ts'
import { visitTitles } from '../../inspections/title-store.ts'
import { leadsContract } from '../../leads/contract.ts'
import { leadsHandlers } from '../../leads/handlers.ts'
import { leadLimitWords } from '../../leads/limit-words.ts'
import { leadsRefusals } from '../../leads/refusals.ts'
import { leadSheets } from '../../leads/sheets.ts'
import { leadTitles } from '../../leads/title-store.ts'
import { meteringContract } from '../../metering/contract.ts'
import { meteringHandlers } from '../../metering/handlers.ts'
import { meteringJobs } from '../../metering/jobs.ts'
import { meteringRefusals } from '../../metering/refusals.ts'
import { meteringSheets } from '../../metering/sheets.ts'
import { noticesContract } from '../../notices/contract.ts'
import { noticeHandlers } from '../../notices/handlers.ts'
import { noticesJobs } from '../../notices/jobs.ts'
import { noticeLimitWords } from '../../notices/limit-words.ts'
import { noticeRefusals } from '../../notices/refusals.ts'
import { noticeSheets } from '../../notices/sheets.ts'
import { noticeTitles } from '../../notices/title-store.ts'
import type { Module } from '../../platform/server/context.ts'
import { platformHandlers } from '../../platform/server/platform-handlers.ts'
import { platformJobs } from '../../platform/server/platform-jobs.ts'
import { platformSheets } from '../../platform/server/platform-sheets.ts'
import { platformContract } from '../../platform/shared/platform-contract.ts'
import { publicityContract } from '../../publicity/contract.ts'
import { publicityHandlers } from '../../publicity/handlers.ts'
import { rulebookContract } from '../../rulebook/contract.ts'
import { rulebookHandlers } from '../../rulebook/handlers.ts'
import { rulebookRefusals } from '../../rulebook/refusals.ts'
import { rulebookSheets } from '../../rulebook/sheets.ts'
import { ruleTitles } from '../../rulebook/title-store.ts'
import { supervisionContract } from '../../supervision/contract.ts'
import { supervisionHandlers } from '../../supervision/handlers.ts'
import { supervisionJobs } from '../../supervision/jobs.ts'
import { supervisionLimitWords } from '../../supervision/limit-words.ts'
import { supervisedOpenWork } from '../../supervision/open-work.ts'
import { supervisionRefusals } from '../../supervision/refusals.ts'
import { supervisionSheets } from '../../supervision/sheets.ts'
import { supervisionTitles } from '../../supervision/title-store.ts'
import { tipsContract } from '../../tips/contract.ts'
import { tipsHandlers } from '../../tips/handlers.ts'
import { tipsJobs } from '../../tips/jobs.ts'
import { tipLimitWords } from '../../tips/limit-words.ts'
import { tipsRefusals } from '../../tips/refusals.ts'
import { tipSheets } from '../../tips/sheets.ts'
import { tipTitles } from '../../tips/title-store.ts'
import { eventWords } from './event-words.ts'

const limitWords = {
  ...noticeLimitWords,
  ...leadLimitWords,
  ...tipLimitWords,
  ...inspectionLimitWords,
  ...caseLimitWords,
  ...supervisionLimitWords,
}

export const modules: readonly Module[] = [
  {
    name: 'platform',
    contract: platformContract,
    handlers: platformHandlers,
    jobs: platformJobs,
    sheets: platformSheets({ limitWords, eventWords }),
  },
  {
    name: 'rulebook',
    contract: rulebookContract,
    handlers: rulebookHandlers,
    refusals: rulebookRefusals,
    sheets: rulebookSheets,
    titles: ruleTitles,
  },
  {
    name: 'areas',
    contract: areasContract,
    handlers: areaHandlers,
    jobs: areaJobs,
    refusals: areaRefusals,
    sheets: areaSheets,
  },
  {
    name: 'agencies',
    contract: agenciesContract,
    handlers: agencyHandlers,
    refusals: agencyRefusals,
    sheets: agencySheets,
  },
  {
    name: 'grid',
    contract: gridContract,
    handlers: gridHandlers,
    jobs: gridJobs,
    refusals: gridRefusals,
    sheets: gridSheets,
  },
  {
    name: 'notices',
    contract: noticesContract,
    handlers: noticeHandlers,
    jobs: noticesJobs,
    refusals: noticeRefusals,
    sheets: noticeSheets,
    titles: noticeTitles,
  },
  {
    name: 'enterprises',
    contract: enterprisesContract,
    handlers: enterprisesHandlers,
    jobs: enterprisesJobs,
    refusals: enterprisesRefusals,
    sheets: enterpriseSheets,
  },
  {
    name: 'leads',
    contract: leadsContract,
    handlers: leadsHandlers,
    refusals: leadsRefusals,
    sheets: leadSheets,
    titles: leadTitles,
  },
  {
    name: 'metering',
    contract: meteringContract,
    handlers: meteringHandlers,
    jobs: meteringJobs,
    refusals: meteringRefusals,
    sheets: meteringSheets,
  },
  {
    name: 'tips',
    contract: tipsContract,
    handlers: tipsHandlers,
    jobs: tipsJobs,
    refusals: tipsRefusals,
    sheets: tipSheets,
    titles: tipTitles,
  },
  {
    name: 'inspections',
    contract: inspectionsContract,
    handlers: inspectionHandlers,
    jobs: inspectionJobs,
    refusals: inspectionRefusals,
    sheets: inspectionSheets,
    titles: visitTitles,
  },
  {
    name: 'cases',
    contract: casesContract,
    handlers: caseHandlers,
    refusals: caseRefusals,
    sheets: caseSheets,
    titles: caseTitles,
  },
  {
    name: 'supervision',
    contract: supervisionContract,
    handlers: supervisionHandlers,
    jobs: supervisionJobs,
    openWork: supervisedOpenWork,
    refusals: supervisionRefusals,
    sheets: supervisionSheets,
    titles: supervisionTitles,
  },
  { name: 'publicity', contract: publicityContract, handlers: publicityHandlers },
]
