/** What of each kind is open in a place: the slot of the grid, filled here because all these modules lie below. */
import type { OpenWorkKind } from '../grid/hand-over.ts'
import type { OpenWorkSource } from '../platform/server/context.ts'
import { mayActIn } from '../platform/shared/permission.ts'
import {
  countOpenTips,
  findCustodians,
  findOpenCases,
  findOpenLeads,
  findOpenLimits,
  findOpenTargets,
  findOpenTasks,
  findOpenVisits,
} from './open-work-store.ts'

type Source = OpenWorkSource & { kind: OpenWorkKind }

const plain = (kind: OpenWorkKind, find: typeof findOpenTasks): Source => ({
  kind,
  find: (db, _user, question) => find(db, question),
})

export const supervisedOpenWork: readonly Source[] = [
  plain('task', findOpenTasks),
  plain('lead', findOpenLeads),
  {
    kind: 'tip',
    async find(db, user, question) {
      if (!mayActIn(user, ['cityOffice', 'countyOffice'], question.areaPath)) return null
      return { total: await countOpenTips(db, question), rows: [] }
    },
  },
  plain('case', findOpenCases),
  plain('visit', findOpenVisits),
  plain('sweepTarget', findOpenTargets),
  plain('limit', findOpenLimits),
  { kind: 'custodian', find: (db, _user, question) => findCustodians(db, question) },
]
