/** What anyone may read of the public register: C2SP tlog-tiles, proofs, the books. No account, nothing kept of who asked. */
import { z } from 'zod'
import { contract, instant } from '../platform/shared/contract.ts'
import { book } from './books.ts'
import { stepProof } from './tip-proof.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const size = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
/** A signed head as it is published. */
const checkpoint = z.string()
/** Number of the tile in groups of three digits, and `.p/<width>` where it is not full. */
const tileNumber = z.string().max(60)

export const registerContract = contract({
  getCheckpoint: {
    method: 'GET',
    path: '/api/register/checkpoint',
    needs: 'anyone',
    title: 'The newest head of the public register of tips: a C2SP checkpoint',
    input: z.object({}),
    output: z.string(),
    body: 'plain',
  },
  getEntries: {
    method: 'GET',
    path: '/api/register/tile/entries/*',
    needs: 'anyone',
    title: 'Leaves of the register in bundles of 256, as C2SP tlog-tiles has them',
    input: z.object({ '*': tileNumber }),
    output: z.string(),
    body: 'plain',
  },
  getTile: {
    method: 'GET',
    path: '/api/register/tile/:level/*',
    needs: 'anyone',
    title: 'A tile of the Merkle tree of the register, as C2SP tlog-tiles has it',
    input: z.object({ level: z.coerce.number().int().min(0).max(5), '*': tileNumber }),
    output: z.string(),
    body: 'plain',
  },
  proveInclusion: {
    method: 'GET',
    path: '/api/register/inclusion',
    needs: 'anyone',
    title: 'Where a leaf stands under the newest head, with its proof (RFC 9162)',
    input: z.object({ leafHash: hash }),
    output: z.object({ index: z.number().int(), size: z.number().int(), proof: z.array(hash), checkpoint }),
  },
  proveConsistency: {
    method: 'GET',
    path: '/api/register/consistency',
    needs: 'anyone',
    title: 'Proof that the tree of the newest head begins with an earlier one (RFC 9162)',
    input: z.object({ first: size, second: size.optional() }),
    output: z.object({ first: z.number().int(), second: z.number().int(), proof: z.array(hash), checkpoint }),
  },
  getKeys: {
    method: 'GET',
    path: '/api/register/keys',
    needs: 'anyone',
    title: 'The keys of the register, one after the other, with the signed announcement of each change',
    input: z.object({}),
    output: z.object({
      /** Oldest first; `from` is null for the first one. A key whose time has not come is among them. */
      keys: z.array(z.object({ key: z.string(), from: instant.nullable() })),
      /** One fewer than the keys. `lost`: the old key could not sign any more. `proof` is the step of the announcement in the register. */
      changes: z.array(z.object({ announcement: z.string(), lost: z.boolean(), proof: stepProof })),
    }),
  },
  getBooks: {
    method: 'GET',
    path: '/api/register/books',
    needs: 'anyone',
    title:
      'Tips received, open and verified by county and month of arrival, unrounded, as the leaves of the newest head add up',
    input: z.object({}),
    output: z.object({
      /** The key as C2SP writes it; compare it with the one you were given. */
      key: z.string(),
      /** Null before the first batch. */
      head: z.object({ size: z.number().int(), root: hash, at: instant, checkpoint }).nullable(),
      rows: z.array(book.extend({ countyName: z.string().nullable() })),
    }),
  },
})
