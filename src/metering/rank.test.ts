import { mkdir, mkdtemp, readFile, rm, rmdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { linesApart, type Supply } from '../../test/reasons-by-hand.ts'
import { readCaseDays, readCaseMeters } from './case-reader.ts'
import type { Reason } from './detector-model.ts'
import { exampleLicence, type LoadKind, loadKinds, simulateLoad } from './example-loads.ts'
import { type RankOptions, type RankProgress, rankCase } from './rank.ts'
import { joinDays } from './reading.ts'
import { readingColumns } from './reading-columns.ts'
import { shippedModel } from './shipped-model.ts'

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gangshao-rank-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const options: RankOptions = { model: shippedModel, target: 'illegal', explainTo: null, workers: 1 }
const night = exampleLicence('foundry-night', 1000)
const meters = [
  'OFFICE,office,1000,0,none',
  'NONE,office,1000,0,none',
  'SHORT,plastics,1000,0,none',
  'HIDDEN,plastics,1000,0,none',
  `NIGHT,foundry,1000,${night.powerKw},${night.shift}`,
  `BROKEN,foundry,1000,${night.powerKw},day`,
]
const readingsOf = (account: string, kind: LoadKind, days = 70) =>
  simulateLoad(kind, { seed: 3, account, from: '2018-03-01', days, contractKw: 1000 }).map(({ day, loadKw }) =>
    [account, day, ...loadKw.map((kw) => (Number.isNaN(kw) ? '' : kw))].join(','),
  )

async function writeCase(rows = caseRows()): Promise<void> {
  const columns = 'meter_id,declared_industry,contract_kw,licensed_if_kw,licensed_if_shift'
  await writeFile(join(dir, 'meters.csv'), `${[columns, ...meters].join('\n')}\n`)
  await writeFile(join(dir, 'readings.csv.gz'), gzipSync(`${[readingColumns.join(','), ...rows].join('\n')}\n`))
}
const caseRows = () => [
  ...readingsOf('OFFICE', 'office'),
  ...readingsOf('SHORT', 'plastics-melting', 13),
  ...readingsOf('HIDDEN', 'plastics-melting'),
  ...readingsOf('NIGHT', 'foundry-night'),
  ...readingsOf('BROKEN', 'foundry-night'),
  ...readingsOf('ALIEN', 'office'),
]
const ranking = async (out: string) => (await readFile(out, 'utf8')).trim().split('\n')
const idsOf = (rows: string[]) => rows.slice(1).map((row) => row.split(',')[0])

describe('a ranking', () => {
  test('has every meter once: a broken licence first, furnaces without licence next, what was not judged last', async () => {
    await writeCase()
    const seen: RankProgress[] = []
    const out = join(dir, 'rank.csv')
    const summary = await rankCase(dir, out, { ...options, onProgress: (progress) => seen.push(progress) })
    expect(summary).toMatchObject({
      meters: 6,
      judged: 4,
      notJudged: [
        { meterId: 'NONE', usableDays: 0 },
        { meterId: 'SHORT', usableDays: 13 },
      ],
      unknownMeters: 1,
      alarms: 2,
      modelVersion: shippedModel.version,
    })
    const rows = await ranking(out)
    expect(rows[0]).toBe('meter_id,score,first_alert_date,note')
    expect(idsOf(rows).slice(0, 2)).toEqual(['BROKEN', 'HIDDEN'])
    expect(rows[2]).toMatch(/^HIDDEN,\d+\.\d{6},2018-0\d-\d\d,$/)
    expect(rows.slice(5)).toEqual(['NONE,-1000,,not judged: 0 usable days', 'SHORT,-1000,,not judged: 13 usable days'])
    expect(seen.at(-1)).toEqual({ meters: 5, ofMeters: 6, share: 1 })
  })

  test('never opens the labels of a case: folders where the files should be stop nothing and change no octet', async () => {
    await writeCase()
    const [plain, poisoned] = [join(dir, 'plain.csv'), join(dir, 'poisoned.csv')]
    await rankCase(dir, plain, options)
    // whoever opens a folder to read it is refused by the system
    for (const label of ['truth.csv', 'events.csv']) await mkdir(join(dir, label))
    try {
      await rankCase(dir, poisoned, options)
    } finally {
      for (const label of ['truth.csv', 'events.csv']) await rmdir(join(dir, label))
    }
    expect(await readFile(poisoned)).toEqual(await readFile(plain))
  })

  test('of furnaces asks no register: lawful and hidden ones stand before the office', async () => {
    await writeCase()
    const out = join(dir, 'rank.csv')
    await rankCase(dir, out, { ...options, target: 'furnace' })
    expect(
      idsOf(await ranking(out))
        .slice(0, 4)
        .at(-1),
    ).toBe('OFFICE')
  })

  test('is the same whatever the number of threads and the order of the meters', async () => {
    await writeCase()
    await rankCase(dir, join(dir, 'one.csv'), options)
    await rankCase(dir, join(dir, 'two.csv'), { ...options, workers: 2 })
    await writeCase([
      ...readingsOf('BROKEN', 'foundry-night'),
      ...caseRows().filter((row) => !row.startsWith('BROKEN')),
    ])
    await rankCase(dir, join(dir, 'turned.csv'), options)
    const one = await ranking(join(dir, 'one.csv'))
    expect(await ranking(join(dir, 'two.csv'))).toEqual(one)
    expect(await ranking(join(dir, 'turned.csv'))).toEqual(one)
  })

  test('leaves the old file as it was when the case cannot be read', async () => {
    await writeCase(['HIDDEN,2018-03-01,x'])
    const out = join(dir, 'rank.csv')
    await writeFile(out, 'old')
    await expect(rankCase(dir, out, options)).rejects.toMatchObject({ code: 'case-unreadable' })
    expect(await readFile(out, 'utf8')).toBe('old')
  })
})

type Explained = {
  meters: Record<string, { score: number; reasons: Reason[]; windows: { from: string; to: string }[] }>
  notJudged: Record<string, string>
}
describe('the reasons', () => {
  test('of every judged meter add up to its score; the others are listed apart', async () => {
    await writeCase()
    const { meters: explained, notJudged } = await explain()
    expect(Object.keys(explained).sort()).toEqual(['BROKEN', 'HIDDEN', 'NIGHT', 'OFFICE'])
    expect(notJudged).toEqual({ NONE: 'not judged: 0 usable days', SHORT: 'not judged: 13 usable days' })
    for (const { score, reasons } of Object.values(explained))
      expect(Math.abs(reasons.reduce((sum, { points }) => sum + points, 0) - score)).toBeLessThan(1e-6)
  })

  test('of the whole top 2 % are what anybody finds in the curve by hand, and not in the curve of another', async () => {
    const rows = Array.from({ length: 10 }, (_, seed) =>
      loadKinds.map((kind) => ({ kind, account: `${kind}-${seed}`, seed })),
    ).flat()
    const licences = rows.map(({ kind }) => exampleLicence(kind, 1000))
    await writeFile(
      join(dir, 'meters.csv'),
      [
        'meter_id,declared_industry,contract_kw,licensed_if_kw,licensed_if_shift',
        // every third licence stands for other hours than are worked: heats beyond it are a queue of their own
        ...rows.map(({ account, seed }, at) => {
          const { powerKw, shift } = licences[at] ?? night
          return `${account},${seed % 2 ? 'plastics' : 'foundry'},1000,${powerKw},${shift !== 'none' && seed % 3 === 0 ? 'day' : shift}`
        }),
      ].join('\n'),
    )
    const days = rows.flatMap(({ kind, account, seed }) =>
      simulateLoad(kind, { seed, account, from: '2018-03-01', days: 45, contractKw: 1000 }).map(({ day, loadKw }) =>
        [account, day, ...loadKw.map((kw) => (Number.isNaN(kw) ? '' : kw))].join(','),
      ),
    )
    await writeFile(join(dir, 'readings.csv.gz'), gzipSync([readingColumns.join(','), ...days].join('\n')))
    const { meters: explained } = await explain()
    const top = Object.entries(explained).slice(0, Math.ceil(rows.length * 0.02))
    const supplies = await suppliesOf(top.map(([meterId]) => meterId))
    expect(top.length).toBeGreaterThan(1)
    for (const [index, [meterId, said]] of top.entries()) {
      const own = supplies.get(meterId)
      const other = supplies.get(top[(index + 1) % top.length]?.[0] ?? '')
      if (!own || !other) throw new Error('no curve')
      expect(linesApart(said, own, shippedModel)).toBeLessThan(1e-6)
      expect(linesApart(said, { ...own, loadKw: other.loadKw }, shippedModel)).toBeGreaterThan(0.01)
    }
  }, 60_000)
})

async function explain(): Promise<Explained> {
  const explainTo = join(dir, 'why.json')
  await rankCase(dir, join(dir, 'rank.csv'), { ...options, explainTo })
  return JSON.parse(await readFile(explainTo, 'utf8')) as Explained // what the program has just written
}

async function suppliesOf(meterIds: readonly string[]): Promise<Map<string, Supply>> {
  const supplies = new Map<string, Supply>()
  const meters = new Map((await readCaseMeters(dir)).map((meter) => [meter.meterId, meter]))
  for await (const { meterId, days } of readCaseDays(dir)) {
    const series = joinDays(days)
    const meter = meters.get(meterId)
    if (series && meter && meterIds.includes(meterId)) supplies.set(meterId, { ...meter, ...series })
  }
  return supplies
}
