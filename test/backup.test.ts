import { appendFile, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { backupFolder, restoreFolder } from '../src/platform/server/backup.ts'
import { openFileStore } from '../src/platform/server/files.ts'
import { openMeterStore } from '../src/platform/server/meter-store.ts'
import { createReadingTables, readDays, writeReadingPart } from '../src/platform/server/reading-parts.ts'
import { onDatabase, openFolder, runProgram } from './program.ts'

let ground: { folder: string; remove(): Promise<void> }
let other: { folder: string; remove(): Promise<void> }
let sha256 = ''
let secret = ''
const out = () => join(other.folder, 'backup')
const paper = Buffer.from('责任书：甲一村')

/** What a data folder tells when the program is opened on it. */
async function tellOf(folder: string) {
  const store = await openMeterStore({ folder: join(folder, 'meters') })
  const days = await readDays(store, {
    accounts: ['A1', 'A2'],
    batchesInForce: ['b'],
    from: '2018-01-01',
    to: '2018-12-31',
  }).finally(() => store.close())
  const rows = await onDatabase(folder, async ({ pool }, session) => {
    const { rows } = await pool.query<{ id: number; note: string }>('select id, note from kept order by id')
    const rules = await pool.query<{ count: number }>('select count(*)::int as count from rules')
    return { rows, rules: rules.rows[0]?.count, session }
  })
  const file = join(folder, 'files', sha256.slice(0, 2), sha256.slice(2))
  return { days, ...rows, paper: await readFile(file, 'utf8') }
}

beforeAll(async () => {
  ground = await openFolder()
  other = await openFolder()
  await onDatabase(ground.folder, async ({ pool }, session) => {
    secret = session
    await pool.query('create table kept (id integer primary key, note text)')
    await pool.query("insert into kept select n, '行' || n from generate_series(1, 500) n")
  })
  const store = await openMeterStore({ folder: join(ground.folder, 'meters') })
  await createReadingTables(store)
  const rows = ['A1', 'A2'].flatMap((account) =>
    ['2018-01-31', '2018-02-01'].map((day) => ({
      account,
      day,
      loadKw: Array.from({ length: 96 }, (_, slot) => (slot % 5 === 0 ? null : slot / 8)),
    })),
  )
  await writeReadingPart(store, { batch: 'b', part: 0, rows })
  await store.close()
  sha256 = await openFileStore(join(ground.folder, 'files')).put(paper)
}, 120_000)
afterAll(async () => {
  await ground.remove()
  await other.remove()
})

const at = (folder: string) => ({ GANGSHAO_DATA: folder })

describe('a backup', () => {
  test('tells how much of it is copied, up to the whole, on both ways', async () => {
    const place = await openFolder()
    const data = join(place.folder, 'data')
    await mkdir(join(data, 'files', 'aa'), { recursive: true })
    for (const name of ['one', 'two', 'three']) await appendFile(join(data, 'files', 'aa', name), 'x'.repeat(1000))
    const shares: { backup: number[]; restore: number[] } = { backup: [], restore: [] }
    const copy = join(place.folder, 'copy')
    await backupFolder(data, copy, new Date(0), (share) => shares.backup.push(share))
    await restoreFolder(copy, join(place.folder, 'again'), null, (share) => shares.restore.push(share))
    await place.remove()
    expect(shares).toEqual({ backup: [1 / 3, 2 / 3, 1], restore: [1 / 3, 2 / 3, 1] })
  })

  test('brings rows, readings, files and secrets back into another folder, each file as its digest says', async () => {
    const made = await runProgram(['backup', '--out', out(), '--json'], at(ground.folder))
    expect(made.code).toBe(0)
    const before = await tellOf(ground.folder)
    expect(before.days).toHaveLength(4)
    expect(before.rows).toHaveLength(500)
    expect(before).toMatchObject({ session: secret, paper: paper.toString() })
    // the old place is gone when it is needed
    await rm(ground.folder, { recursive: true })
    const target = join(other.folder, 'again')
    const restored = await runProgram(['restore', '--from', out(), '--json'], at(target))
    expect(restored.code).toBe(0)
    expect(JSON.parse(restored.stdout)).toMatchObject({ files: JSON.parse(made.stdout).files })
    expect(await tellOf(target)).toEqual(before)
    expect((await stat(join(target, 'secrets', 'session'))).mode & 0o777).toBe(0o600)
  }, 240_000)

  test('is never mixed with what lies there already, on neither way', async () => {
    const again = await runProgram(['backup', '--out', out()], at(join(other.folder, 'again')))
    expect(again.code).toBe(1)
    expect(again.stderr).toContain('backup-target-not-empty')
    const into = await runProgram(['restore', '--from', out()], at(join(other.folder, 'again')))
    expect(into.code).toBe(1)
    expect(into.stderr).toContain('backup-target-not-empty')
  }, 240_000)

  test('is refused while somebody works on the database', async () => {
    const folder = join(other.folder, 'again')
    await onDatabase(folder, async () => {
      const { code, stderr } = await runProgram(['backup', '--out', join(other.folder, 'second')], at(folder))
      expect(stderr).toContain('stop the program first')
      expect(code).toBe(1)
    })
    await expect(readdir(join(other.folder, 'second'))).rejects.toThrow('ENOENT')
  }, 240_000)

  test('of which a byte was changed leaves nothing behind', async () => {
    await appendFile(join(out(), 'files', sha256.slice(0, 2), sha256.slice(2)), '改')
    const target = join(other.folder, 'damaged')
    await mkdir(target, { mode: 0o711 })
    const { code, stderr } = await runProgram(['restore', '--from', out()], at(target))
    expect(code).toBe(1)
    expect(stderr).toContain('backup-damaged')
    expect((await readdir(target)).filter((name) => ['pg', 'meters', 'files', 'secrets'].includes(name))).toEqual([])
  }, 240_000)
})
