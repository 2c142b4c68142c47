/**
 * Custodians of sealed identity in the demo city: two of each county, of the city and of the second body, named as in life. Only a demo
 * city keeps their private keys, beside its passwords and for its owner only; in life they never leave the custodian's browser.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import type { CustodianBody } from '../../tips/custodian.ts'
import { custodianContract } from '../../tips/custodian-contract.ts'
import type { Ground } from '../server/foundation.ts'
import type { Hands } from './hands.ts'
import type { Counties } from './history.ts'
import type { DemoArea, SignIn } from './people.ts'

/** Who keeps a half, and the key by which it is opened (`AGE-SECRET-KEY-1…`). */
export type DemoCustodian = { userName: string; body: CustodianBody; place: string; identity: string }

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
    const identity = await generateX25519Identity()
    const publicKey = await identityToRecipient(identity)
    const { id } = await hands.ok(userName, custodianContract.proposeCustodian, { body, areaId: area.id, publicKey })
    await hands.ok(countyUser, custodianContract.agreeCustodian, { id })
    await hands.ok('city-office', custodianContract.agreeCustodian, { id })
    named.push({ userName, body, place: area.name, identity })
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

export const keepIdentities = (ground: Ground, custodians: readonly DemoCustodian[]): Promise<void> =>
  writeFile(join(ground.folder.secretsDir, 'demo-custodians.json'), JSON.stringify(custodians, null, 1), {
    mode: 0o600,
  })
