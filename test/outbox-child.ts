/**
 * A process of its own for the kill test of the outbox: sends what is due and says `done`. Its argument is JSON:
 * `{ connection, settings, now }`.
 */
import { directory } from '../src/apps/server/directory.ts'
import { openChannels } from '../src/platform/server/channels.ts'
import { readConfig } from '../src/platform/server/config.ts'
import { openDatabase } from '../src/platform/server/db.ts'
import { sendDue } from '../src/platform/server/sender.ts'

const { connection, settings, now } = JSON.parse(process.argv[2] ?? '{}')
const config = readConfig(settings)
const clock = () => new Date(now)
const database = openDatabase(connection, 6)
const channels = openChannels(config, clock)
while ((await sendDue({ config, database, directory, clock }, channels)) > 0);
channels.close()
await database.close()
process.stdout.write('done\n')
