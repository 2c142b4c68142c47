/** What runs beside the requests for pictures: encoding anew, forgetting what was sent, tidying what did not arrive whole. Idempotent. */
import type { JobContext, Jobs } from '../platform/server/context.ts'
import { encodeApart } from '../platform/server/picture-child.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { getRule } from '../rulebook/store.ts'
import { takeStep } from './tip-acts.ts'
import { type FileState, fileMoves, pieceName, pieces } from './tip-file.ts'
import {
  lockAsSent,
  lockEndedOriginals,
  lockGoing,
  lockPreparing,
  lockUnfinished,
  type Preparing,
  saveForgotten,
  saveGivenUp,
  saveGone,
  saveOriginalRemoved,
  savePrepared,
} from './tip-file-store.ts'
import { lockTip } from './tip-store.ts'

/** Pictures of one run: a second's work or two, so that no transaction lasts long. */
const batch = 10
const dayMs = 86_400_000

/** Encodes pictures anew: nobody sees one before. What is no picture is marked and never shown. */
async function preparePictures(context: JobContext): Promise<void> {
  for (const file of await lockPreparing(context.db, batch)) await preparePicture(context, file)
}

async function preparePicture(
  { db, now, platform: { files }, record }: JobContext,
  { id, tipId, state, areaPath }: Preparing,
): Promise<void> {
  const { maxEdgePx } = (await getRule(db, 'file.display', dateInChina(now))).value
  const picture = await encodeApart(files.parts.path(pieceName(id, 'reading')), maxEdgePx)
  const display = picture && {
    sha256: await files.put(picture.content),
    width: picture.width,
    height: picture.height,
  }
  await savePrepared(db, id, { state: move<FileState>(fileMoves, display ? 'prepare' : 'fail', state), display })
  await record(display ? 'tip.picturePrepared' : 'tip.pictureUnreadable', {
    subject: 'tip',
    id: tipId,
    areaPath,
    changed: { file: id },
  })
}

/** A reading copy as it was sent may hold more than is to be seen. It goes when the copy that is shown has been committed. */
async function forgetAsSent({ db, platform }: JobContext): Promise<void> {
  const ids = await lockAsSent(db, 500)
  for (const id of ids) await platform.files.parts.remove(pieceName(id, 'reading'))
  if (ids.length > 0) await saveForgotten(db, ids)
}

/** What did not arrive whole within the days of the rule is taken away; the reporter reads so under the code. */
async function tidyUnfinished({ db, now, platform, record }: JobContext): Promise<void> {
  const { tidyDays } = (await getRule(db, 'tips.files', dateInChina(now))).value
  for (const { id, tipId, state, areaPath } of await lockUnfinished(db, new Date(now.getTime() - tidyDays * dayMs))) {
    await saveGivenUp(db, id, move<FileState>(fileMoves, 'giveUp', state))
    for (const piece of pieces) await platform.files.parts.remove(pieceName(id, piece))
    await record('tip.fileNotWhole', { subject: 'tip', id: tipId, areaPath, changed: { file: id } })
  }
}

/** Sealed originals end with their retention rule, with a step each that the reporter sees and the register keeps. */
async function removeOriginals(context: JobContext): Promise<void> {
  const { db, now, record } = context
  const { keepDays } = (await getRule(db, 'tips.originals', dateInChina(now))).value
  for (const file of await lockEndedOriginals(db, new Date(now.getTime() - keepDays * dayMs), 500)) {
    const tip = await lockTip(db, file.tipId)
    await saveOriginalRemoved(db, file.id, now)
    await takeStep(context, tip, 'originalRemoved', { file: { id: file.id, kind: file.kind } })
    await record('tip.originalRemoved', {
      subject: 'tip',
      id: tip.id,
      areaPath: tip.areaPath,
      changed: { file: file.id },
    })
  }
}

/** What was to go leaves the disk when that is committed, so that no original is lost that still stands in the books. */
async function forgetOriginals({ db, platform }: JobContext): Promise<void> {
  const ids = await lockGoing(db, 500)
  for (const id of ids) await platform.files.parts.remove(pieceName(id, 'sealed'))
  if (ids.length > 0) await saveGone(db, ids)
}

export const tipFileJobs: Jobs = {
  'tips.preparePictures': { on: ['tip.fileReceived', 'video.stillMade'], cron: '* * * * *', run: preparePictures },
  'tips.forgetAsSent': {
    on: ['tip.picturePrepared', 'tip.pictureUnreadable'],
    cron: '* * * * *',
    run: forgetAsSent,
  },
  'tips.tidyFiles': { cron: '40 4 * * *', run: tidyUnfinished },
  'tips.removeOriginals': { cron: '50 4 * * *', run: removeOriginals },
  'tips.forgetOriginals': { on: ['tip.originalRemoved'], cron: '10 5 * * *', run: forgetOriginals },
}
