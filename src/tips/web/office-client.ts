/** What the officials' pages ask of this module. The custodians' and the counter's calls are in it too: one module, one client. */
import { useQuery } from '@tanstack/react-query'
import { client } from '../../platform/web/client.ts'
import { custodianContract } from '../custodian-contract.ts'
import { tipOfficeContract } from '../office-contract.ts'
import { rewardContract } from '../reward-contract.ts'
import { tipIntakeContract } from '../tip-contract.ts'

const { getSealingKeys } = tipIntakeContract
export const office = client({ ...tipOfficeContract, getSealingKeys })
export const custodians = client(custodianContract)
export const rewards = client(rewardContract)

export const useTip = (id: string | undefined) =>
  useQuery({
    queryKey: ['tip', id ?? null],
    // enabled only where there is an id
    queryFn: () => office.getTip({ id: id ?? '' }),
    enabled: id !== undefined,
  })
