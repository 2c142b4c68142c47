/**
 * Custodians of sealed identity in the demo city: two of each county, of the city and of the second body, named as in life. Only a demo
 * city keeps their key files, beside its passwords and for its owner only; in life they never leave the custodian's browser.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CustodianBody } from '../../tips/custodian.ts'
import { custodianContract } from '../../tips/custodian-contract.ts'
import { type Key, makeKey, writeKeyFile } from '../../tips/key-file.ts'
import type { Ground } from '../server/foundation.ts'
import type { Hands } from './hands.ts'
import type { Counties } from './history.ts'
import type { DemoArea, SignIn } from './people.ts'

export type DemoCustodian = { userName: string; key: Key }

export async function nameCustodians(
  hands: Hands,
  city: DemoArea,
  counties: Counties,
  signIns: readonly SignIn[],
): Promise<DemoCustodian[]> {
  const known = new Set(signIns.map(({ userName }) => userName))
  const agreeing = counties[0]?.userName
  if (agreeing === undefined) return []
  const named: DemoCustodian[] = []
  const name = async (userName: string, body: CustodianBody, area: DemoArea, countyUser: string) => {
    const key = await makeKey(hands.app.platform.config.sealing)
    const proposal = { body, areaId: area.id, publicKey: key.recipient }
    const { id } = await hands.ok(userName, custodianContract.proposeCustodian, proposal)
    await hands.ok(countyUser, custodianContract.agreeCustodian, { id })
    await hands.ok('city-office', custodianContract.agreeCustodian, { id })
    named.push({ userName, key })
  }
  for (const { area, userName } of counties) {
    for (const n of [1, 2]) {
      // a zone has no market regulator of its own
      const officer = area.divisionCode === null ? `committee-zone-${n}` : `market-${area.divisionCode}-${n}`
      if (known.has(officer)) await name(officer, 'county', area, userName)
    }
  }
  for (const userName of ['reviewer', 'city-keeper']) await name(userName, 'city', city, agreeing)
  for (const n of [1, 2]) await name(`second-body-${n}`, 'secondBody', city, agreeing)
  return named
}

/** A passphrase that lies beside the file it opens needs no work. */
const workFactor = 10

export const keyFolder = (ground: Ground): string => join(ground.folder.secretsDir, 'demo-keys')

/** A key file for each, as the custodian's browser would have saved it. @param passphrase opens all of them. */
export async function keepKeys(
  ground: Ground,
  custodians: readonly DemoCustodian[],
  passphrase: string,
): Promise<void> {
  const folder = keyFolder(ground)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const { userName, key } of custodians) {
    const text = await writeKeyFile(key, passphrase, workFactor)
    await writeFile(join(folder, `${userName}.txt`), text, { mode: 0o600 })
  }
}
