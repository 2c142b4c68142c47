/** The built pages: officials at `/`, anyone at `/public/`. */
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { platformRefusals } from '../../platform/shared/refusal.ts'
import { checkout } from './foundation.ts'

export async function serveWeb(server: FastifyInstance): Promise<void> {
  const root = join(checkout, 'dist', 'web')
  await server.register(fastifyStatic, {
    root,
    cacheControl: false,
    setHeaders: (response, path) => {
      const forever = path.includes(`${root}/assets/`)
      response.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  answerUnknown(server)
}

/** An address that is not there: a page for a browser that asks for one, else a refusal like any other. */
export function answerUnknown(server: FastifyInstance): void {
  server.setNotFoundHandler((request, reply) => {
    const wantsPage =
      request.method === 'GET' &&
      !request.url.startsWith('/api/') &&
      (request.headers.accept ?? '').includes('text/html')
    if (wantsPage) return reply.sendFile(request.url.startsWith('/public') ? 'public/index.html' : 'index.html')
    const { status, zh, en } = platformRefusals['not-found']
    return reply.status(status).send({ code: 'not-found', message: { zh, en }, details: {}, requestId: request.id })
  })
}
