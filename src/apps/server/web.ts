/** The built pages: officials at `/`, anyone at `/public/`. */
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { platformRefusals } from '../../platform/shared/refusal.ts'
import { checkout } from './foundation.ts'

const reportPage = 'public/report.html'

const pageOf = (url: string): string => {
  if (/^\/public\/(report|mine)\/?(\?|$)/.test(url)) return reportPage
  return url.startsWith('/public') ? 'public/index.html' : 'index.html'
}

export async function serveWeb(server: FastifyInstance): Promise<void> {
  const root = join(checkout, 'dist', 'web')
  await server.register(fastifyStatic, {
    root,
    cacheControl: false,
    setHeaders: (response, path) => {
      const forever = path.includes(`${root}/assets/`)
      const keeping = path.endsWith(`/${reportPage}`) ? 'no-store' : 'no-cache'
      // its script stands in the page, which no page of ours may run: it is kept on a device and opened there
      if (path.endsWith('/public/check.html'))
        response.header('content-disposition', 'attachment; filename="gangshao-check.html"')
      response.header('cache-control', forever ? 'public, max-age=31536000, immutable' : keeping)
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
    if (wantsPage) return reply.sendFile(pageOf(request.url))
    const { status, zh, en } = platformRefusals['not-found']
    return reply.status(status).send({ code: 'not-found', message: { zh, en }, details: {}, requestId: request.id })
  })
}
