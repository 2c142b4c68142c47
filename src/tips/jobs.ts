/** What runs beside the requests of this module. */
import type { Jobs } from '../platform/server/context.ts'
import { registerJobs } from './register-jobs.ts'
import { tipFileJobs } from './tip-file-jobs.ts'
import { tipJobs } from './tip-jobs.ts'

export const tipsJobs: Jobs = { ...registerJobs, ...tipJobs, ...tipFileJobs }
