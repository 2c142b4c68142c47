/** Operations of more time for a task. */
import { z } from 'zod'
import { contract, date, words } from '../platform/shared/contract.ts'

const byId = z.object({ id: z.uuid() })

export const taskExtensionContract = contract({
  askTaskExtension: {
    method: 'POST',
    path: '/api/tasks/:id/extension',
    needs: 'signedIn',
    title: 'Ask for more time for a task before its last day has passed',
    input: z.object({ id: z.uuid(), until: date, reason: words }),
    /** A day off rolls to the next working day. */
    output: z.object({ id: z.uuid(), until: date }),
  },
  approveTaskExtension: {
    method: 'POST',
    path: '/api/tasks/:id/extension/approve',
    needs: ['cityOffice', 'countyOffice', 'townshipLeader'],
    title: 'Give the time that is asked for, before the last day has passed',
    input: byId,
    output: z.object({ dueOn: date }),
  },
  refuseTaskExtension: {
    method: 'POST',
    path: '/api/tasks/:id/extension/refuse',
    needs: ['cityOffice', 'countyOffice', 'townshipLeader'],
    title: 'Refuse more time with reasons; the last day stays',
    input: z.object({ id: z.uuid(), reason: words }),
    output: byId,
  },
  findTaskOf: {
    method: 'GET',
    path: '/api/tasks/of/:id',
    needs: 'signedIn',
    title: 'The task for which a request for more time was made',
    input: byId,
    output: z.object({ taskId: z.uuid() }),
  },
})
