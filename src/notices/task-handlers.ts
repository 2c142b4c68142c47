/** Reads and writes of tasks. */
import { getArea } from '../areas/store.ts'
import type { Handlers } from '../platform/server/context.ts'
import { getFileRow } from '../platform/server/platform-store.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { acceptTask, deliverTask, returnTask } from './acts.ts'
import type { noticesContract } from './contract.ts'
import { listTaskExtensions } from './task-extension-store.ts'
import { getTaskRow, listProducts, listTasks } from './task-store.ts'

type TaskOperations = 'listTasks' | 'getTask' | 'deliverTask' | 'acceptTask' | 'returnTask'

export const taskHandlers: Pick<Handlers<typeof noticesContract>, TaskOperations> = {
  async listTasks({ db, now }, { areaId, ...filter }) {
    const today = dateInChina(now)
    const areaPath = areaId === undefined ? undefined : (await getArea(db, areaId, today)).path
    return listTasks(db, { ...filter, areaPath }, today)
  },
  getTask: async ({ db, now }, { id }) => ({
    ...(await getTaskRow(db, id, dateInChina(now))),
    products: await listProducts(db, id),
    extensions: await listTaskExtensions(db, id),
  }),
  async deliverTask(context, { id, fileId }) {
    await getFileRow(context.db, fileId)
    await deliverTask(context, id, { fileId, kind: null, id: null })
    return { id }
  },
  async acceptTask(context, { id }) {
    await acceptTask(context, id)
    return { id }
  },
  async returnTask(context, { id, reason }) {
    await returnTask(context, id, reason)
    return { id }
  },
}
