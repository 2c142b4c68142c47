/** The hands of the demo city: every step of its story is a request of a signed-in person, through the same doors as everybody's. */

import { type Db, transaction } from '../../platform/server/db.ts'
import { addressOf, bodyOf, type Question } from '../../platform/shared/address.ts'
import type { Operation, Output } from '../../platform/shared/contract.ts'
import { type Application, openApplication } from '../server/application.ts'
import type { Ground } from '../server/foundation.ts'

export type Hands = {
  app: Application
  /** Lets the story go on at an instant. */
  at(instant: string): void
  signIn(userName: string): Promise<void>
  /** One request of a person; throws where it is refused: the story must be one that the program allows. */
  ok<O extends Operation>(userName: string, operation: O, question: Question<O>): Promise<Output<O>>
  upload(userName: string, areaId: number, purpose: string, name: string, content: Buffer): Promise<string>
  /** As the program itself. */
  asSystem<T>(work: (db: Db) => Promise<T>): Promise<T>
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
    userName: string,
    method: Operation['method'] | 'POST',
    url: string,
    payload: Buffer | string | undefined,
    type: string,
  ) => {
    const cookie = cookies.get(userName)
    const headers = { ...(cookie !== undefined && { cookie }), ...(payload !== undefined && { 'content-type': type }) }
    const response = await app.server.inject({ method, url, headers, ...(payload !== undefined && { payload }) })
    if (response.statusCode !== 200)
      throw new Error(`${method} ${url} as ${userName}: ${response.statusCode} ${response.body.slice(0, 400)}`)
    return response
  }
  return {
    app,
    at: (instant) => {
      present = new Date(instant)
    },
    async signIn(userName) {
      const response = await send(
        userName,
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
    async ok(userName, operation, question) {
      const body = bodyOf(operation, question)
      const response = await send(
        userName,
        operation.method,
        addressOf(operation, question),
        body && JSON.stringify(body),
        'application/json',
      )
      return response.json()
    },
    async upload(userName, areaId, purpose, name, content) {
      const field = (key: string, value: string) =>
        `--${boundary}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`
      const head = `${field('areaId', String(areaId))}${field('purpose', purpose)}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`
      const payload = Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)])
      const response = await send(userName, 'POST', '/api/files', payload, `multipart/form-data; boundary=${boundary}`)
      return response.json().id
    },
    asSystem: (work) => transaction(app.platform.database, 'system', work),
    close: () => app.close(),
  }
}
