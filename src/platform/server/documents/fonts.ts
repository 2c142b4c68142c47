/** Where this machine keeps its Chinese fonts; none are shipped. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

const systemFolders = [
  '/usr/share/fonts',
  '/usr/local/share/fonts',
  '/System/Library/Fonts',
  '/Library/Fonts',
  'C:\\Windows\\Fonts',
]

/** Fonts that carry all characters of GB 18030's common part: Noto/Source Han, or the licensed ones where installed. */
const chinese =
  /^(NotoSerifCJK|NotoSansCJK|NotoSerifSC|NotoSansSC|SourceHanSerif|SourceHanSans|simfang|simsun|simhei|simkai|FZXBSJW|STFangsong).*\.(ttc|otf|ttf)$/i

/** @returns the folders that hold a Chinese font, sorted; empty where there is none. */
export async function findChineseFontFolders(roots: readonly string[] = systemFolders): Promise<string[]> {
  const found = await Promise.all(roots.map((root) => foldersBelow(root, 4)))
  return [...new Set(found.flat())].sort()
}

async function foldersBelow(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  const own = entries.some((entry) => !entry.isDirectory() && chinese.test(entry.name)) ? [folder] : []
  if (depth === 0) return own
  const below = await Promise.all(
    entries.filter((entry) => entry.isDirectory()).map((entry) => foldersBelow(join(folder, entry.name), depth - 1)),
  )
  return [...own, ...below.flat()]
}

/** A folder that is not there, or not ours to read, has no fonts for us. */
const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM'].includes(String(error.code))
