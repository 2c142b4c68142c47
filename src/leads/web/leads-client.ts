/** The leads as the pages read them. */
import { useQuery } from '@tanstack/react-query'
import { client } from '../../platform/web/client.ts'
import { leadsContract } from '../contract.ts'

export const leads = client(leadsContract)

export const useLead = (id: string | undefined) =>
  useQuery({
    queryKey: ['lead', id ?? null],
    // enabled only where there is an id
    queryFn: () => leads.getLead({ id: id ?? '' }),
    enabled: id !== undefined,
  })
