/** The operations of tokens, the interface, the versions of a day, the looks and the watched folder. */
import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { v7 as uuidv7 } from 'uuid'
import type { Context, Handlers, Platform } from '../platform/server/context.ts'
import type { IncomingFile } from '../platform/server/files.ts'
import { inContext } from '../platform/server/http.ts'
import { insertFile } from '../platform/server/platform-store.ts'
import { dateInChina, daysBetween } from '../platform/shared/calendar.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { findRule } from '../rulebook/store.ts'
import { recordLook } from './acts.ts'
import { readDayVersions } from './day-versions.ts'
import { maySeeMeters } from './delivery.ts'
import { readFolderState } from './folder-state.ts'
import { receiveDelivery } from './import-readings.ts'
import { listLooks } from './look-store.ts'
import { csvOfMessage } from './reading-message.ts'
import { isTokenValid, longestTokenDays, mayIssueToken, mayRevokeToken } from './token.ts'
import type { tokenContract } from './token-contract.ts'
import {
  findToken,
  insertToken,
  listTokens,
  lockToken,
  saveTokenRevoked,
  saveTokenUsed,
  type Token,
} from './token-store.ts'
import { getUsagePoint } from './usage-point-store.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
/** Bytes of a JSON message; larger deliveries come as CSV, which is not held in memory. */
const longestMessage = 32 * 1_048_576

/** Refuses `token-unknown`. */
async function openWith(platform: Platform, token: string): Promise<Token> {
  return inContext(platform, 'system', null, async ({ db, now }) => {
    const found = token === '' ? undefined : await findToken(db, sha256(token))
    if (!found || !isTokenValid(found, dateInChina(now))) throw new Refusal('token-unknown')
    return found
  })
}

/** Refuses `too-large`, `bad-json`, `bad-input`. */
async function messageAsCsv(stream: NodeJS.ReadableStream): Promise<IncomingFile> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk)
    length += bytes.length
    if (length > longestMessage) throw new Refusal('too-large', { maxBytes: longestMessage })
    chunks.push(bytes)
  }
  const csv = csvOfMessage(Buffer.concat(chunks).toString('utf8'))
  return { name: 'readings.csv', stream: Readable.from([Buffer.from(csv)]) }
}

async function receive(
  context: Context<unknown>,
  token: Token,
  file: Awaited<ReturnType<Platform['files']['take']>>,
): Promise<{ id: string; known: boolean }> {
  const { db, now } = context
  const { id: tokenId, agreement, purpose, basis, timeMark, areaId, areaPath } = token
  const name = `${token.name} ${now.toISOString()}${file.kind === 'gzip' ? '.csv.gz' : '.csv'}`
  const row = { ...file, name, id: uuidv7(), purpose: 'import', areaId, areaPath, uploadedBy: null, uploadedAt: now }
  await insertFile(db, row)
  const received = await receiveDelivery(context, {
    agreement,
    purpose,
    basis,
    timeMark,
    areaId,
    areaPath,
    tokenId,
    channel: 'interface',
    file: row,
    by: null,
  })
  await saveTokenUsed(db, tokenId, now)
  return received
}

const readingTypes = ['text/csv', 'application/gzip']

export const tokenHandlers: Handlers<typeof tokenContract> = {
  listTokens: ({ db, now }, input) => listTokens(db, input, dateInChina(now)),

  async issueToken({ db, user, now, record, platform }, { areaId, ...given }) {
    const today = dateInChina(now)
    const areaPath = await platform.directory.areaPath(db, areaId, today)
    if (!mayIssueToken(user, areaPath)) throw new Refusal('not-permitted')
    const days = daysBetween(today, given.validTo)
    if (days < 0 || days > longestTokenDays) throw new Refusal('token-term', { days: longestTokenDays })
    const id = uuidv7()
    const token = `gsr_${randomBytes(32).toString('base64url')}`
    await insertToken(db, { ...given, id, areaId, areaPath, sha256: sha256(token), by: user.officialId, at: now })
    const { agreement, purpose, basis, timeMark, validTo } = given
    await record('token.issued', {
      subject: 'deliveryToken',
      id,
      areaPath,
      changed: { name: given.name, agreement, purpose, basis, timeMark, validTo },
    })
    return { id, token }
  },

  async revokeToken({ db, user, now, record }, { id }) {
    const token = await lockToken(db, id)
    if (token.revokedAt !== null) throw new Refusal('wrong-state', { move: 'revoke', status: 'revoked' })
    if (!mayRevokeToken(user, token)) throw new Refusal('not-permitted')
    await saveTokenRevoked(db, id, user.officialId, now)
    await record('token.revoked', { subject: 'deliveryToken', id, areaPath: token.areaPath })
    return { revokedAt: now.toISOString() }
  },

  async receiveReadings({ platform }, { token: given }, file) {
    const token = await openWith(platform, given)
    const taken = file.name.endsWith('.json') ? await messageAsCsv(file.stream) : file
    const day = dateInChina(platform.clock())
    const bounds = await inContext(platform, 'system', null, ({ db }) =>
      platform.directory.fileBounds(db, 'import', day),
    )
    const mediaTypes = bounds.mediaTypes.filter((type) => readingTypes.includes(type))
    const stored = await platform.files.take(taken, { ...bounds, mediaTypes })
    return inContext(platform, 'system', null, (context) => receive(context, token, stored))
  },

  async listDayVersions(context, { id, day }) {
    const point = await getUsagePoint(context.db, id, dateInChina(context.now))
    if (!maySeeMeters(context.user, point.areaPath)) throw new Refusal('not-permitted')
    const versions = await readDayVersions(context, point.account, day)
    await recordLook(context, point, { from: day, to: day })
    return { account: point.account, day, versions }
  },

  async listLooks({ db, now }, input) {
    const rule = await findRule(db, 'retention.curveLooks', dateInChina(now))
    const retention = rule ? { years: rule.value.years, citation: rule.citation, standing: rule.standing } : null
    return { ...(await listLooks(db, input)), retention }
  },

  getWatchedFolder: ({ platform }) => readFolderState(platform.config.readingsFolder),
}
