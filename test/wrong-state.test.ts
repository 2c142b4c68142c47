/** Nobody moves a record out of a state in which the act is not lawful: refused with a code and both sentences, and nothing is written. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { modules } from '../src/apps/server/modules.ts'
import type { Operation } from '../src/platform/shared/contract.ts'
import { type Given, liveThroughCountyA } from './county-ground.ts'
import { openTest, refusal, type Test } from './harness.ts'
import type { Life } from './life.ts'
import { lives, withoutLife } from './lives.ts'
import { sampleInput } from './sample.ts'
import { readerOfWhole, type WholeDatabase } from './whole-database.ts'
import { areas, type PersonKey, people, plays } from './world.ts'

let city: Test
let given: Given
let readWhole: WholeDatabase
beforeAll(async () => {
  city = await openTest({ now: '2018-03-05T01:00:00Z' })
  given = await liveThroughCountyA(city)
  readWhole = await readerOfWhole(city)
  // triggers that guard what is finished are the last line of defence: here the program itself is to refuse
  for (const table of new Set(lives.map((life) => life.table)))
    await city.asOwner(`alter table ${table} disable trigger user`)
})
afterAll(() => city.close())

const operations = new Map<string, Operation>(
  modules.flatMap((module) =>
    Object.entries(module.contract).map(([name, operation]) => [`${module.name}.${name}`, operation] as const),
  ),
)

/** An id of nothing, where a record's key is no id. */
const nobody = '01900000-0000-7000-8000-000000000000'

const letsIn = ({ needs }: Operation, person: PersonKey): boolean =>
  !Array.isArray(needs) || needs.some((role) => plays(person, role))

/** Puts a record of county A into a state, as the owner of the tables can. @returns its key. */
async function putInto({ table, key = 'id', column, put, beside, row = 'true' }: Life, state: string): Promise<string> {
  const sets = [...(column ? [`${column} = '${state}'`] : []), ...(put ? [put(state)] : [])]
  const rows = await city.asOwner<{ key: string }>(
    `update ${table} set ${sets.join(', ')} where ${key} = (select t.${key} from ${table} t where ${row} order by t.${key} limit 1)
      returning ${key}::text as key`,
  )
  if (!rows[0]) throw new Error(`county A has no ${table}`)
  const more = beside?.(state)
  if (more) await city.asOwner(more, [rows[0].key])
  return rows[0].key
}

async function idsOf({ table, key = 'id' }: Life, rowKey: string, ids: Readonly<Record<string, string>>) {
  if (Object.keys(ids).length === 0) return {}
  const columns = Object.entries(ids).map(([name, expression]) => `(${expression})::text as "${name}"`)
  const rows = await city.asOwner(`select ${columns.join(', ')} from ${table} t where t.${key}::text = $1`, [rowKey])
  return rows[0]
}

test('every operation that writes stands in a life, or says why it needs none', () => {
  const writing = [...operations].filter(([, { method }]) => method !== 'GET').map(([name]) => name)
  const walked = new Set(lives.flatMap((life) => life.operations.map(({ operation }) => operation)))
  expect(writing.filter((name) => walked.has(name) === name in withoutLife)).toEqual([])
  expect([...walked, ...Object.keys(withoutLife)].filter((name) => !writing.includes(name))).toEqual([])
})

describe.each(lives)('$table: $states', (life) => {
  test.each(life.states)('%s', async (state) => {
    const rowKey = await putInto(life, state)
    const before = await readWhole()
    for (const act of life.operations.filter((one) => !one.in.includes(state))) {
      const operation = operations.get(act.operation)
      if (!operation) throw new Error(`there is no operation ${act.operation}`)
      const ids = await idsOf(life, rowKey, act.ids ?? { id: 't.id' })
      const input = {
        ...sampleInput(operation, { uuid: life.key ? nobody : rowKey, areaId: areas.villageA1.id }),
        ...(typeof act.input === 'function' ? act.input(given) : act.input),
        ...ids,
      }
      const codes = new Map<PersonKey, string>()
      for (const person of people.filter((key) => letsIn(operation, key))) {
        const { status, body } = await city.call(person, operation, input)
        const said = `${act.operation} of ${life.table} ${state} as ${person}: ${status} ${JSON.stringify(body)}`
        expect(status, said).toBeGreaterThanOrEqual(400)
        expect(status, said).toBeLessThan(500)
        expect(body, said).toMatchObject(refusal)
        codes.set(person, (body as { code: string }).code)
      }
      const codesSaid = `${act.operation} ${JSON.stringify(input)}: ${[...codes].join(' ')}`
      const wanted = act.unseen?.includes(state) ? ['not-found'] : (act.codes ?? ['wrong-state'])
      expect
        .soft(
          [...codes.values()].some((code) => wanted.includes(code)),
          codesSaid,
        )
        .toBe(true)
    }
    expect(await readWhole()).toEqual(before)
  })
})
