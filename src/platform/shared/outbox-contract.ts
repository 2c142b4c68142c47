/** Operations of the outbox: what did not arrive, and sending it once more. */
import { z } from 'zod'
import { contract, instant, page, pageInput } from './contract.ts'
import { channels, messageStatuses } from './message.ts'

export const undeliveredRow = z.object({
  id: z.uuid(),
  matterKind: z.string(),
  matterId: z.uuid(),
  number: z.string(),
  officialId: z.uuid(),
  officialName: z.string(),
  channel: z.enum(channels),
  status: z.enum(messageStatuses),
  attempts: z.number(),
  failure: z.string().nullable(),
  endedAt: instant,
})
export type UndeliveredRow = z.infer<typeof undeliveredRow>

export const outboxContract = contract({
  listUndelivered: {
    method: 'GET',
    path: '/api/messages/undelivered',
    needs: ['cityOffice', 'countyOffice', 'townshipLeader'],
    title: 'Messages in my scope that were given up or had no address, newest first',
    input: z.object(pageInput),
    output: page(undeliveredRow),
  },
  sendAgain: {
    method: 'POST',
    path: '/api/messages/:id/send-again',
    needs: ['cityOffice', 'countyOffice', 'townshipLeader'],
    title: 'Put a message that did not arrive back into the outbox',
    input: z.object({ id: z.uuid() }),
    output: z.object({ status: z.enum(messageStatuses) }),
  },
})
