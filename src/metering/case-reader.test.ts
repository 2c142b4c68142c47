import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ReadingLines } from './case-lines.ts'
import { readCaseDays, readCaseMeters } from './case-reader.ts'
import { readingColumns } from './reading-columns.ts'

const header = readingColumns.join(',')
const row = (meterId: string, day: string, values: readonly (number | string)[]) => [meterId, day, ...values].join(',')
const flat = (value: number | string) => new Array<number | string>(96).fill(value)
const meterHeader = 'meter_id,declared_industry,contract_kw,licensed_if_kw,licensed_if_shift'

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gangshao-case-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

async function writeCase(meters: string[], readings: string[]): Promise<void> {
  await writeFile(join(dir, 'meters.csv'), `${[meterHeader, ...meters].join('\n')}\n`)
  await writeFile(join(dir, 'readings.csv.gz'), gzipSync(`${[header, ...readings].join('\n')}\n`))
}

async function allDays() {
  const meters = []
  for await (const meter of readCaseDays(dir)) meters.push(meter)
  return meters
}

describe('lines of readings', () => {
  const text = `${[header, row('A', '2018-03-01', flat(1.5)), row('A', '2018-03-02', flat('')), row('乙', '2018-03-01', flat(-2e-7))].join('\r\n')}\r\n`
  const bytes = new TextEncoder().encode(text)

  it.each([1, 7, 300, 1_000_000])('come out the same however the bytes are cut (%i)', (size) => {
    const lines = new ReadingLines()
    const meters = []
    for (let at = 0; at < bytes.length; at += size) meters.push(...lines.push(bytes.subarray(at, at + size)))
    meters.push(...lines.end())
    expect(meters.map(({ meterId, days }) => [meterId, days.length])).toEqual([
      ['A', 2],
      ['乙', 1],
    ])
    expect(meters[0]?.days[0]?.loadKw[95]).toBe(1.5)
    expect(meters[0]?.days[1]?.loadKw[0]).toBeNaN()
    expect(meters[1]?.days[0]?.loadKw[0]).toBe(-2e-7)
  })

  it.each([
    ['a header that is none', ['x,y'], 1],
    ['an empty file', [], 1],
    ['95 values', [header, row('A', '2018-03-01', flat(1).slice(1))], 2],
    ['97 values', [header, row('A', '2018-03-01', [...flat(1), 2])], 2],
    ['a word for a number', [header, row('A', '2018-03-01', flat('n/a'))], 2],
    ['a formula', [header, row('A', '2018-03-01', flat('=1+1'))], 2],
    ['infinity', [header, row('A', '2018-03-01', flat('Infinity'))], 2],
    ['a day that is none', [header, row('A', '2018-02-30', flat(1))], 2],
    ['no meter', [header, row('', '2018-03-01', flat(1))], 2],
    [
      'a meter in two places',
      [header, row('A', '2018-03-01', flat(1)), row('B', '2018-03-01', flat(1)), row('A', '2018-03-02', flat(1))],
      4,
    ],
  ])('refuse %s with its line', async (_rule, lines, line) => {
    await writeFile(join(dir, 'readings.csv.gz'), gzipSync(lines.join('\n')))
    await expect(allDays()).rejects.toMatchObject({
      code: 'case-unreadable',
      details: { file: 'readings.csv.gz', line },
    })
  })
})

describe('a case folder', () => {
  it('gives its meters with their licences', async () => {
    await writeCase(['A,plastics,1250,0,none', 'B,foundry,,800,night'], [])
    expect(await readCaseMeters(dir)).toEqual([
      { meterId: 'A', trade: 'other', contractKw: 1250, licence: { powerKw: 0, shift: 'none' } },
      { meterId: 'B', trade: 'metal', contractKw: null, licence: { powerKw: 800, shift: 'night' } },
    ])
  })

  it.each([
    ['a meter that is there twice', ['A,x,1,0,none', 'A,x,1,0,none'], 3],
    ['an unknown shift', ['A,x,1,0,noon'], 2],
    ['a load that is none', ['A,x,-1,0,none'], 2],
    ['a meter without an id', [',x,1,0,none'], 2],
  ])('refuses %s', async (_rule, meters, line) => {
    await writeCase(meters, [])
    await expect(readCaseMeters(dir)).rejects.toMatchObject({ code: 'case-unreadable', details: { line } })
  })

  it('refuses missing files and broken gzip', async () => {
    await expect(readCaseMeters(dir)).rejects.toMatchObject({ code: 'case-unreadable' })
    await expect(allDays()).rejects.toMatchObject({ code: 'case-unreadable' })
    await writeFile(join(dir, 'readings.csv.gz'), 'no gzip')
    await expect(allDays()).rejects.toMatchObject({ code: 'case-unreadable' })
    await writeFile(join(dir, 'readings.csv.gz'), gzipSync(header).subarray(0, 20))
    await expect(allDays()).rejects.toMatchObject({ code: 'case-unreadable' })
  })
})
