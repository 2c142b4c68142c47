/** The named acts of the register's keys: to begin with one, and to change it. */
import type { Context } from '../platform/server/context.ts'
import { addDays, dateInChina } from '../platform/shared/calendar.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { NoteSigner } from './note-signer.ts'
import { prepareStep } from './register-acts.ts'
import { keyChangeText } from './register-key.ts'
import { deleteFirstKey, hasBegun, insertKey, type KeyRow, listKeys, lockKeys } from './register-key-store.ts'
import { findSigner, keyOfRow, makeSigner, rowAt } from './register-signer.ts'
import { insertPending } from './register-store.ts'
import { keyText, type NoteAlgorithm, noteText } from './signed-note.ts'

/**
 * The first key, of the kind that is set. A register that signed before keys were written down began with Ed25519; one that has promised
 * nothing yet takes the kind of today's setting.
 */
export async function beginRegister({ db, platform, record }: Context<null>): Promise<void> {
  const asked = platform.config.signature
  const rows = await listKeys(db)
  if (rows[0] && (rows.length > 1 || rows[0].algorithm === asked)) return
  await lockKeys(db)
  const [begun, [first, ...more]] = [await hasBegun(db), await listKeys(db)]
  if (first && (begun || more.length > 0 || first.algorithm === asked)) return
  const algorithm = begun ? 'ed25519' : asked
  const { key } = await makeSigner(platform, 1, algorithm)
  if (first) await deleteFirstKey(db)
  const { publicKey } = key
  await insertKey(db, { number: 1, algorithm, publicKey, fromAt: null, lost: false, announcement: null, proof: null })
  await record('register.keyBegun', { ...keyEvent(1), changed: { algorithm, key: keyText(key) } })
}

const keyEvent = (number: number) => ({ subject: 'registerKey', id: number, areaPath: '/' })

export type AskedChange = {
  algorithm: NoteAlgorithm
  /** Day in China from whose first minute the new key signs; undefined: the day after tomorrow. Of no use for a loss. */
  from?: string | undefined
  /** The secret of the old key is gone: the new one signs at once, and alone. */
  lost: boolean
}
export type MadeChange = {
  number: number
  oldKey: string
  newKey: string
  from: string
  lost: boolean
  /** A loss for which a key vouches that the lost one had announced: the chain holds. */
  vouched: boolean
}

/** The key that a change ends, and who signs the announcement beside the new key. */
type Ending = { old: KeyRow; by: NoteSigner[] }

/**
 * Announces a new key: signed by the old and the new one, published at once, and a step of the register like any other. Refuses
 * `register-key-gone` where the old key or the one in force cannot sign, `register-key-there` where a loss is claimed and both can,
 * `register-key-day` where the day is not after today and after the last change, `register-key-known` where the secret is one the
 * register had before.
 */
export async function changeKey(context: Context<null>, asked: AskedChange): Promise<MadeChange> {
  const { db, now, platform, record } = context
  await lockKeys(db)
  const rows = await listKeys(db)
  const { old, by } = await (asked.lost ? endingByLoss(context, rows) : endingByChange(context, rows))
  const from = asked.lost ? afterLoss(now, old) : dayOf(asked.from, now, old)
  const number = rows.length + 1
  const fresh = await makeSigner(platform, number, asked.algorithm)
  const { publicKey, algorithm } = fresh.key
  if (rows.some((row) => row.publicKey.equals(publicKey))) throw new Refusal('register-key-known')
  const change = { oldKey: keyOfRow(platform, old), newKey: fresh.key, from, lost: asked.lost }
  const text = keyChangeText(change)
  const announcement = noteText(
    text,
    [...by, fresh].map((signer) => signer.line(text)),
  )
  const { stepId, leaf, promisedBy, receipt } = await prepareStep(
    context,
    stepOf(announcement, now),
    from === now.toISOString() ? fresh : undefined,
  )
  await insertPending(db, { id: stepId, leaf, promisedBy })
  await insertKey(db, { number, algorithm, publicKey, fromAt: from, lost: asked.lost, announcement, proof: receipt })
  const keys = { oldKey: keyText(change.oldKey), newKey: keyText(fresh.key) }
  const made = { number, ...keys, from, lost: asked.lost, vouched: asked.lost && by.length > 0 }
  await record('register.keyChanged', { ...keyEvent(number), changed: made })
  return made
}

/** The last key that was announced gives way; the one in force must be there too, or nothing is signed until the day comes. */
async function endingByChange({ platform, now }: Context<null>, rows: readonly KeyRow[]): Promise<Ending> {
  const [inForce, last] = [rowAt(rows, now), rows.at(-1)]
  if (!inForce || !last) throw new Error('the register has no key')
  const signer = (await findSigner(platform, inForce)) && (await findSigner(platform, last))
  if (!signer) throw new Refusal('register-key-gone')
  return { old: last, by: [signer] }
}

/**
 * The key in force, if it is gone, else the last one announced. Announced keys whose day has not come vouch for the new one as far as they
 * are there: the key that is gone had signed for them.
 */
async function endingByLoss({ platform, now }: Context<null>, rows: readonly KeyRow[]): Promise<Ending> {
  const [inForce, last] = [rowAt(rows, now), rows.at(-1)]
  if (!inForce || !last) throw new Error('the register has no key')
  if (await findSigner(platform, inForce)) {
    if (await findSigner(platform, last)) throw new Refusal('register-key-there')
    return { old: last, by: [] }
  }
  const heirs = await Promise.all(
    rows.filter(({ number }) => number > inForce.number).map((row) => findSigner(platform, row)),
  )
  return { old: inForce, by: heirs.filter((heir) => heir !== undefined) }
}

/** The announcement is a step of no tip and no county: it is the register's own. */
const stepOf = (announcement: string, now: Date) => ({
  kind: 'registerKey' as const,
  county: 'register',
  receivedOn: dateInChina(now),
  at: now,
  claim: { announcement },
})

/** At once; where the lost key had not begun yet, in its place: the one in force signs until then. */
const afterLoss = (now: Date, { fromAt }: KeyRow): string =>
  new Date(Math.max(now.getTime(), fromAt === null ? 0 : Date.parse(fromAt) + 1000)).toISOString()

/** The first instant of the day. Two days ahead, so that a head of the old key has the announcement in it before its end. */
function dayOf(asked: string | undefined, now: Date, last: KeyRow): string {
  const today = dateInChina(now)
  const from = new Date(`${asked ?? addDays(today, 2)}T00:00:00+08:00`)
  if (from <= now || (last.fromAt !== null && from <= new Date(last.fromAt)))
    throw new Refusal('register-key-day', { today })
  return from.toISOString()
}
