/** The demo city at start: loaded into an empty database, and who can sign in, kept in the data folder for its owner only. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readOrCreateSecret } from '../../platform/server/data-folder.ts'
import type { Ground, Log } from '../server/foundation.ts'
import { isEmpty, loadDemoCity } from './city.ts'
import type { SignIn } from './people.ts'

export type DemoSignIns = { password: string; signIns: SignIn[] }

/** Loads the city where there is none. @throws Error where the database holds something else. */
export async function foundDemoCity(ground: Ground, say: Log): Promise<DemoSignIns> {
  if (!(await isEmpty(ground)))
    throw new Error('the database is not empty; the demo city is never loaded into it / 数据库非空，不装入示范城市')
  const password = ground.config.demoPassword ?? (await readOrCreateSecret(ground.folder.secretsDir, 'demo-password'))
  say('loading the demo city / 正在装入示范城市')
  const signIns = await loadDemoCity(ground, password, say)
  const kept = { password, signIns }
  await writeFile(keptIn(ground), JSON.stringify(kept, null, 1), { mode: 0o600 })
  return kept
}

const keptIn = (ground: Ground): string => join(ground.folder.secretsDir, 'demo-sign-ins.json')

/** Who can sign in to the demo city of this data folder; null where it holds none. */
export async function readDemoSignIns(ground: Ground): Promise<DemoSignIns | null> {
  const text = await readFile(keptIn(ground), 'utf8').catch(() => null)
  // written above
  return text === null ? null : (JSON.parse(text) as DemoSignIns)
}

/** The lines a visitor needs: one person of each role, and where the rest stand. */
export function signInLines({ password, signIns }: DemoSignIns, file: string): string[] {
  const tour = (role: string) =>
    signIns
      .filter((each) => each.role === role && each.userName.includes(tourCounty))
      .slice(0, role === 'departmentOfficer' ? 2 : 1)
  const first = [...new Set(signIns.map((each) => each.role))].flatMap((role) =>
    tour(role).length > 0 ? tour(role) : signIns.filter((each) => each.role === role).slice(0, 1),
  )
  const width = Math.max(...first.map((each) => each.userName.length))
  return [
    `demo sign-ins, password / 示范账号，密码: ${password}`,
    ...first.map((each) => `  ${each.userName.padEnd(width)}  ${each.name}（${each.place}）`),
    `  all of them / 全部账号: ${file}`,
  ]
}

/** The tour goes through 武进区. */
const tourCounty = '320412'

export const signInFile = keptIn
