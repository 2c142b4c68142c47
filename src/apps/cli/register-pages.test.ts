import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sha256Hex } from '../../platform/server/digest.ts'
import { readPageHashes, writePageHashes } from '../../tips/page-hashes.ts'
import { compareServedPages } from './register-pages.ts'

const released = new Map([
  ['/public/report.html', '<script src="/assets/report-1.js"></script>'],
  ['/public/report', '<script src="/assets/report-1.js"></script>'],
  ['/public/mine', '<script src="/assets/report-1.js"></script>'],
  ['/assets/report-1.js', 'seal(letter)'],
])
const list = writePageHashes(
  new Map(
    ['public/report.html', 'assets/report-1.js'].map((path) => [path, sha256Hex(released.get(`/${path}`) ?? '')]),
  ),
)

let served = new Map(released)
let server: Server
let url = ''
beforeAll(async () => {
  server = createServer((request, response) => {
    const content = served.get(request.url ?? '')
    response.writeHead(content === undefined ? 404 : 200).end(content)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // listening on a port
})
afterAll(() => server.close())

const wrong = async () => (await compareServedPages(url, list)).filter(({ state }) => state !== 'same')

describe('the pages of a release', () => {
  test('are found the same where they are served as built', async () => {
    served = new Map(released)
    expect(await wrong()).toEqual([])
  })

  test('a script that was changed is named', async () => {
    served = new Map(released).set('/assets/report-1.js', 'seal(letter);send(letter)')
    expect(await wrong()).toEqual([{ address: 'assets/report-1.js', file: 'assets/report-1.js', state: 'changed' }])
  })

  test('a page that is another only under the address people open is named', async () => {
    served = new Map(released).set('/public/mine', '<script src="/assets/other.js"></script>')
    expect(await wrong()).toEqual([{ address: 'public/mine', file: 'public/report.html', state: 'changed' }])
  })

  test('a file that is not served is named', async () => {
    served = new Map([...released].filter(([path]) => !path.endsWith('.js')))
    expect(await wrong()).toEqual([{ address: 'assets/report-1.js', file: 'assets/report-1.js', state: 'missing' }])
  })

  test.each(['', 'hello', `${'0'.repeat(64)}  ../secrets`, `${'0'.repeat(63)}  public/report.html`])(
    'what is no list is refused: %s',
    (text) => expect(readPageHashes(text)).toBeUndefined(),
  )
})
