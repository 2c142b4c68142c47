/** The platform's own operations. */
import { v7 as uuidv7 } from 'uuid'
import { dateInChina } from '../shared/calendar.ts'
import { mayActIn, officeRoles, roles } from '../shared/permission.ts'
import type { platformContract } from '../shared/platform-contract.ts'
import { Refusal } from '../shared/refusal.ts'
import type { Context, Handlers } from './context.ts'
import { findHead } from './event-heads.ts'
import { exportHandlers } from './exports.ts'
import { readHealth, readLag, readTipQueue } from './health.ts'
import { inContext } from './http.ts'
import { toDueRows, toLimitRows } from './limit-rows.ts'
import { outboxHandlers } from './outbox-handlers.ts'
import { type FileRow, getFileRow, insertFile, listAllEvents, listEventsOf } from './platform-store.ts'
import { listDueLimits, listLimitsOf, listWaitingOf } from './time-limits.ts'

type Contract = typeof platformContract

const timelineLength = 200

export const platformHandlers: Handlers<Contract> = {
  ...outboxHandlers,
  ...exportHandlers,
  getMe: async ({ user }) => user,
  getHealth: ({ platform }) => readHealth(platform),
  getLag: ({ platform }) => readLag(platform),
  getTipQueue: ({ platform }) => readTipQueue(platform),
  getEventHead: async ({ db }) => (await findHead(db)) ?? null,

  async listEventsOf({ db, platform }, { subjectId }) {
    const rows = await listEventsOf(db, subjectId, timelineLength)
    return { rows: await withActorNames({ db, platform }, rows) }
  },

  async listAudit({ db, platform }, input) {
    const { rows, next } = await listAllEvents(db, input)
    return { rows: await withActorNames({ db, platform }, rows), next }
  },

  async uploadFile({ user, now, requestId, platform }, { areaId, purpose }, file) {
    const day = dateInChina(now)
    const { areaPath, bounds } = await inContext(platform, user, requestId, async ({ db }) => ({
      areaPath: await platform.directory.areaPath(db, areaId, day),
      bounds: await platform.directory.fileBounds(db, purpose, day),
    }))
    if (!mayActIn(user, roles, areaPath)) throw new Refusal('not-permitted')
    const stored = await platform.files.take(file, bounds)
    const row = { ...stored, id: uuidv7(), purpose, areaId, areaPath, uploadedBy: user.officialId, uploadedAt: now }
    return inContext(platform, user, requestId, async ({ db, record }) => {
      await insertFile(db, row)
      await record('file.stored', {
        subject: 'file',
        id: row.id,
        areaPath,
        changed: { sha256: row.sha256, size: row.size, type: row.type, purpose },
      })
      return toFileRecord(await getFileRow(db, row.id))
    })
  },

  async getFile({ db, platform }, { id }) {
    const file = await getFileRow(db, id)
    return { fileName: file.name, type: file.type, content: platform.files.stream(file.sha256) }
  },

  async getPicture({ db, platform }, { id }) {
    const file = await getFileRow(db, id)
    if (file.displaySha256 === null) throw new Refusal('not-found')
    return {
      fileName: `${id}.webp`,
      type: 'image/webp',
      content: platform.files.stream(file.displaySha256),
      inline: true,
    }
  },

  async listDueLimits({ db, user, now, platform }, { mine, after, limit, subjectKind }) {
    const officeAreaIds = user.grants.filter((g) => officeRoles.includes(g.role)).map((g) => g.areaId)
    // who leads an office by a post of its area is of no agency
    const offices = await platform.directory.officesOf(db, officeAreaIds, dateInChina(now))
    const holder = {
      officialId: user.officialId,
      agencyIds: [...offices, ...user.grants.flatMap((g) => (g.agencyId ? [g.agencyId] : []))],
      areaIds: user.grants.filter((g) => g.agencyId === null).map((g) => g.areaId),
      officeAreaIds,
    }
    const { rows, next } = await listDueLimits(db, { after, limit, subjectKind, ...(mine === 'true' && { holder }) })
    return { rows: await toDueRows({ db, platform }, rows, now), next }
  },

  async listLimitsOf({ db, now, platform }, { subjectId }) {
    return {
      rows: await toLimitRows({ db, platform }, await listLimitsOf(db, subjectId), now),
      waiting: await listWaitingOf(db, subjectId),
    }
  },
}

const toFileRecord = ({ displaySha256, ...file }: FileRow) => ({ ...file, display: displaySha256 !== null })

async function withActorNames<T extends { actorId: string | null }>(
  { db, platform }: Pick<Context, 'db' | 'platform'>,
  rows: T[],
) {
  const ids = [...new Set(rows.flatMap((row) => (row.actorId ? [row.actorId] : [])))]
  const names = await platform.directory.officialNames(db, ids)
  return rows.map((row) => ({ ...row, actorName: row.actorId ? (names.get(row.actorId) ?? null) : null }))
}
