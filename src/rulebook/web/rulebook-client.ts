/** The rulebook's operations, and words for its families. */
import { client } from '../../platform/web/client.ts'
import { useText } from '../../platform/web/text.tsx'
import { rulebookContract } from '../contract.ts'
import { shownFamilyOf } from '../rule.ts'
import { rulebookText } from '../text.ts'

export const rulebook = client(rulebookContract)

/** The word for the family of a key; its first part where a family is new. */
export function useFamilyWord(): (key: string) => string {
  const t = useText(rulebookText)
  return (key) => {
    const family = shownFamilyOf(key)
    return family ? t(`family.${family}`) : (key.split('.')[0] ?? key)
  }
}
