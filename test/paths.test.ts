/** An address that leads out of the built pages is one that is not there, whoever asks. */
import { once } from 'node:events'
import { connect } from 'node:net'
import Fastify from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveWeb } from '../src/apps/server/web.ts'
import { answerErrors } from '../src/platform/server/http-errors.ts'

const server = Fastify()
let address = ''
beforeAll(async () => {
  answerErrors(server, [])
  await serveWeb(server)
  address = await server.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => server.close())

/** The path as it is written: every client of HTTP would put it right before it is sent. */
async function statusOf(path: string): Promise<string | undefined> {
  const socket = connect(Number(new URL(address).port), '127.0.0.1')
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
  let answer = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text
  })
  await once(socket, 'close')
  return /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]
}

test.each([
  '/assets/%2e%2e/%2e%2e/server/apps/cli/main.js',
  '/..%2f..%2fpackage.json',
  '//evil.example/',
  '/public/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
])('%s', async (path) => {
  expect(await statusOf(path)).toBe('404')
})
