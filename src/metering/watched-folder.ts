/**
 * Takes files out of the watched folder: imported they go to done/, of no use to refused/ with their reason beside them. A kill at any
 * moment loses nothing: the file lies there until it has moved, and the import goes on where it was cut off. Server code.
 */
import { mkdir, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Platform } from '../platform/server/context.ts'
import { inContext } from '../platform/server/http.ts'
import type { DeliveryFailure } from './delivery.ts'
import { lockWatchedFolder } from './delivery-store.ts'
import { deliveryText } from './delivery-text.ts'
import { doneFolder, listWaiting, readTerms, reasonOf, refusedFolder } from './folder-state.ts'
import { importReadings } from './import-readings.ts'

/** A file that has not changed for so long is complete. */
const quietMs = 15_000

/** One after the other, in the order of their names. @returns how many were moved. */
export async function takeFromFolder(platform: Platform, quiet = quietMs): Promise<number> {
  const folder = platform.config.readingsFolder
  if (folder === undefined) return 0
  return inContext(platform, 'system', null, async ({ db }) => {
    if (!(await lockWatchedFolder(db))) return 0
    const terms = await readTerms(folder)
    const waiting = await listWaiting(folder).catch(() => [])
    // nothing is looked at without terms; the page says what is missing
    if (typeof terms === 'string') return 0
    let moved = 0
    for (const { name, changedAt } of waiting) {
      if (Date.now() - changedAt.getTime() < quiet) continue
      const { areaId, ...rest } = terms
      const given = { ...rest, channel: 'folder' as const, ...(areaId !== undefined && { areaId }) }
      const { outcome, failure } = await importReadings(platform, join(folder, name), given)
      if (outcome === 'elsewhere') continue
      if (outcome === 'failed') await refuse(folder, name, failure)
      else await moveTo(join(folder, doneFolder), folder, name)
      moved++
    }
    return moved
  })
}

async function refuse(folder: string, name: string, failure: DeliveryFailure | null): Promise<void> {
  const into = join(folder, refusedFolder)
  const free = await freeName(into, name)
  const { reason = 'unreadable', line = 0 } = failure ?? {}
  const where = line > 0 ? [`（第 ${line} 行）`, ` (row ${line})`] : ['', '']
  const words = `${deliveryText.zh[`reject.${reason}`]}${where[0]}\n${deliveryText.en[`reject.${reason}`]}${where[1]}\n`
  await writeFile(join(into, reasonOf(free)), words)
  await rename(join(folder, name), join(into, free))
}

async function moveTo(into: string, folder: string, name: string): Promise<void> {
  await rename(join(folder, name), join(into, await freeName(into, name)))
}

/** The name, or with a number before its ending where one of that name lies there. */
async function freeName(into: string, name: string): Promise<string> {
  await mkdir(into, { recursive: true })
  const [, stem = name, ending = ''] = /^(.*?)((?:\.[a-z]+)+)$/i.exec(name) ?? []
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${stem}-${number}${ending}`
    if (!(await stat(join(into, candidate)).catch(() => null))) return candidate
  }
}
