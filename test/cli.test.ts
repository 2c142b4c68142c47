/** The command line as a person or a script meets it: real processes, their output and their exit codes. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readingColumns } from '../src/metering/reading-columns.ts'
import { publishHead, signingKeyOf } from '../src/platform/server/event-heads.ts'
import { sealEvents } from '../src/platform/server/event-seals.ts'
import { onDatabase, openFolder, runProgram } from './program.ts'

let place: Awaited<ReturnType<typeof openFolder>>
let papers: string
beforeAll(async () => {
  place = await openFolder()
  papers = await mkdtemp(join(tmpdir(), 'gangshao-papers-'))
})
afterAll(async () => {
  await place?.remove()
  await rm(papers, { recursive: true, force: true })
})

const run = (...args: string[]) => runProgram(args, { GANGSHAO_DATA: place.folder })
const paper = async (name: string, content: string | Buffer) => {
  await writeFile(join(papers, name), content)
  return join(papers, name)
}
const stack = /\n\s+at .+:\d+/

// it brings its own embedded server; against a second one there is nothing new to learn
describe.skipIf(process.env['TEST_DATABASE_URL'])('gangshao', { timeout: 240_000 }, () => {
  test('says how it is used; what it does not understand is wrong usage: 2', async () => {
    const help = await run('--help')
    expect(help.code).toBe(0)
    for (const command of [
      'serve',
      'worker',
      'demo',
      'grid',
      'enterprises',
      'metering',
      'events',
      'register',
      'admin',
    ]) {
      expect(help.stdout).toMatch(new RegExp(`^  ${command} `, 'm'))
    }
    const below = await run('metering', 'rank', '--help')
    expect(below).toMatchObject({ code: 0, stdout: expect.stringMatching(/--json[\s\S]+Exit codes/) })
    expect((await run('nonsense')).code).toBe(2)
    expect((await run('metering', 'import', 'x.csv')).stderr).toContain('--agreement')
    expect((await run('grid', 'blind-spots', '--date', '2018-02-30')).code).toBe(2)
  })

  test('pages and jobs in two processes are refused where only one can have the readings', async () => {
    for (const args of [['worker'], ['serve', '--no-worker']]) {
      const refused = await run(...args)
      expect(refused.code).toBe(1)
      expect(refused.stderr).toMatch(/CLICKHOUSE_URL/)
      expect(refused.stderr).not.toMatch(stack)
    }
  })

  test('ranks a case folder without any database', async () => {
    const load = (level: number) => Array.from({ length: 96 }, () => String(level)).join(',')
    await paper(
      'readings.csv.gz',
      gzipSync(`${readingColumns.join(',')}\nM1,2018-01-01,${load(10)}\nM1,2018-01-02,${load(11)}\n`),
    )
    await paper(
      'meters.csv',
      'meter_id,declared_industry,contract_kw,licensed_if_kw,licensed_if_shift\nM1,x,100,0,none\nM2,x,100,0,none\n',
    )
    const out = join(papers, 'rank.csv')
    const ranked = await runProgram(['metering', 'rank', '--case', papers, '--out', out, '--json'], {
      GANGSHAO_DATA: '/dev/null',
      DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
    })
    expect(ranked.code, ranked.stderr).toBe(0)
    expect(JSON.parse(ranked.stdout)).toMatchObject({
      meters: 2,
      judged: 0,
      notJudged: [
        { meterId: 'M1', usableDays: 2 },
        { meterId: 'M2', usableDays: 0 },
      ],
      unknownMeters: 0,
    })
    expect((await readFile(out, 'utf8')).split('\n')).toHaveLength(4)
    const refused = await run('metering', 'rank', '--case', join(papers, 'nowhere'), '--out', out)
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/案例文件夹无法读取[\s\S]+case folder/) })
    // before the work: nothing of it is shown
    const noPlace = await run('metering', 'rank', '--case', papers, '--out', join(papers, 'nowhere', 'rank.csv'))
    expect(noPlace).toMatchObject({ code: 1, stderr: expect.stringMatching(/^文件或目录不存在/) })
    const noModel = await run(
      'metering',
      'rank',
      '--case',
      papers,
      '--out',
      out,
      '--model',
      await paper('model', 'x:0'),
    )
    expect(noModel).toMatchObject({ code: 1, stderr: expect.stringMatching(/不是识别模型[\s\S]+no detector model/) })
    expect(noModel.stderr).not.toContain('x:0')
  })

  test('brings in the tree once, and lists the blind spots of any day', async () => {
    const early = await run('grid', 'blind-spots')
    expect(early).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('gangshao grid import') })
    const first = await run('grid', 'import', '--json')
    expect(first.code, first.stderr).toBe(0)
    expect(JSON.parse(first.stdout).areas).toBeGreaterThan(1100)
    expect(JSON.parse((await run('grid', 'import', '--json')).stdout)).toEqual({ areas: 0, agencies: 0, duties: 0 })
    const all = JSON.parse((await run('grid', 'blind-spots', '--date', '2018-02-09', '--json')).stdout)
    expect(all.rows).toHaveLength(all.counts.vacancy)
    const county = JSON.parse(
      (await run('grid', 'blind-spots', '--date', '2018-02-09', '--area', '320402', '--kind', 'vacancy', '--json'))
        .stdout,
    )
    expect(county.areaName).toBe('天宁区')
    expect(county.rows.length).toBeLessThan(all.rows.length)
    expect((await run('grid', 'blind-spots', '--area', '没有此地')).code).toBe(1)
  })

  test('fills posts from a roster: as a whole, or its good rows', async () => {
    const blind = async () =>
      JSON.parse(
        (await run('grid', 'blind-spots', '--date', '2018-02-09', '--area', '320402', '--kind', 'vacancy', '--json'))
          .stdout,
      ).rows.length
    const before = await blind()
    const file = await paper(
      'roster.csv',
      '区划代码,岗位,姓名,联系电话,任职日期\n320402,分管负责人,王示例,13900000000,2018-01-01\n999999,分管负责人,李示例,,2018-01-01\n',
    )
    const whole = await run('grid', 'import', file)
    expect(whole).toMatchObject({ code: 1, stdout: expect.stringMatching(/第 3 行 {2}区划代码/) })
    expect(await blind()).toBe(before)
    const good = await run('grid', 'import', file, '--only-good', '--json')
    expect(good.code, good.stderr).toBe(0)
    expect(JSON.parse(good.stdout)).toMatchObject({ appointed: 1, bad: 1 })
    expect(await blind()).toBe(before - 1)
    expect(JSON.parse((await run('grid', 'import', file, '--only-good', '--json')).stdout)).toMatchObject({
      appointed: 0,
      unchanged: 1,
    })
  })

  test('makes the three administrators once, and shows their passwords only then', async () => {
    const made = await run('admin', 'create', '--json')
    expect(JSON.parse(made.stdout)).toMatchObject([
      { role: 'systemAdmin' },
      { role: 'securityAdmin' },
      { role: 'auditAdmin' },
    ])
    const again = await run('admin', 'create')
    expect(again).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/管理员已经设立[\s\S]+Administrators exist/),
    })
    expect(again.stderr).not.toMatch(stack)
  })

  test('imports a ledger as a whole, or its good rows; a preview writes nothing', async () => {
    const code = await onDatabase(place.folder, async ({ pool }) => {
      const { rows } = await pool.query<{ code: string }>(
        `select division_code as code from areas where level = 'village' and division_code is not null limit 1`,
      )
      return rows[0]?.code ?? ''
    })
    const file = await paper(
      'ledger.csv',
      `企业名称,地址,区划代码\n示例铸造厂,村北一号,${code}\n另一家,村南,999999999999\n`,
    )
    const counted = () =>
      onDatabase(
        place.folder,
        async ({ pool }) => (await pool.query<{ n: number }>('select count(*) as n from sites')).rows[0]?.n,
      )
    expect((await run('enterprises', 'import', file, '--preview')).code).toBe(3)
    const whole = await run('enterprises', 'import', file)
    expect(whole).toMatchObject({ code: 1, stdout: expect.stringMatching(/第 3 行 {2}区划代码 {2}区划代码不存在/) })
    expect(await counted()).toBe(0)
    expect((await run('enterprises', 'import', file, '--only-good')).code).toBe(0)
    expect(await counted()).toBe(1)
    const again = await run('enterprises', 'import', file, '--only-good', '--json')
    expect(JSON.parse(again.stdout)).toMatchObject({
      counts: { new: 0, unchanged: 1, bad: 1 },
      badRows: [{ rowNumber: 3 }],
    })
    expect((await run('enterprises', 'import', file, '--only-good', '--all-or-nothing')).code).toBe(2)
    expect((await run('enterprises', 'import', join(papers, 'nothing.csv'))).stderr).not.toMatch(stack)
  })

  test('never loads the demo city into a database that holds something', async () => {
    expect(await run('demo')).toMatchObject({ code: 1, stderr: expect.stringContaining('not empty') })
    // a mark left behind would make the next start set the database aside
    expect(await readdir(join(place.folder, 'secrets'))).not.toContain('demo-loading')
  })

  test('verifies the chain, against a published head too, and names the first broken row: 3', async () => {
    const head = await onDatabase(place.folder, async (database) => {
      await sealEvents(database, 'sha256')
      return publishHead(database, signingKeyOf(Buffer.alloc(32, 7).toString('base64url')), '2018-02-09')
    })
    if (!head) throw new Error('nothing was sealed')
    const anchor = await paper('head.json', JSON.stringify(head))
    const whole = await run('events', 'verify', '--anchor', anchor, '--json')
    expect(whole.code, whole.stderr).toBe(0)
    expect(JSON.parse(whole.stdout)).toMatchObject({ ok: true, unsealed: 0, broken: null, anchor: { seq: head.seq } })
    const forged = await paper('forged.json', JSON.stringify({ ...head, hash: '0'.repeat(64) }))
    expect(await run('events', 'verify', '--anchor', forged)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('签名'),
    })
    expect((await run('events', 'verify', '--anchor', await paper('other.json', '{"seq":1}'))).code).toBe(1)
    const row = await onDatabase(place.folder, async ({ pool }) => {
      const { rows } = await pool.query<{ seq: number; id: number }>(
        'select seq, event_id as id from event_seals order by seq offset 2 limit 1',
      )
      // as somebody who owns the database could
      await pool.query(
        `alter table events disable trigger user; update events set changed = '{"n": 2}' where id = ${rows[0]?.id}`,
      )
      return rows[0]
    })
    const broken = await run('events', 'verify', '--json')
    expect(broken).toMatchObject({ code: 3, stderr: expect.stringContaining('事件链已断') })
    expect(JSON.parse(broken.stdout).broken).toEqual({ seq: row?.seq, eventId: row?.id, reason: 'event-changed' })
  })
})
