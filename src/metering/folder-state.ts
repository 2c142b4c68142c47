/** The watched folder as it lies on disk: what is ready, what waits, what was refused. Server code. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Output } from '../platform/shared/contract.ts'
import { timeMarks } from './long-days.ts'
import type { folderProblems, tokenContract } from './token-contract.ts'

/** Under which agreement everything in the folder is delivered. */
export const termsFile = 'terms.json'
export const doneFolder = 'done'
export const refusedFolder = 'refused'
export const reasonOf = (name: string): string => `${name}.reason.txt`

const term = z.string().trim().min(1).max(200)
const folderTerms = z.object({
  agreement: term,
  purpose: term,
  basis: term,
  timeMark: z.enum(timeMarks).default('start'),
  /** Id of the area delivered for; the city if not given. */
  areaId: z.number().int().positive().optional(),
})
export type FolderTerms = z.infer<typeof folderTerms>
export type FolderProblem = (typeof folderProblems)[number]

export async function readTerms(folder: string): Promise<FolderTerms | FolderProblem> {
  const text = await readFile(join(folder, termsFile), 'utf8').catch(() => null)
  if (text === null) return 'termsMissing'
  try {
    return folderTerms.parse(JSON.parse(text))
  } catch {
    return 'termsWrong'
  }
}

export type WaitingFile = { name: string; size: number; changedAt: Date }

/** Files of readings by name; what is hidden or still carries the ending of an upload is none. Throws where the folder cannot be read. */
export async function listWaiting(folder: string): Promise<WaitingFile[]> {
  const found: WaitingFile[] = []
  for (const entry of (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!entry.isFile() || entry.name.startsWith('.') || !/\.(csv|txt|gz)$/i.test(entry.name)) continue
    const state = await stat(join(folder, entry.name)).catch(() => null)
    // the time of the last change counts too: a copy may keep the time of its original
    if (state)
      found.push({ name: entry.name, size: state.size, changedAt: new Date(Math.max(state.mtimeMs, state.ctimeMs)) })
  }
  return found
}

type State = Output<(typeof tokenContract)['getWatchedFolder']>
const shown = 100

export async function readFolderState(folder: string | undefined): Promise<State> {
  const nothing = { terms: null, waiting: [], refused: [], done: 0 }
  if (folder === undefined) return { path: null, problem: null, ...nothing }
  const waiting = await listWaiting(folder).catch(() => null)
  if (waiting === null) return { path: folder, problem: 'unreadable', ...nothing }
  const terms = await readTerms(folder)
  const known = typeof terms === 'string' ? null : terms
  return {
    path: folder,
    problem: typeof terms === 'string' ? terms : null,
    terms: known && {
      agreement: known.agreement,
      purpose: known.purpose,
      basis: known.basis,
      timeMark: known.timeMark,
    },
    waiting: waiting.slice(0, shown).map(({ changedAt, ...file }) => ({ ...file, changedAt: changedAt.toISOString() })),
    refused: await listRefused(folder),
    done: (await readdir(join(folder, doneFolder)).catch(() => [])).length,
  }
}

async function listRefused(folder: string): Promise<State['refused']> {
  const names: string[] = await readdir(join(folder, refusedFolder)).catch(() => [])
  const refused = names.filter((name) => names.includes(reasonOf(name))).sort()
  return Promise.all(
    refused.slice(-shown).map(async (name) => ({
      name,
      reason: (await readFile(join(folder, refusedFolder, reasonOf(name)), 'utf8').catch(() => ''))
        .trim()
        .slice(0, 500),
    })),
  )
}
