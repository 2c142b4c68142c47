/** Which area a command is about: by division code or whole name; the city where none is named. */

import { InvalidArgumentError } from 'commander'
import { z } from 'zod'
import type { Area } from '../../areas/area.ts'
import { divisionCodeOf } from '../../areas/area-seed.ts'
import { listTree, searchAreas } from '../../areas/store.ts'
import type { Db } from '../../platform/server/db.ts'

/** @throws Error where the name is unknown or fits several areas, and names their codes. */
export async function findPlace(db: Db, text: string | undefined, date: string): Promise<Area> {
  if (text === undefined) return findCity(db, date)
  const found = await searchAreas(db, text, ['/'], date, 200)
  const code = divisionCodeOf(text)
  const fitting = found.filter((area) => area.name === text || (code !== null && area.divisionCode === code))
  const [one, ...others] = fitting
  if (!one) throw new Error(`no area "${text}" on ${date} / 在 ${date} 没有区域“${text}”`)
  if (others.length === 0) return one
  const codes = fitting.map((area) => `${area.divisionCode ?? '-'} ${[...area.above, area.name].join('')}`)
  throw new Error(`"${text}" fits several areas, give the code / “${text}”有多处，请给出代码:\n${codes.join('\n')}`)
}

async function findCity(db: Db, date: string): Promise<Area> {
  const [city] = await listTree(db, ['city'], date)
  if (!city)
    throw new Error(
      'there are no areas yet: run `gangshao grid import` first / 还没有区域，请先运行 gangshao grid import',
    )
  return city
}

/** An option's ISO date. @throws InvalidArgumentError: wrong usage. */
export function dateOption(text: string): string {
  if (!z.iso.date().safeParse(text).success)
    throw new InvalidArgumentError('a date looks like 2018-02-09 / 日期格式如 2018-02-09')
  return text
}
