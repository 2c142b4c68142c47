/**
 * What a stranger finds who follows the tour of the README: reports of the demo city in every state, looked at under their codes; books
 * that add up; a register that is in order from outside; and nothing by which a reporter could be found.
 */
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect } from '@playwright/test'
import pg from 'pg'
import { z } from 'zod'
import { openScreen, shoot, test } from './people.ts'
import type { Program } from './program.ts'
import { followReport } from './reporter.ts'
import { drawerOf } from './tips.ts'

test.describe.configure({ timeout: 240_000 })

const secrets = z.object({
  keyFolder: z.string(),
  reports: z.array(
    z.object({
      code: z.string(),
      claimCode: z.string().optional(),
      place: z.string(),
      about: z.object({ zh: z.string(), en: z.string() }),
    }),
  ),
})
const secretsFolder = (program: Program): string => join(program.folder, 'secrets')
const kept = (program: Program) =>
  secrets.parse(JSON.parse(readFileSync(join(secretsFolder(program), 'demo-sign-ins.json'), 'utf8')))

/** In the order of the file. The overdue one is at the county until the first daily round. */
const states = [
  'dealtWith',
  'unfounded',
  'notVerifiable',
  'handedOn',
  'verifying',
  'verifying',
  'verifying',
  'founded',
  /^(?:verifying|received)$/,
  'verifying',
  'handedOver',
  'received',
  'received',
]

test('every report of the demo city is where its story says', async ({ program, request }) => {
  const { reports } = kept(program)
  const found: string[] = []
  for (const { code } of reports) {
    const answer = await request.get(`${program.address}/api/tips/mine`, {
      headers: { authorization: `Bearer ${code}` },
    })
    found.push(z.object({ status: z.string() }).parse(await answer.json()).status)
  }
  expect(found).toEqual(states.map((state) => (state instanceof RegExp ? expect.stringMatching(state) : state)))
})

test('the books have something under every heading and name every county, and the audit from outside finds them in order', async ({
  program,
  request,
}) => {
  const answer = await (await request.get(`${program.address}/api/register/books`)).json()
  const { rows } = z.object({ rows: z.array(z.record(z.string(), z.unknown())) }).parse(answer)
  for (const heading of ['received', 'open', 'beingDealtWith', 'dealtWith', 'unfounded', 'notVerifiable', 'handedOn'])
    expect(
      rows.some((row) => Number(row[heading]) > 0),
      heading,
    ).toBe(true)
  expect(rows.filter((row) => row['countyName'] === null)).toEqual([])
  const main = resolve('dist/server/apps/cli/main.js')
  const { stdout } = await promisify(execFile)(process.execPath, [main, 'register', 'audit', program.address])
  expect(stdout).toContain('ok / 完好')
})

test('no code, name or contact of a reporter stands in a table, a file or the output, and what a visitor is given is for the owner only', async ({
  program,
}) => {
  const { reports, keyFolder } = kept(program)
  const codes = reports.flatMap(({ code, claimCode }) => (claimCode === undefined ? [code] : [code, claimCode]))
  const said = ['示范·蓝棚邻居', '小卖部公用电话转告', '我住得近', '示范·机耕路村民', '镇上茶馆留条']
  const texts = [...codes, ...codes.map((code) => code.replaceAll('-', '')), ...said]
  expect(await foundInTables(program, texts)).toEqual([])
  // what the offices may read is there: the search finds what there is
  expect(await foundInTables(program, ['从来没见过铸件运出来'])).toEqual(['public.tips: 从来没见过铸件运出来'])
  const files = readdirSync(join(program.folder, 'files'), { recursive: true, withFileTypes: true })
  for (const file of files.filter((one) => one.isFile())) {
    const octets = readFileSync(join(file.parentPath, file.name))
    expect(texts.filter((text) => octets.includes(text))).toEqual([])
  }
  // one code is printed for the visitor
  const printed = texts.filter((text) => program.output().includes(text))
  expect(printed).toHaveLength(1)
  const keyFiles = readdirSync(keyFolder).map((name) => join(keyFolder, name))
  expect(keyFiles).toHaveLength(18)
  for (const path of [...keyFiles, join(secretsFolder(program), 'demo-sign-ins.json')])
    expect((statSync(path).mode & 0o777).toString(8), path).toBe('600')
  for (const path of keyFiles) expect(readFileSync(path, 'utf8')).toContain('BEGIN AGE ENCRYPTED FILE')
})

/** Every table with a row that says one of the texts anywhere. */
async function foundInTables(program: Program, texts: readonly string[]): Promise<string[]> {
  const client = new pg.Client({ host: join(program.folder, 'socket'), user: 'gangshao', database: 'gangshao' })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    )
    const found: string[] = []
    for (const { name } of rows) {
      const hits = await client.query<{ text: string }>(
        `select searched as text from unnest($1::text[]) as searched where exists (select from ${name} as whole_row
            where position(searched in whole_row::text) > 0 or position(encode(convert_to(searched, 'UTF8'), 'hex') in whole_row::text) > 0)`,
        [texts],
      )
      found.push(...hits.rows.map(({ text }) => `${name}: ${text}`))
    }
    return found
  } finally {
    await client.end()
  }
}

test('a visitor sees one report with the eyes of the county and of its reporter', async ({
  browser,
  program,
  people,
}) => {
  const county = await people.as('county-320412')
  await openScreen(county, '举报')
  await county.getByRole('row').filter({ hasText: '洛阳' }).filter({ hasText: '新留言' }).click()
  const drawer = drawerOf(county)
  await expect(drawer.getByText('昨晚又开了')).toBeVisible()
  await shoot(county, '45-demo-county')
  const told = kept(program).reports.find(({ place }) => place.startsWith('武进区'))
  await followReport(browser, program, told?.code ?? '', async (page) => {
    await expect(page.getByText('请不要自己靠近')).toBeVisible()
    await shoot(page, '45-demo-mine')
  })
})

test('no page has complained', ({ people }) => {
  expect(people.complaints).toEqual([])
})
