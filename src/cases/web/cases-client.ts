/** The cases as the pages read them. */
import { useQuery } from '@tanstack/react-query'
import { client } from '../../platform/web/client.ts'
import { casesContract } from '../contract.ts'

export const cases = client(casesContract)

export const useCase = (id: string) => useQuery({ queryKey: ['case', id], queryFn: () => cases.getCase({ id }) })

/** Bases of steps by force as they hold on a day. */
export const useBases = (id: string, on: string, wanted: boolean) =>
  useQuery({ queryKey: ['caseBases', id, on], queryFn: () => cases.listStepBases({ id, on }), enabled: wanted })

export const useOfficers = (id: string) =>
  useQuery({ queryKey: ['caseOfficers', id], queryFn: () => cases.listCaseOfficers({ id }), staleTime: 300_000 })
