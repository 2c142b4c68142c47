/** The tree as it is imported: rows that name their superior by code, put in order and given ids and paths. Pure. */
import { z } from 'zod'
import { type AreaLevel, areaLevels } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { areaKinds } from './area.ts'
import changzhou from './data/changzhou.json' with { type: 'json' }
import zones from './data/changzhou-zones.json' with { type: 'json' }

export type AreaSeed = {
  /** Statistical code of 2 to 12 digits; anything else is a name of our own for an area without one. */
  code: string
  name: string
  level: AreaLevel
  parentCode: string | null
  kind?: (typeof areaKinds)[number]
}

/** An area ready to be stored. */
export type PlacedArea = {
  id: number
  name: string
  level: AreaLevel
  kind: (typeof areaKinds)[number]
  divisionCode: string | null
  parentId: number | null
  path: string
}

/** 6 digits down to the county, 12 from the township on (GB/T 2260, statistical codes); null where the code is ours. */
export function divisionCodeOf(code: string): string | null {
  if (!/^\d{2}$|^\d{4}$|^\d{6}$|^\d{9}$|^\d{12}$/.test(code)) return null
  return code.padEnd(code.length <= 6 ? 6 : 12, '0')
}

/**
 * Gives new rows their ids and paths. A city without counties appears twice in the statistics under one code (东莞): the
 * first keeps it.
 * @param known areas that are there already, by code: `divisionCodeOf` or the code of our own.
 * Refuses `area-parent-unknown` and `area-parent-loop`.
 */
export function placeAreas(
  seeds: readonly AreaSeed[],
  known: ReadonlyMap<string, { id: number; path: string }>,
  firstId: number,
): PlacedArea[] {
  const byCode = new Map(seeds.map((seed) => [seed.code, seed]))
  const done = new Map<string, { id: number; path: string }>()
  const usedCodes = new Set<string>()
  const placed: PlacedArea[] = []
  const place = (seed: AreaSeed, depth: number): { id: number; path: string } => {
    const before = done.get(seed.code) ?? known.get(seed.code) ?? known.get(divisionCodeOf(seed.code) ?? '')
    if (before) return before
    if (depth > 12) throw new Refusal('area-parent-loop', { code: seed.code })
    const superior = seed.parentCode === null ? null : byCode.get(seed.parentCode)
    const foundAbove =
      seed.parentCode === null ? null : (known.get(divisionCodeOf(seed.parentCode) ?? seed.parentCode) ?? null)
    if (superior === undefined && foundAbove === null)
      throw new Refusal('area-parent-unknown', { code: seed.code, parent: seed.parentCode })
    const above = superior ? place(superior, depth + 1) : foundAbove
    const id = firstId + placed.length
    const at = { id, path: `${above?.path ?? '/'}${id}/` }
    const code = divisionCodeOf(seed.code)
    const divisionCode = code === null || usedCodes.has(code) ? null : code
    if (divisionCode) usedCodes.add(divisionCode)
    placed.push({
      ...at,
      name: seed.name,
      level: seed.level,
      kind: seed.kind ?? 'statutory',
      divisionCode,
      parentId: above?.id ?? null,
    })
    done.set(seed.code, at)
    return at
  }
  for (const seed of seeds) place(seed, 0)
  return placed
}

const extract = z.object({
  city: z.tuple([z.string(), z.string()]),
  divisions: z.array(z.tuple([z.string(), z.string()])),
})
const zone = z.object({ name: z.string(), units: z.array(z.string()) })

const levelOfLength: Readonly<Record<number, AreaLevel>> = { 6: 'county', 9: 'township', 12: 'village' }

/**
 * Changzhou from its extract, with the functional zone as an area of county level: its towns and subdistricts keep their
 * codes but answer to the zone.
 */
export function changzhouSeeds(): AreaSeed[] {
  const { city, divisions } = extract.parse(changzhou)
  const { name, units } = zone.parse(zones)
  const zoneCode = `${city[0]}-zone`
  const inZone = new Set(units)
  return [
    { code: city[0], name: city[1], level: 'city', parentCode: null },
    { code: zoneCode, name, level: 'county', parentCode: city[0], kind: 'zone' },
    ...divisions.map(([code, title]) => ({
      code,
      name: title,
      level: levelOf(code),
      parentCode: inZone.has(code) ? zoneCode : parentOf(code, city[0]),
    })),
  ]
}

function levelOf(code: string): AreaLevel {
  const level = levelOfLength[code.length]
  if (!level) throw new Error(`not a division below the city: ${code}`)
  return level
}

const parentOf = (code: string, city: string): string => (code.length === 6 ? city : code.slice(0, code.length - 3))

/** From the city down. */
export const levelOrder = (level: AreaLevel): number => areaLevels.indexOf(level)
