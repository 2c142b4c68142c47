/** What runs beside the requests for pictures: encoding anew, forgetting what was sent, tidying what did not arrive whole. Idempotent. */
import type { JobContext, Jobs } from '../platform/server/context.ts'
import { putPicture } from '../platform/server/files.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { getRule } from '../rulebook/store.ts'
import { type FileState, fileMoves, pieceName, pieces } from './tip-file.ts'
import {
  lockAsSent,
  lockPreparing,
  lockUnfinished,
  saveForgotten,
  saveGivenUp,
  savePrepared,
} from './tip-file-store.ts'

/** Pictures of one run: a second's work or two, so that no transaction lasts long. */
const batch = 10
const dayMs = 86_400_000

/** Encodes pictures anew: nobody sees one before. What is no picture is marked and never shown. */
async function preparePictures({ db, platform, record }: JobContext): Promise<void> {
  const { files } = platform
  for (const { id, tipId, state, areaPath } of await lockPreparing(db, batch)) {
    const display = await putPicture(files, files.parts.path(pieceName(id, 'reading')))
    const next = move<FileState>(fileMoves, display ? 'prepare' : 'fail', state)
    await savePrepared(db, id, { state: next, display })
    await record(display ? 'tip.picturePrepared' : 'tip.pictureUnreadable', {
      subject: 'tip',
      id: tipId,
      areaPath,
      changed: { file: id },
    })
  }
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

export const tipFileJobs: Jobs = {
  'tips.preparePictures': { on: ['tip.fileReceived', 'tip.stillMade'], cron: '* * * * *', run: preparePictures },
  'tips.forgetAsSent': {
    on: ['tip.picturePrepared', 'tip.pictureUnreadable'],
    cron: '* * * * *',
    run: forgetAsSent,
  },
  'tips.tidyFiles': { cron: '40 4 * * *', run: tidyUnfinished },
}
