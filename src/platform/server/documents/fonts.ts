/** Where the Chinese fonts of documents lie: those of this machine, and those the program brings. */
import { readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

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

/** Free fonts that come with the program, so that no machine is without: regular and bold, with and without serifs. */
const brought = ['@expo-google-fonts/noto-serif-sc', '@expo-google-fonts/noto-sans-sc'].flatMap((name) => {
  const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
  return [join(folder, '400Regular'), join(folder, '700Bold')]
})

/**
 * @param roots where this machine keeps fonts.
 * @returns the folders that hold a Chinese font: the machine's, sorted, because it may have the licensed ones; then the program's own.
 */
export async function chineseFontFolders(roots: readonly string[] = systemFolders): Promise<string[]> {
  const found = await Promise.all(roots.map((root) => foldersBelow(root, 4)))
  return [...[...new Set(found.flat())].sort(), ...brought]
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
