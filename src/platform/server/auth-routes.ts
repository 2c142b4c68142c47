/** The doors of sign-in under /api/auth, passed on to better-auth; everything else of it stays shut. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type platformRefusals, Refusal } from '../shared/refusal.ts'
import type { ServerParts } from './http.ts'
import { refuseOtherOrigin } from './origin.ts'

const local = 'http://local'

const refusalOfStatus: Readonly<Record<number, keyof typeof platformRefusals>> = {
  401: 'sign-in-failed',
  403: 'not-permitted',
  423: 'account-locked',
  429: 'too-many-requests',
}

export async function authRoutes(app: FastifyInstance, { sessions, platform }: ServerParts): Promise<void> {
  app.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    schema: { hide: true },
    handler: async (request, reply) => {
      const path = new URL(request.url, local).pathname.replace('/api/auth', '')
      if (!sessions.isOpen(path)) throw new Refusal('not-found')
      refuseOtherOrigin(request, platform.config.publicUrl)
      const response = await sessions.handle(
        toWebRequest(request, sessions.addressHeader),
        path,
        userNameOf(request.body),
      )
      reply.headers(Object.fromEntries([...response.headers].filter(([name]) => name !== 'set-cookie')))
      for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie)
      if (response.ok) return reply.status(response.status).send(Buffer.from(await response.arrayBuffer()))
      throw new Refusal(refusalOfStatus[response.status] ?? 'bad-input')
    },
  })
}

function toWebRequest(request: FastifyRequest, addressHeader: string): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string' && name !== addressHeader && name !== 'content-length') headers.set(name, value)
  }
  headers.set(addressHeader, request.ip)
  const body = request.method === 'POST' ? JSON.stringify(request.body ?? {}) : null
  // the path alone counts; a host may be anything that somebody wrote into a header
  return new Request(new URL(request.url, local), {
    method: request.method,
    headers,
    body,
  })
}

const userNameOf = (body: unknown): string | undefined =>
  typeof body === 'object' && body !== null && 'username' in body && typeof body.username === 'string'
    ? body.username.slice(0, 200)
    : undefined
