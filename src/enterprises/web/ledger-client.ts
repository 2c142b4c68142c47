/** The ledger's operations in the browser. */
import { useQuery } from '@tanstack/react-query'
import { client } from '../../platform/web/client.ts'
import { enterprisesContract } from '../contract.ts'

export const ledger = client(enterprisesContract)

export const useSite = (id: string) => useQuery({ queryKey: ['site', id], queryFn: () => ledger.getSite({ id }) })

export const useEnterprise = (id: string) =>
  useQuery({ queryKey: ['enterprise', id], queryFn: () => ledger.getEnterprise({ id }) })

/** Seconds between looks at an import that a job is working on. */
const lookAgainMs = 1_000

export const useImport = (id: string) =>
  useQuery({
    queryKey: ['ledgerImport', id],
    queryFn: () => ledger.getImport({ id }),
    refetchInterval: ({ state }) =>
      state.data && ['reading', 'applying'].includes(state.data.status) ? lookAgainMs : false,
  })
