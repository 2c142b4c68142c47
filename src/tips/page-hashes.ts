/** The SHA-256 of every file of the public pages, as the build of a release writes it and anyone compares it with what is served. Pure. */

/** `public/report.html` → 64 hexadecimal digits. */
export type PageHashes = ReadonlyMap<string, string>

/** Lines as `sha256sum --check` reads them, in the order of the paths. */
export const writePageHashes = (hashes: PageHashes): string =>
  [...hashes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, hash]) => `${hash}  ${path}\n`)
    .join('')

/** Undefined for what is no such list. */
export function readPageHashes(text: string): PageHashes | undefined {
  const lines = text.split('\n').filter((line) => line !== '')
  const read = lines.map((line) => /^([0-9a-f]{64}) {2}((?:public|assets)\/[\w./-]+)$/.exec(line))
  if (lines.length === 0 || read.includes(null)) return undefined
  return new Map(read.flatMap((found) => (found?.[1] && found[2] ? [[found[2], found[1]] as const] : [])))
}

/** Addresses under which a page is opened, beside its own. */
const openedAs: Readonly<Record<string, readonly string[]>> = {
  'public/report.html': ['public/report', 'public/mine'],
  'public/index.html': ['public/', 'public/register'],
}

/** Every address to ask for, with the file that has to come. */
export const addressesOf = (hashes: PageHashes): { address: string; file: string; hash: string }[] =>
  [...hashes].flatMap(([file, hash]) => [file, ...(openedAs[file] ?? [])].map((address) => ({ address, file, hash })))
