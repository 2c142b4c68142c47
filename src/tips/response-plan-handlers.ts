/** The published plan of a county and its poster. */
import { toString as qrOf } from 'qrcode'
import { v7 as uuidv7 } from 'uuid'
import type { Context, Handlers } from '../platform/server/context.ts'
import { setPdf } from '../platform/server/documents/typst.ts'
import { isDemonstration } from '../platform/server/platform-store.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { scopePaths } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { findRule } from '../rulebook/store.ts'
import { listActiveFor } from './custodian-store.ts'
import { posterData } from './poster.ts'
import { posterTemplate } from './poster-template.ts'
import { publishedKeys } from './register-signer.ts'
import { mayPublishPlan } from './response-plan.ts'
import type { ResponsePlan, responsePlanContract } from './response-plan-contract.ts'
import { findPlan, getPlanArea, insertPlan, listPlans, type PlanArea } from './response-plan-store.ts'

export const responsePlanHandlers: Handlers<typeof responsePlanContract> = {
  async getResponsePlan(context, { areaId }) {
    return readPlan(context, await getPlanArea(context.db, areaId, dateInChina(context.now)))
  },

  async publishResponsePlan({ db, user, now, record }, { areaId, ...content }) {
    const area = await getPlanArea(db, areaId, dateInChina(now))
    if (area.areaId !== areaId || !mayPublishPlan(user, area.areaPath)) throw new Refusal('not-permitted')
    const version = ((await findPlan(db, areaId))?.version ?? 0) + 1
    const id = uuidv7()
    await insertPlan(db, { id, areaId, areaPath: area.areaPath, version, content, by: user.officialId, at: now })
    await record('responsePlan.published', {
      subject: 'responsePlan',
      id,
      areaPath: area.areaPath,
      changed: { areaId, version },
    })
    return { version }
  },

  async listResponsePlans({ db, user, now }) {
    const rows = await listPlans(db, scopePaths(user), dateInChina(now))
    return { rows: rows.map(({ areaPath, ...row }) => ({ ...row, mayPublish: mayPublishPlan(user, areaPath) })) }
  },

  async getPoster(context, { areaId, size }) {
    const { db, now, platform } = context
    const day = dateInChina(now)
    const area = await getPlanArea(db, areaId, day)
    const plan = await readPlan(context, area)
    if (plan.published === null) throw new Refusal('plan-missing')
    const custodians = await listActiveFor(db, area.areaId, area.cityId, day)
    const address = `${platform.config.publicUrl ?? `http://${platform.config.host}:${platform.config.port}`}/public/report?place=${area.areaId}`
    const data = posterData({
      plan,
      published: plan.published,
      size,
      day,
      address,
      custodians,
      registerKey: (await publishedKeys(context)).key,
      demo: await isDemonstration(db),
    })
    const qr = await qrOf(address, { type: 'svg', margin: 1, errorCorrectionLevel: 'M' })
    return {
      fileName: `举报公示牌-${area.areaName}-${size === 'a4' ? 'A4' : '1500x1000'}.pdf`,
      type: 'application/pdf',
      content: await setPdf(posterTemplate, { ...data, qr }, day),
    }
  },
}

async function readPlan({ db, now }: Pick<Context<unknown>, 'db' | 'now'>, area: PlanArea): Promise<ResponsePlan> {
  const day = dateInChina(now)
  const handOver = await findRule(db, 'limit.tipHandOver', day)
  const handling = await findRule(db, 'limit.tipHandling', day)
  const reward = await findRule(db, 'reward.fixed', day)
  return {
    areaId: area.areaId,
    areaName: area.areaName,
    published: await findPlan(db, area.areaId),
    handOver: handOver?.value ?? null,
    handling: handling?.value ?? null,
    reward: reward?.value ?? null,
  }
}
