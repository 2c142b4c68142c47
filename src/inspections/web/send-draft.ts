/** Sends what was written in the field, and forgets it only when the server has answered for all of it. */
import { platformContract } from '../../platform/shared/platform-contract.ts'
import { ClientError, type RefusalAnswer, upload } from '../../platform/web/client.ts'
import { inspections } from './inspections-client.ts'
import { dropPhoto, findPhoto } from './kept-photos.ts'
import { type DraftState, toContent } from './observation-draft.ts'

export type Sent = { id: string; contentHash: string; photoIds: string[]; leadId: string | null }

/** Sends one photograph. @returns the id of its file. */
export async function sendPhoto(areaId: number, key: string, photo: Blob): Promise<string> {
  const file = new File([photo], `${key}.jpg`, { type: photo.type || 'image/jpeg' })
  return (await upload(platformContract.uploadFile, { areaId, purpose: 'evidence' }, file)).id
}

/** The device has cleared its storage: the person decides, nothing is left out in silence. */
const photoLost: RefusalAnswer = {
  code: 'photo-lost',
  message: {
    zh: '有照片已不在本机，请返回上一步删除该照片或重新拍摄，然后再提交。',
    en: 'A photograph is no longer on this device. Go back, remove it or take it again, then send.',
  },
  details: {},
}

/** Without an answer, or while the same record is under way a second time, nobody knows whether it is stored. */
const undecided = (error: unknown): boolean =>
  error instanceof ClientError && (error.status === 0 || error.answer.code === 'sent-twice')

/** Sends missing photographs, then the record; throws what refused it. Nothing is lost: trying again sends the same. */
export async function sendDraft({ draft, change, setPhotos }: DraftState, asLead: boolean): Promise<Sent> {
  const photoIds: string[] = []
  for (const photo of draft.photos) {
    const fileId = photo.fileId ?? (await sendKept(draft.areaId ?? 0, photo.key))
    if (fileId === undefined) throw new ClientError(0, photoLost)
    setPhotos((photos) => photos.map((one) => (one.key === photo.key ? { ...one, fileId } : one)))
    photoIds.push(fileId)
  }
  const content = toContent(draft, asLead, photoIds, new Date())
  change({ sent: true, observedAt: content.observedAt })
  const answer = await inspections.recordObservation({ ...content, id: draft.id }).catch((error: unknown) => {
    // a refusal stored nothing, so it may be corrected
    if (!undecided(error)) change({ sent: false })
    throw error
  })
  if (!holdsAll(answer, draft.id, photoIds)) throw new Error('the answer does not list all that was sent')
  for (const photo of draft.photos) await dropPhoto(photo.key)
  return answer
}

/** Undefined where the device has lost it. */
async function sendKept(areaId: number, key: string): Promise<string | undefined> {
  const photo = await findPhoto(key)
  return photo && sendPhoto(areaId, key, photo)
}

const holdsAll = (answer: Sent, id: string, photoIds: readonly string[]): boolean =>
  answer.id === id &&
  /^[0-9a-f]{64}$/.test(answer.contentHash) &&
  photoIds.every((photo) => answer.photoIds.includes(photo))
