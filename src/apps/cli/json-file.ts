import { readFile } from 'node:fs/promises'

/** What a file of JSON says; undefined where it is none, which no shape accepts. */
export async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8')
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
