/** The hands of the demo city: every step of its story is a request of a signed-in person, through the same doors as everybody's. */

import { type Db, transaction } from '../../platform/server/db.ts'
import { asProgram } from '../../platform/server/http.ts'
import { addressOf, bodyOf, type Question } from '../../platform/shared/address.ts'
import type { Operation, Output } from '../../platform/shared/contract.ts'
import { type Application, allJobs, openApplication } from '../server/application.ts'
import type { Ground } from '../server/foundation.ts'

export type Hands = {
  app: Application
  /** Lets the story go on at an instant. */
  at(instant: string): void
  signIn(userName: string): Promise<void>
  /** One request of a person, null for somebody without account; throws where it is refused: the story must be one that the program allows. */
  ok<O extends Operation>(userName: string | null, operation: O, question: Question<O>): Promise<Output<O>>
  /** One request under the code of a report, or the token of a file; `octets` is its body where it takes them. */
  byCode<O extends Operation>(code: string, operation: O, question: Question<O>, octets?: Buffer): Promise<Output<O>>
  upload(userName: string, areaId: number, purpose: string, name: string, content: Buffer): Promise<string>
  /** As the program itself. */
  asSystem<T>(work: (db: Db) => Promise<T>): Promise<T>
  /** Does now what a job of the program would do at this instant. */
  work(job: string, ids?: Record<string, string>): Promise<void>
  close(): Promise<void>
}

const boundary = 'gangshao-demo-part'

export async function openHands(ground: Ground, password: string): Promise<Hands> {
  let present = new Date()
  const app = await openApplication({
    ...ground,
    clock: () => present,
    config: { ...ground.config, signInsPerMinute: 10_000 },
  })
  const cookies = new Map<string, string>()
  const send = async (
    by: Caller,
    method: Operation['method'] | 'POST',
    url: string,
    payload: Buffer | string | undefined,
    type: string,
  ) => {
    const headers = { ...headersOf(by, cookies), ...(payload !== undefined && { 'content-type': type }) }
    const response = await app.server.inject({ method, url, headers, ...(payload !== undefined && { payload }) })
    if (response.statusCode !== 200)
      throw new Error(`${method} ${url} as ${by.userName}: ${response.statusCode} ${response.body.slice(0, 400)}`)
    return response
  }
  const ask = async <O extends Operation>(by: Caller, operation: O, question: Question<O>, octets?: Buffer) => {
    const body = bodyOf(operation, question)
    const type = octets ? 'application/octet-stream' : 'application/json'
    const payload = octets ?? (body && JSON.stringify(body))
    const answer: Output<O> = (await send(by, operation.method, addressOf(operation, question), payload, type)).json()
    return answer
  }
  return {
    app,
    at: (instant) => {
      present = new Date(instant)
    },
    async signIn(userName) {
      const response = await send(
        { userName },
        'POST',
        '/api/auth/sign-in/username',
        JSON.stringify({ username: userName, password }),
        'application/json',
      )
      cookies.set(
        userName,
        response.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; '),
      )
    },
    ok: (userName, operation, question) => ask({ userName }, operation, question),
    byCode: (code, operation, question, octets) => ask({ userName: null, code }, operation, question, octets),
    async upload(userName, areaId, purpose, name, content) {
      const field = (key: string, value: string) =>
        `--${boundary}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`
      const head = `${field('areaId', String(areaId))}${field('purpose', purpose)}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`
      const payload = Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)])
      const type = `multipart/form-data; boundary=${boundary}`
      return (await send({ userName }, 'POST', '/api/files', payload, type)).json().id
    },
    asSystem: (work) => transaction(app.platform.database, 'system', work),
    async work(name, ids = {}) {
      const job = allJobs[name]
      if (!job) throw new Error(`there is no job ${name}`)
      await asProgram(app.platform, (context) => job.run(context, ids))
    },
    close: () => app.close(),
  }
}

/** A person who has signed in, or whoever holds the code of a report. */
type Caller = { userName: string | null; code?: string }

function headersOf({ userName, code }: Caller, cookies: ReadonlyMap<string, string>): Record<string, string> {
  const cookie = userName === null ? undefined : cookies.get(userName)
  return { ...(cookie !== undefined && { cookie }), ...(code !== undefined && { authorization: `Bearer ${code}` }) }
}
