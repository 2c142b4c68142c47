/** `gangshao register change-key` as the keeper of the register runs it: a real process, its output and its exit codes. */
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, dateInChina } from '../src/platform/shared/calendar.ts'
import { openFolder, runProgram } from './program.ts'

let place: Awaited<ReturnType<typeof openFolder>>
beforeAll(async () => {
  place = await openFolder()
})
afterAll(() => place?.remove())

const changeKey = (...args: string[]) =>
  runProgram(['register', 'change-key', ...args], { GANGSHAO_DATA: place.folder, GANGSHAO_SIGNATURE: 'sm2' })
const changed = async (...args: string[]) => {
  const { code, stdout, stderr } = await changeKey('--json', ...args)
  expect(code, stderr).toBe(0)
  return JSON.parse(stdout)
}
const secrets = () => join(place.folder, 'secrets')
const lose = (number: number) => rm(join(secrets(), `register-key-${number}-sm2`))
const dayAfter = (days: number) => addDays(dateInChina(new Date()), days)
const stack = /\n\s+at .+:\d+/

// it brings its own embedded server; against a second one there is nothing new to learn
describe.skipIf(process.env['TEST_DATABASE_URL'])('gangshao register change-key', { timeout: 240_000 }, () => {
  test('announces a key for the day after tomorrow, says what to do, and keeps the secret with the others', async () => {
    const { code, stdout, stderr } = await changeKey()
    expect(code, stderr).toBe(0)
    expect(stdout).toMatch(/old key[\s\S]+new key[\s\S]+signs from[\s\S]+signed by both keys[\s\S]+make a backup now/)
    expect(stdout).toContain(`${dayAfter(1)}T16:00:00.000Z`)
    expect(await readdir(secrets())).toEqual(expect.arrayContaining(['register-key-1-sm2', 'register-key-2-sm2']))
  })

  test('what it does not understand is wrong usage: 2, and changes nothing', async () => {
    for (const args of [
      ['--from', 'tomorrow'],
      ['--from', '2018-02-30'],
      ['--algorithm', 'rsa'],
      ['--lost', '--from', dayAfter(9)],
    ])
      expect(await changeKey(...args)).toMatchObject({ code: 2, stdout: '' })
    expect((await readdir(secrets())).filter((name) => name.startsWith('register-key-'))).toHaveLength(2)
  })

  test('is refused for a day before the last change, and as a loss while the keys are there: 1, with a sentence in both languages', async () => {
    for (const [args, words] of [
      [['--from', dayAfter(1)], /启用日须晚于[\s\S]+begins on a day after/],
      [['--lost'], /现用密钥仍在[\s\S]+present key is there/],
    ] as const) {
      const refused = await changeKey(...args)
      expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(words) })
      expect(refused.stderr).not.toMatch(stack)
    }
  })

  test('without the key in force: refused as a change, done as a loss for which the announced key vouches', async () => {
    await lose(1)
    expect(await changeKey()).toMatchObject({ code: 1, stderr: expect.stringMatching(/secrets 目录[\s\S]+--lost/) })
    const { code, stdout, stderr } = await changeKey('--lost')
    expect(code, stderr).toBe(0)
    expect(stdout).toMatch(/announced key vouches for[\s\S]+已公告的密钥作证/)
  })

  test('without any key: a loss that is called one, at once; and the next change goes on from there', async () => {
    await lose(3)
    const lost = await changed('--lost')
    expect(lost).toMatchObject({ number: 4, lost: true, vouched: false })
    expect(Date.parse(lost.from)).toBeLessThanOrEqual(Date.now())
    const next = await changed('--from', dayAfter(5), '--algorithm', 'ed25519')
    expect(next).toMatchObject({ number: 5, oldKey: lost.newKey, lost: false, from: `${dayAfter(4)}T16:00:00.000Z` })
    expect(await readdir(secrets())).toContain('register-key-5-ed25519')
  })
})
