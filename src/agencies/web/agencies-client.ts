/** The operations of agencies, and words for what they do. */
import { client } from '../../platform/web/client.ts'
import { useText } from '../../platform/web/text.tsx'
import { isFunction } from '../agency.ts'
import { agenciesContract } from '../contract.ts'
import { agenciesText } from '../text.ts'

export const agencies = client(agenciesContract)

/** The word for a function; a dash where a body has none. */
export function useFunctionWord(): (kind: string | null) => string {
  const t = useText(agenciesText)
  return (kind) => (isFunction(kind) ? t(`function.${kind}`) : '—')
}
