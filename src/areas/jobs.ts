/** Records of an area that moves on a day ahead follow it when the day begins. */
import type { Jobs } from '../platform/server/context.ts'
import { followMoves } from './acts.ts'

export const areaJobs: Jobs = {
  'areas.followMoves': { cron: '1 0 * * *', run: (context) => followMoves(context) },
}
