/** Starting and stopping: what is wrong is said in both languages with an exit code, and what was started ends with the program. */

import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort, isRunning, onDatabase, openFolder, postmasterPid, runProgram, startProgram } from './program.ts'
import { foundWorld } from './world.ts'

let place: Awaited<ReturnType<typeof openFolder>>
beforeAll(async () => {
  place = await openFolder()
})
afterAll(() => place?.remove())

const serve = (settings: Record<string, string>) =>
  runProgram(['serve'], { GANGSHAO_DATA: place.folder, PORT: '0', ...settings })
const goodSecret = 'kJ8s-2mQx7Vb_Zt4Ry6Nw1Lp3Hc9Df5G'
const unreachable = 'postgresql://nobody@127.0.0.1:1/none'
const bothLanguages = /[\u4e00-\u9fff][\s\S]*[a-z]{3}|[a-z]{3}[\s\S]*[\u4e00-\u9fff]/
const stack = /\n\s+at .+:\d+/

describe.skipIf(process.env['TEST_DATABASE_URL'])('gangshao serve', { timeout: 240_000 }, () => {
  test.each([
    ['a port that is no number', { PORT: 'abc' }, /PORT/],
    ['a host of another machine', { HOST: '192.0.2.1' }, /HOST/],
    ['a log level that does not exist', { GANGSHAO_LOG: 'loud' }, /GANGSHAO_LOG/],
    ['no secret beside DATABASE_URL', { DATABASE_URL: unreachable }, /GANGSHAO_SECRET[\s\S]+randomBytes/],
    [
      'a known secret',
      { DATABASE_URL: unreachable, GANGSHAO_SECRET: 'changeme-changeme-changeme-changeme' },
      /GANGSHAO_SECRET[\s\S]+randomBytes/,
    ],
    ['a database that does not answer', { DATABASE_URL: unreachable, GANGSHAO_SECRET: goodSecret }, /DATABASE_URL/],
    ['a data folder that cannot be made', { GANGSHAO_DATA: '/dev/null/data' }, /GANGSHAO_DATA/],
  ])('refuses %s, and says so in both languages', async (_what, settings, named) => {
    const { code, stdout, stderr } = await serve(settings)
    expect(code).toBe(1)
    expect(stdout + stderr).toMatch(named)
    expect(stderr).toMatch(bothLanguages)
    expect(stdout + stderr).not.toMatch(stack)
  })

  test('says beside DATABASE_URL that the public register would be named after this machine, unless its address is set', async () => {
    const beside = { DATABASE_URL: unreachable, GANGSHAO_SECRET: goodSecret }
    const named = /GANGSHAO_PUBLIC_URL[\s\S]+localhost\/register/
    const bare = await serve(beside)
    expect(bare.stdout + bare.stderr).toMatch(named)
    const set = await serve({ ...beside, GANGSHAO_PUBLIC_URL: 'https://dtg.example.gov.cn' })
    expect(set.stdout + set.stderr).not.toMatch(named)
  })

  test('refuses a port in use before it touches any data', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const { code, stderr } = await serve({ PORT: String(typeof address === 'object' ? address?.port : 0) })
    other.close()
    expect(code).toBe(1)
    expect(stderr).toMatch(/端口已被占用[\s\S]+in use/)
    expect(await readdir(place.folder)).not.toContain('pg')
  })

  test('ends cleanly with its database on a doubled SIGINT, as a terminal and npm send it; a second one beside it is refused', async () => {
    await onDatabase(place.folder, ({ pool }, secret) => foundWorld(pool, secret, new Date()))
    const port = String(await freePort())
    const program = startProgram(['serve'], { GANGSHAO_DATA: place.folder, PORT: port })
    await program.says(`:${port}`)
    const postmaster = await postmasterPid(place.folder)
    expect(await serve({})).toMatchObject({ code: 1, stderr: expect.stringContaining('another process uses it') })
    expect((await fetch(`http://127.0.0.1:${port}/api/health`)).status).toBe(200)
    program.process.kill('SIGINT')
    program.process.kill('SIGINT')
    expect(await program.ended).toMatchObject({ code: 0, signal: null, stdout: expect.stringContaining('正在停止') })
    expect(isRunning(postmaster)).toBe(false)
  })
})
