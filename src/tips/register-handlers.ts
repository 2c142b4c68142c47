/** Reads of the public register. Nothing is written, nobody is asked who he is. */
import { findByCodes, listAreaNames } from '../areas/store.ts'
import type { Context, Handlers, Plain } from '../platform/server/context.ts'
import type { Db } from '../platform/server/db.ts'
import { fromHex, hexOf } from '../platform/shared/bytes.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { booksOf } from './books.ts'
import { consistencyRanges, inclusionRanges } from './merkle-tree.ts'
import { nodeHashOf } from './node-hash.ts'
import type { registerContract } from './register-contract.ts'
import { beginOf, listKeys } from './register-key-store.ts'
import { readProof } from './register-proofs.ts'
import { keyOfRow, publishedKeys } from './register-signer.ts'
import { countSteps, findHead, findPlace, type Head, readLeaves, readTiles } from './register-store.ts'
import { keyText } from './signed-note.ts'
import { bundleOf, readTilePath, tileBytes, tileWidth, widthAt } from './tile.ts'

/** Refuses `register-empty` before the first batch. */
async function getHead(db: Db): Promise<Head> {
  const head = await findHead(db)
  if (!head) throw new Refusal('register-empty')
  return head
}

/** A tile that is full never changes; one at the right edge is soon another. */
const octets = (content: Uint8Array, width: number): Plain => ({
  type: 'application/octet-stream',
  content: Buffer.from(content),
  cache: width === tileWidth ? 'forever' : 'none',
})

/** Which tile a path asks for. Refuses `not-found` for one that the tree of the newest head does not have. */
async function askedTile(db: Db, level: number, path: string): Promise<{ index: number; width: number }> {
  const asked = readTilePath(path)
  const { size } = await getHead(db)
  if (!asked || asked.width > widthAt(level, asked.index, size)) throw new Refusal('not-found')
  return asked
}

export const registerHandlers: Handlers<typeof registerContract> = {
  getCheckpoint: async ({ db }) => ({
    type: 'text/plain; charset=utf-8',
    content: (await getHead(db)).note,
    cache: 'none',
  }),

  async getEntries({ db }, { '*': path }) {
    const { index, width } = await askedTile(db, 0, path)
    const first = index * tileWidth
    return octets(bundleOf(await readLeaves(db, first, first + width)), width)
  },

  async getTile({ db }, { level, '*': path }) {
    const { index, width } = await askedTile(db, level, path)
    const [hashes = []] = await readTiles(db, [{ level, index, width }])
    return octets(tileBytes(hashes), width)
  },

  async proveInclusion({ db }, { leafHash }) {
    const { size, algorithm, note } = await getHead(db)
    const index = await findPlace(db, fromHex(leafHash) ?? new Uint8Array(), size)
    if (index === undefined) throw new Refusal('leaf-unknown')
    const ranges = inclusionRanges(index, { from: 0, to: size })
    const proof = await readProof(db, nodeHashOf(algorithm), ranges, size)
    return { index, size, proof: proof.map(hexOf), checkpoint: note }
  },

  async proveConsistency({ db }, { first, second: asked }) {
    const { size, algorithm, note } = await getHead(db)
    const second = asked ?? size
    if (first > second || second > size) throw new Refusal('bad-input', { field: 'first' })
    const proof = await readProof(db, nodeHashOf(algorithm), consistencyRanges(first, second), second)
    return { first, second, proof: proof.map(hexOf), checkpoint: note }
  },

  async getKeys({ db, platform }) {
    const rows = await listKeys(db)
    return {
      keys: rows.map((row, i) => ({ key: keyText(keyOfRow(platform, row)), from: beginOf(rows.slice(i)) })),
      changes: rows.flatMap(({ announcement, lost, proof }) =>
        announcement !== null && proof !== null ? [{ announcement, lost, proof }] : [],
      ),
    }
  },

  async getBooks({ db, now, platform }) {
    const head = await findHead(db)
    const rows = head ? booksOf(await countSteps(db, head.id)) : []
    const names = await countyNames({ db, now }, [...new Set(rows.map(({ county }) => county))])
    return {
      key: (await publishedKeys({ db, now, platform })).key,
      head: head
        ? { size: head.size, root: head.root.toString('hex'), at: head.signedAt, checkpoint: head.note }
        : null,
      rows: rows.map((row) => ({ ...row, countyName: names.get(row.county) ?? null })),
    }
  },
}

/** Names of today by division code, or by the code of a zone, which has none; a county that is no more has no name. */
async function countyNames(
  { db, now }: Pick<Context<null>, 'db' | 'now'>,
  codes: readonly string[],
): Promise<Map<string, string>> {
  const on = dateInChina(now)
  const coded = [...(await findByCodes(db, codes, on))].map(([code, { id }]) => [code, id] as const)
  const zones = codes.flatMap((code) => {
    const [, id] = /^zone-(\d{1,9})$/.exec(code) ?? []
    return id === undefined ? [] : [[code, Number(id)] as const]
  })
  const ids = new Map([...coded, ...zones])
  const names = await listAreaNames(db, [...ids.values()], on)
  return new Map(
    [...ids].flatMap(([code, id]) => {
      const name = names.get(id)
      return name === undefined ? [] : [[code, name]]
    }),
  )
}
