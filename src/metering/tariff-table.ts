/** The tariff tables of a place, by its province. Server code. */
import { provinceOf } from '../areas/province.ts'
import { listAncestors } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import { listVersions } from '../rulebook/store.ts'
import { readRuleValue } from '../rulebook/values.ts'

/** None where the province has no table in the rulebook, or the place no known province: another province's is never lent. */
export async function listTariffVersions(db: Db, areaPath: string, day: string) {
  const province = provinceOf((await listAncestors(db, areaPath, day)).map(({ divisionCode }) => divisionCode))
  if (province === null) return []
  const rows = await listVersions(db, `tariff.${province}.largeIndustry`)
  return rows.map((row) => ({ ...row, value: readRuleValue('tariff.row', row.value) }))
}
