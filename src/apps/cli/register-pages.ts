/** `gangshao register pages`: whether a server serves the public pages of a release, and nothing else in their place. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256Hex } from '../../platform/server/digest.ts'
import { addressesOf, readPageHashes } from '../../tips/page-hashes.ts'
import { checkout } from '../server/foundation.ts'
import { NotInOrder } from './outcome.ts'
import { sayResult } from './print.ts'
import { openProgress } from './progress.ts'

/** The list that the build of this checkout wrote. */
const ownList = join(checkout, 'dist', 'web', 'public', 'pages.sha256')

export type ServedPage = { address: string; file: string; state: 'same' | 'changed' | 'missing' }

/** Asks for every page as a browser does. @throws Error where the list is none, or the server is not reached. */
export async function compareServedPages(
  url: string,
  list: string,
  onProgress: (share: number) => void = () => {},
): Promise<ServedPage[]> {
  const hashes = readPageHashes(list)
  if (!hashes) throw new Error('not a list of page hashes / 不是页面校验值清单')
  const served: ServedPage[] = []
  const addresses = addressesOf(hashes)
  for (const { address, file, hash } of addresses) {
    const response = await fetch(new URL(`/${address}`, url), { headers: { accept: 'text/html,*/*' } })
    const content = Buffer.from(await response.arrayBuffer())
    const state = !response.ok ? 'missing' : sha256Hex(content) === hash ? 'same' : 'changed'
    served.push({ address, file, state })
    onProgress(served.length / addresses.length)
  }
  return served
}

const words = { same: 'same / 相同', changed: 'CHANGED / 已被改动', missing: 'MISSING / 没有提供' } as const

export async function comparePages(
  url: string,
  { list = ownList, json }: { list?: string; json?: boolean },
): Promise<void> {
  const progress = openProgress('register pages')
  const served = await compareServedPages(url, await readFile(list, 'utf8'), progress.show)
  progress.end()
  const wrong = served.filter(({ state }) => state !== 'same')
  sayResult(json, { ok: wrong.length === 0, pages: served }, [
    ...wrong.map(({ address, state }) => `${words[state]}: /${address}`),
    `${served.length - wrong.length}/${served.length} ${words.same}`,
  ])
  if (wrong.length > 0) throw new NotInOrder('pages differ from the release / 页面与发布清单不符')
}
