/**
 * The audit of the public register from outside, with nothing but what anyone can read: the head's signature, every leaf, the root they
 * give, the tiles, an earlier head that was kept, and the books. Pure; where the octets come from is an argument.
 */
import { equalBytes, hexOf, textOf } from '../platform/shared/bytes.ts'
import { type Book, booksOf, imbalancesOf, type StepCount } from './books.ts'
import type { Checkpoint } from './checkpoint.ts'
import { type Hash, leafHash, verifyConsistency } from './merkle-tree.ts'
import { faultsFor, followKeys, type KeyChain, type KeyFault } from './register-key.ts'
import {
  type ChangeFinding,
  compareChanges,
  type HeadFinding,
  openHead,
  type PublishedKeys,
} from './register-key-audit.ts'
import { type HashOf, readLeaf } from './register-leaf.ts'
import type { CheckOf } from './signed-note.ts'
import { bookColumns, type StepKind } from './step.ts'
import { type Edge, growTree, hashesOf, readBundle, rootOfEdge, tileBytes, tileWidth } from './tile.ts'

/** What the register answers; undefined where it refuses. */
export type RegisterSource = {
  checkpoint(): Promise<string | undefined>
  books(): Promise<{ key: string; checkpoint: string | undefined; rows: Book[] } | undefined>
  keys(): Promise<PublishedKeys | undefined>
  entries(index: number, width: number): Promise<Uint8Array | undefined>
  tile(level: number, index: number, width: number): Promise<Uint8Array | undefined>
  consistency(first: number, second: number): Promise<Uint8Array[] | undefined>
}

export type Finding =
  | { code: 'headMissing' | 'keyUnreadable' | 'keyDiffers' | 'headsDiffer' }
  | HeadFinding
  | KeyFault
  | ChangeFinding
  /** No head was signed for longer than a day and a half. */
  | { code: 'headOld'; at: string }
  | { code: 'anchorNotSigned' | 'anchorOfOther' }
  /** The register has fewer leaves than the kept head. */
  | { code: 'shrunk'; from: number; to: number }
  /** The first leaves of today do not give the root of the kept head: history was rewritten, or there are two registers. */
  | { code: 'anchorDiffers'; size: number }
  | { code: 'consistencyFails'; from: number; to: number }
  | { code: 'entriesMissing'; from: number; to: number }
  | { code: 'leafUnreadable'; index: number }
  | { code: 'rootDiffers' }
  | { code: 'tileDiffers'; level: number; index: number; entry: number }
  | { code: 'booksDiffer'; county: string; month: string; term: string; published: number; counted: number }
  | { code: 'booksUnbalanced'; county: string; month: string }

/**
 * `key` signed the head; `losses` are those that the key one trusts makes good. `empty`: no head was signed yet and none is known, so that
 * there is nothing to check, which is neither right nor wrong.
 */
export type AuditReport = {
  ok: boolean
  empty: boolean
  findings: Finding[]
  head: Checkpoint | undefined
  note: string
  key: string
  losses: string[]
}

export type AuditOptions = {
  hashOf: HashOf
  checkOf: CheckOf
  now: Date
  /** The key one was given elsewhere; without it the one that the register names is believed. */
  trustedKey?: string | undefined
  /** A head kept earlier, with its signature. */
  anchor?: string | undefined
  /** Called with the share of the leaves that has been read, 0–1. */
  onProgress?: (share: number) => void
}

const oldMs = 36 * 3_600_000
/** Bundles asked for at once. */
const abreast = 8

/** The newest head and the books under it; a batch that comes between the two questions is waited out. */
async function readTop(source: RegisterSource) {
  for (let tries = 0; ; tries += 1) {
    const note = await source.checkpoint()
    const books = await source.books()
    if (note === books?.checkpoint || tries === 3) return { note, books, same: note === books?.checkpoint }
  }
}

export async function auditRegister(source: RegisterSource, options: AuditOptions): Promise<AuditReport> {
  const { note, books, same } = await readTop(source)
  const published = await source.keys()
  const failed = (...findings: Finding[]): AuditReport => ({
    ok: false,
    empty: false,
    findings,
    head: undefined,
    note: note ?? '',
    key: books?.key ?? '',
    losses: [],
  })
  // whoever has kept a head knows that there was one
  if (note === undefined && books?.checkpoint === undefined && books?.rows.length === 0 && options.anchor === undefined)
    return { ...failed(), empty: true }
  if (note === undefined || books === undefined) return failed({ code: 'headMissing' })
  const { hashOf, checkOf, trustedKey } = options
  const chain = followKeys(published?.first ?? '', published?.changes.map((one) => one.announcement) ?? [], checkOf)
  if (!published || chain.spans.length === 0) return failed({ code: 'keyUnreadable' })
  const ofKeys = findingsOfKeys(chain, books.key, trustedKey)
  const head = openHead(note, chain, checkOf)
  if ('code' in head) return failed(...ofKeys, head)
  const hash = hashOf(head.algorithm)
  const kept = readAnchor(options.anchor, chain, checkOf, head)
  const walk = await walkLeaves(source, hash, head.size, kept.anchor?.size, options.onProgress)
  const findings: Finding[] = [
    ...ofKeys,
    ...(same ? [] : [{ code: 'headsDiffer' as const }]),
    ...(options.now.getTime() - Date.parse(head.at) > oldMs ? [{ code: 'headOld' as const, at: head.at }] : []),
    ...kept.findings,
    ...walk.findings,
    ...(walk.complete && !equalBytes(walk.root, head.root) ? [{ code: 'rootDiffers' as const }] : []),
    ...(walk.complete ? compareChanges(published.changes, walk.keyLeaves, { chain, head, hashOf, checkOf }) : []),
    ...(kept.anchor ? await compareAnchor(source, hash, kept.anchor, head, walk.anchorRoot) : []),
    ...compareBooks(books.rows, booksOf(walk.counts)),
  ]
  const losses = chain.faults.flatMap((fault) => (fault.code === 'keyLost' ? [fault.at] : []))
  return { ok: findings.length === 0, empty: false, findings, head, note, key: books.key, losses }
}

/** @param named the key that the register names as that of today. */
function findingsOfKeys(chain: KeyChain, named: string, trusted: string | undefined): Finding[] {
  const known = (key: string) => chain.spans.some(({ text }) => text === key.trim())
  const differs = !known(named) || (trusted !== undefined && !known(trusted))
  return [...(differs ? [{ code: 'keyDiffers' as const }] : []), ...faultsFor(chain, trusted)]
}

function readAnchor(
  text: string | undefined,
  chain: KeyChain,
  checkOf: CheckOf,
  head: Checkpoint,
): { anchor?: Checkpoint; findings: Finding[] } {
  if (text === undefined) return { findings: [] }
  const anchor = openHead(text, chain, checkOf)
  if ('code' in anchor) return { findings: [{ code: 'anchorNotSigned' }] }
  if (anchor.origin !== head.origin || anchor.algorithm !== head.algorithm)
    return { findings: [{ code: 'anchorOfOther' }] }
  if (anchor.size > head.size) return { findings: [{ code: 'shrunk', from: anchor.size, to: head.size }] }
  return { anchor, findings: [] }
}

async function compareAnchor(
  source: RegisterSource,
  hash: Hash,
  anchor: Checkpoint,
  head: Checkpoint,
  rootThen: Uint8Array | undefined,
): Promise<Finding[]> {
  const proof = await source.consistency(anchor.size, head.size)
  const claim = { first: anchor.size, second: head.size, firstRoot: anchor.root, secondRoot: head.root }
  const proven = proof !== undefined && verifyConsistency(hash, { ...claim, proof })
  return [
    ...(rootThen && equalBytes(rootThen, anchor.root) ? [] : [{ code: 'anchorDiffers' as const, size: anchor.size }]),
    ...(proven ? [] : [{ code: 'consistencyFails' as const, from: anchor.size, to: head.size }]),
  ]
}

type Walk = {
  findings: Finding[]
  root: Uint8Array
  /** The root over the leaves of the kept head. */
  anchorRoot: Uint8Array | undefined
  complete: boolean
  counts: StepCount[]
  /** Places of the leaves that announce a key, by their text. */
  keyLeaves: Map<string, number>
}

/** Reads every leaf and every tile of the tree of `size` leaves. */
async function walkLeaves(
  source: RegisterSource,
  hash: Hash,
  size: number,
  anchorSize: number | undefined,
  onProgress: (share: number) => void = () => {},
): Promise<Walk> {
  const edge: Edge = []
  const counts = new Map<string, StepCount>()
  const walk: Walk = {
    findings: [],
    root: rootOfEdge(hash, edge),
    anchorRoot: undefined,
    complete: true,
    counts: [],
    keyLeaves: new Map(),
  }
  if (anchorSize === 0) walk.anchorRoot = walk.root
  for (let group = 0; group * tileWidth < size && walk.complete; group += abreast) {
    const wanted = Array.from({ length: abreast }, (_, i) => group + i).filter((index) => index * tileWidth < size)
    const widths = wanted.map((index) => Math.min(tileWidth, size - index * tileWidth))
    const bundles = await Promise.all(wanted.map((index, i) => source.entries(index, widths[i] ?? tileWidth)))
    for (const [i, index] of wanted.entries()) {
      const first = index * tileWidth
      const leaves = readBundle(bundles[i] ?? new Uint8Array()) ?? []
      if (leaves.length !== widths[i]) {
        walk.findings.push({ code: 'entriesMissing', from: first, to: first + (widths[i] ?? 0) - 1 })
        walk.complete = false
        break
      }
      for (const [j, leaf] of leaves.entries()) {
        const kind = count(counts, leaf)
        if (kind === undefined) walk.findings.push({ code: 'leafUnreadable', index: first + j })
        if (kind === 'registerKey') walk.keyLeaves.set(textOf(leaf) ?? '', first + j)
      }
      const hashes = leaves.map((leaf) => leafHash(hash, leaf))
      const cut = anchorSize === undefined ? 0 : Math.max(0, Math.min(hashes.length, anchorSize - first))
      const full = growTree(hash, edge, hashes.slice(0, cut), first)
      if (cut > 0 && first + cut === anchorSize) walk.anchorRoot = rootOfEdge(hash, edge)
      full.push(...growTree(hash, edge, hashes.slice(cut), first + cut))
      for (const tile of full) walk.findings.push(...(await compareTile(source, tile.level, tile.index, tile.hashes)))
    }
    onProgress(Math.min(1, ((group + abreast) * tileWidth) / size))
  }
  if (walk.complete)
    for (const [level, row] of edge.entries())
      if (row.length > 0)
        walk.findings.push(...(await compareTile(source, level, Math.floor(size / tileWidth ** (level + 1)), row)))
  return { ...walk, root: rootOfEdge(hash, edge), counts: [...counts.values()] }
}

/** @returns its kind; undefined for a leaf that cannot be read. */
function count(counts: Map<string, StepCount>, bytes: Uint8Array): StepKind | undefined {
  const leaf = readLeaf(bytes)
  if (!leaf) return undefined
  const { county, receivedMonth: month, kind } = leaf
  const key = `${county}\n${month}\n${kind}`
  counts.set(key, { county, month, kind, steps: (counts.get(key)?.steps ?? 0) + 1 })
  return kind
}

async function compareTile(
  source: RegisterSource,
  level: number,
  index: number,
  hashes: readonly Uint8Array[],
): Promise<Finding[]> {
  const served = await source.tile(level, index, hashes.length)
  if (served && equalBytes(served, tileBytes(hashes))) return []
  const given = hashesOf(served ?? new Uint8Array()).map(hexOf)
  const entry = hashes.findIndex((hash, i) => given[i] !== hexOf(hash))
  return [{ code: 'tileDiffers', level, index, entry: index * tileWidth + Math.max(0, entry) }]
}

/** Every term that the leaves do not give, and every line that does not balance by itself. */
function compareBooks(published: readonly Book[], counted: readonly Book[]): Finding[] {
  const lineOf = ({ county, month }: Book) => `${county}\n${month}`
  const [theirs, ours] = [new Map(published.map((b) => [lineOf(b), b])), new Map(counted.map((b) => [lineOf(b), b]))]
  return [...new Set([...theirs.keys(), ...ours.keys()])].sort().flatMap((line): Finding[] => {
    const [a, b] = [theirs.get(line), ours.get(line)]
    const [county = '', month = ''] = line.split('\n')
    return [
      ...bookColumns
        .map((term) => ({ term, published: a?.[term] ?? 0, counted: b?.[term] ?? 0 }))
        .filter((each) => each.published !== each.counted)
        .map((each) => ({ code: 'booksDiffer' as const, county, month, ...each })),
      ...(a && imbalancesOf(a).length > 0 ? [{ code: 'booksUnbalanced' as const, county, month }] : []),
    ]
  })
}
