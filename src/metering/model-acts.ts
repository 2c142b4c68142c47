/** The named acts on the detector's models: permission, save and event included. A model scores nothing before a person approved it. */
import type { Context } from '../platform/server/context.ts'
import { sha256Hex } from '../platform/server/digest.ts'
import { canonicalJson } from '../platform/shared/canonical-json.ts'
import { move } from '../platform/shared/moves.ts'
import type { Actor } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { DetectorModel } from './detector-model.ts'
import {
  decidingRoles,
  type ModelStatus,
  mayApproveModel,
  mayProposeModel,
  mayWithdrawModel,
  modelMoves,
} from './model-life.ts'
import { insertModel, lockModel, saveApproved, saveModelWithdrawn } from './model-store.ts'
import { shippedModel } from './shipped-model.ts'

/** A model holds for the whole area of the office that decides on it; what the program proposes, for every place. */
const pathOf = (user: Actor | null): string =>
  user?.grants.find(({ role }) => decidingRoles.some((one) => one === role))?.areaPath ?? '/'

const factsOf = (user: Actor | null, version: string) => ({
  subject: 'detectorModel',
  id: version,
  areaPath: pathOf(user),
})

async function propose({ db, user, now, record }: Context<Actor | null>, model: DetectorModel): Promise<boolean> {
  const digest = sha256Hex(canonicalJson(model))
  if (!(await insertModel(db, { model, digest, by: user?.officialId ?? null, at: now }))) return false
  const { kind, madeOn, siteChecks } = model.training
  await record('detectorModel.proposed', {
    ...factsOf(user, model.version),
    to: 'proposed',
    changed: { digest, kind, madeOn, siteChecks },
  })
  return true
}

/** The program proposes the model it came with, once; any number of times. */
export async function proposeShippedModel(context: Context<null>): Promise<void> {
  await propose(context, shippedModel)
}

/** Refuses `not-permitted`, `model-known`. */
export async function proposeModel(context: Context, model: DetectorModel): Promise<void> {
  if (!mayProposeModel(context.user)) throw new Refusal('not-permitted')
  if (!(await propose(context, model))) throw new Refusal('model-known', { version: model.version })
}

/** From here on it is the model in use, and detection runs anew. Refuses `not-found`, `wrong-state`, `not-permitted`, `model-two-persons`. */
export async function approveModel(
  { db, user, now, record, platform }: Context,
  version: string,
): Promise<ModelStatus> {
  const model = await lockModel(db, version)
  const status = move<ModelStatus>(modelMoves, 'approve', model.status)
  if (model.proposedBy === user.officialId) throw new Refusal('model-two-persons')
  if (!mayApproveModel(user, model)) throw new Refusal('not-permitted')
  const demonstration = await platform.directory.isDemonstration(db, user.officialId)
  await saveApproved(db, version, { status, by: user.officialId, at: now, demonstration })
  await record('detectorModel.approved', {
    ...factsOf(user, version),
    from: model.status,
    to: status,
    changed: { digest: model.digest, demonstration },
  })
  return status
}

/** The model approved before it is in use again, or none. Refuses `not-found`, `wrong-state`, `not-permitted`. */
export async function withdrawModel(
  { db, user, now, record }: Context,
  version: string,
  reason: string,
): Promise<ModelStatus> {
  const model = await lockModel(db, version)
  const status = move<ModelStatus>(modelMoves, 'withdraw', model.status)
  if (!mayWithdrawModel(user, model)) throw new Refusal('not-permitted')
  await saveModelWithdrawn(db, version, { status, by: user.officialId, at: now, reason })
  await record('detectorModel.withdrawn', {
    ...factsOf(user, version),
    from: model.status,
    to: status,
    personal: reason,
  })
  return status
}
