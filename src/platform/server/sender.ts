/** Sends what is in the outbox, beside the requests. Any number of processes may do so; a killed one's messages are taken up again. */
import { afterAttempt, matterWords, type OuterChannel } from '../shared/message.ts'
import { type Channels, type Contact, openChannels } from './channels.ts'
import type { Platform } from './context.ts'
import { transaction } from './db.ts'
import { beat } from './heartbeats.ts'
import { saveAttempt, takeMessages } from './outbox.ts'

const everyMs = 1000
const beatEveryMs = 10_000
const batch = 40
const atOnce = 4
/** Longer than a batch can take with every answer at its latest. */
export const leaseMs = 10 * 60_000

export type Sender = { stop(): Promise<void> }
type Sending = Pick<Platform, 'database' | 'directory' | 'clock' | 'config'>

/** Sends one batch. @returns how many messages were taken. */
export async function sendDue(platform: Sending, { send }: Channels): Promise<number> {
  // the ways out that are set up are the keys of the record
  const channels = Object.keys(send) as OuterChannel[]
  const now = platform.clock()
  const { taken, contacts } = await transaction(platform.database, 'system', async (db) => {
    const taken = await takeMessages(db, channels, batch, now, leaseMs)
    return {
      taken,
      contacts: await platform.directory.contactsOf(db, [...new Set(taken.map((m) => m.officialId))], now),
    }
  })
  const rest = [...taken]
  const work = async () => {
    for (let message = rest.shift(); message; message = rest.shift()) {
      const contact: Contact = contacts.get(message.officialId) ?? { email: null, mobile: null }
      const attempt = (await send[message.channel]?.(message.id, matterWords(message), contact)) ?? {
        result: 'noAddress',
      }
      const state = afterAttempt(message.attempts, attempt, platform.clock())
      const { id } = message
      await transaction(platform.database, 'system', (db) => saveAttempt(db, id, state))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return taken.length
}

export function startSender(platform: Sending, onError: (error: unknown) => void): Sender {
  const channels = openChannels(platform.config, platform.clock)
  let stopped = Object.keys(channels.send).length === 0
  let timer: NodeJS.Timeout | undefined
  let beatAt = 0
  const round = async () => {
    while (!stopped && (await sendDue(platform, channels)) > 0);
    const now = platform.clock()
    if (now.getTime() - beatAt > beatEveryMs) {
      await transaction(platform.database, 'system', (db) => beat(db, 'outbox', now))
      beatAt = now.getTime()
    }
  }
  let running: Promise<void> = Promise.resolve()
  const loop = () => {
    running = round().catch(onError)
    void running.then(() => {
      if (!stopped) timer = setTimeout(loop, everyMs)
    })
  }
  if (!stopped) loop()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
      channels.close()
    },
  }
}
