/** Photographs attached to a record must be the caller's to attach. */
import type { Db } from '../platform/server/db.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { countFiles } from './observation-store.ts'

/** Refuses `not-found` for a file that is not there or lies outside the caller's scope. */
export async function checkPhotos(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length > 0 && (await countFiles(db, ids)) !== new Set(ids).size)
    throw new Refusal('not-found', { field: 'photoIds' })
}
