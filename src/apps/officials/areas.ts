/** The tree of areas in the shell's slot. */
import { areasContract } from '../../areas/contract.ts'
import type { AreaSource } from '../../platform/web/area-source.ts'
import { client } from '../../platform/web/client.ts'

const operations = client(areasContract)

export const areas: AreaSource = {
  children: async (parentId, asOf) => (await operations.listChildren({ parentId: parentId ?? undefined, asOf })).rows,
  find: (id, asOf) => operations.getArea({ id, asOf }),
}
