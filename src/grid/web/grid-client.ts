/** The grid's operations, and the area a screen of the grid looks at. */
import { scopePaths } from '../../platform/shared/permission.ts'
import { useAreaChoice } from '../../platform/web/area-source.ts'
import { client } from '../../platform/web/client.ts'
import { useMe } from '../../platform/web/session.ts'
import { gridContract } from '../contract.ts'

export const grid = client(gridContract)

/** The area chosen on the left, else the caller's own; undefined where he holds none. */
export function useGridArea(): number | undefined {
  const { areaId } = useAreaChoice()
  const me = useMe()
  const own = scopePaths(me)[0]?.split('/').filter(Boolean).at(-1)
  return areaId ?? (own === undefined ? undefined : Number(own))
}
