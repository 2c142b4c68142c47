/** Writes come from our own pages only. */
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../shared/refusal.ts'

/** A browser names the page a write comes from; one of another site is refused. */
export function refuseOtherOrigin(request: FastifyRequest, publicUrl: string | undefined): void {
  const origin = request.headers.origin
  if (origin === undefined) return
  const own = publicUrl ? new URL(publicUrl).host : request.host
  if (!URL.canParse(origin) || new URL(origin).host !== own) throw new Refusal('wrong-origin')
}
