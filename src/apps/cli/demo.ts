/** `gangshao demo`: the demo city, in an empty database only; and its first load by `gangshao serve`. */
import { access, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import pg from 'pg'
import { type Config, readConfig } from '../../platform/server/config.ts'
import { isEmpty } from '../demo/city.ts'
import { foundDemoCity, readDemoSignIns, signInFile, signInLines } from '../demo/sign-ins.ts'
import { type Ground, type Log, openGround } from '../server/foundation.ts'
import { outliveLostNotes } from './lost-notes.ts'
import { note, say } from './print.ts'
import { openProgress } from './progress.ts'

/** Stands in the secrets folder while the city is being loaded: after a kill it says that what is there is half a city. */
const markerOf = (ground: Ground): string => join(ground.folder.secretsDir, 'demo-loading')

async function loadMarked(ground: Ground, log: Log): Promise<void> {
  const marker = markerOf(ground)
  // refused below where the database is not empty; then nothing is marked
  if (await isEmpty(ground)) await writeFile(marker, '', { mode: 0o600, flush: true })
  const progress = openProgress('demo')
  // a step stands above the bar, which is drawn anew below it
  const above: Log = (line) => {
    progress.end()
    log(line)
  }
  let reached = 0
  // the bar lives on while a long step is under way
  const beat = setInterval(() => progress.show(reached), 1000)
  try {
    await foundDemoCity(ground, above, (share) => {
      reached = share
    })
  } finally {
    clearInterval(beat)
    progress.end()
  }
  await rm(marker, { force: true })
}

/**
 * Opens the ground; where a kill has left half a demo city in the embedded database, that database is set aside under another name
 * (never dropped: somebody may have written into it since) and the ground opened anew.
 */
export async function openWholeGround(config: Config, log: Log): Promise<Ground> {
  const ground = await openGround(config, log)
  const cutOff =
    ground.embedded &&
    (await access(markerOf(ground)).then(
      () => true,
      () => false,
    ))
  if (!cutOff) return ground
  try {
    const aside = await setAside(ground)
    log(`the demo city was cut off while loading, starting anew / 示范城市上次装入中断，重新装入 (${aside})`)
    await rm(markerOf(ground))
  } finally {
    await ground.leave()
  }
  return openGround(config, log)
}

async function setAside({ ownerConnection: { host, user, database = '' }, clock }: Ground): Promise<string> {
  const aside = `${database}_cut_off_${clock().getTime()}`
  const client = new pg.Client({ host, user, database: 'postgres' })
  await client.connect()
  try {
    await client.query(`alter database ${pg.escapeIdentifier(database)} rename to ${pg.escapeIdentifier(aside)}`)
    return aside
  } finally {
    await client.end()
  }
}

/** At start: the city where the database is empty and it is wanted. @returns the lines that say who can sign in. */
export async function demoAtStart(ground: Ground, log: Log): Promise<string[]> {
  const wanted = ground.embedded || ground.config.demoAsked
  if (wanted && (await isEmpty(ground))) await loadMarked(ground, log)
  const kept = await readDemoSignIns(ground)
  return kept ? signInLines(kept, signInFile(ground)) : []
}

async function load({ json }: { json?: boolean }): Promise<void> {
  const ground = await openWholeGround(readConfig(), note)
  try {
    const loaded = loadMarked(ground, note)
    // the city's own application has ended then, with jobs under way: what they have not said is said when they run again
    outliveLostNotes(loaded.catch(() => undefined))
    await loaded
    const kept = await readDemoSignIns(ground)
    if (!kept) throw new Error('the sign-ins were not kept')
    say(json ? JSON.stringify(kept, null, 2) : signInLines(kept, signInFile(ground)).join('\n'))
  } finally {
    await ground.leave()
  }
}

export const demoCommand = new Command('demo')
  .description('load the demo city into an empty database, never into another / 向空数据库装入示范城市')
  .option('--json', 'print the sign-ins as JSON')
  .action(load)
