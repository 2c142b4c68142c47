/** The demo city at start: loaded into an empty database, and who can sign in, kept in the data folder for its owner only. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readOrCreateSecret } from '../../platform/server/data-folder.ts'
import type { Ground, Log } from '../server/foundation.ts'
import { isEmpty, loadDemoCity, type Shown, type Told } from './city.ts'
import { keyFolder } from './custodians.ts'

/** The password opens the key files of the custodians too. */
export type DemoSignIns = { password: string; keyFolder: string } & Told

/** Loads the city where there is none. @throws Error where the database holds something else. */
export async function foundDemoCity(ground: Ground, say: Log, onProgress: Shown): Promise<DemoSignIns> {
  if (!(await isEmpty(ground)))
    throw new Error('the database is not empty; the demo city is never loaded into it / 数据库非空，不装入示范城市')
  const password = ground.config.demoPassword ?? (await readOrCreateSecret(ground.folder.secretsDir, 'demo-password'))
  say('loading the demo city / 正在装入示范城市')
  const kept = { password, keyFolder: keyFolder(ground), ...(await loadDemoCity(ground, password, say, onProgress)) }
  await writeFile(keptIn(ground), JSON.stringify(kept, null, 1), { mode: 0o600 })
  return kept
}

type Later = Pick<DemoSignIns, 'reports' | 'keyFolder'>

const keptIn = (ground: Ground): string => join(ground.folder.secretsDir, 'demo-sign-ins.json')

/** Who can sign in to the demo city of this data folder; null where it holds none. */
export async function readDemoSignIns(ground: Ground): Promise<DemoSignIns | null> {
  const text = await readFile(keptIn(ground), 'utf8').catch(() => null)
  // written above; a city of an earlier version has no reports
  const kept = text === null ? null : (JSON.parse(text) as Omit<DemoSignIns, keyof Later> & Partial<Later>)
  return kept && { reports: [], keyFolder: '', ...kept }
}

/** The lines a visitor needs: one person of each role, and where the rest stand. */
export function signInLines({ password, signIns, reports, keyFolder }: DemoSignIns, file: string): string[] {
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
    ...reportLines({ reports, keyFolder }),
  ]
}

/** One report to look at as its reporter does, and where the keys of the custodians lie. */
function reportLines({ reports, keyFolder }: Later): string[] {
  const shown = reports.find(({ place }) => place.startsWith(tourPlace)) ?? reports[0]
  if (!shown) return []
  return [
    `report to look at under /public/mine, codes of the others in the same file / 可在 /public/mine 查看的举报，其余查询码见同一文件: ${shown.code}`,
    `key files of the custodians, opened by the same password / 保管人密钥文件，口令与上面的密码相同: ${keyFolder}`,
  ]
}

/** The tour goes through 武进区. */
const tourCounty = '320412'
const tourPlace = '武进区'

export const signInFile = keptIn
