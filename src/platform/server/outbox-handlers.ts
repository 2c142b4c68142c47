/** What did not arrive, for whoever answers for the place. */
import { messageMoves } from '../shared/message.ts'
import { move } from '../shared/moves.ts'
import type { outboxContract } from '../shared/outbox-contract.ts'
import { mayActIn } from '../shared/permission.ts'
import { Refusal } from '../shared/refusal.ts'
import type { Handlers } from './context.ts'
import { listUndelivered, lockMessage, saveSendAgain } from './outbox.ts'

export const outboxHandlers: Handlers<typeof outboxContract> = {
  async listUndelivered({ db, platform }, input) {
    const { rows, next } = await listUndelivered(db, input)
    const names = await platform.directory.officialNames(db, [...new Set(rows.map((row) => row.officialId))])
    return { rows: rows.map((row) => ({ ...row, officialName: names.get(row.officialId) ?? '' })), next }
  },

  async sendAgain({ db, user, now, record }, { id }) {
    const message = await lockMessage(db, id)
    if (!message) throw new Refusal('not-found')
    if (!mayActIn(user, ['cityOffice', 'countyOffice', 'townshipLeader'], message.areaPath))
      throw new Refusal('not-permitted')
    const status = move(messageMoves, 'sendAgain', message.status)
    await saveSendAgain(db, id, status, now)
    await record('message.sentAgain', {
      subject: 'message',
      id,
      areaPath: message.areaPath,
      from: message.status,
      to: status,
      changed: { channel: message.channel, number: message.number },
    })
    return { status }
  },
}
