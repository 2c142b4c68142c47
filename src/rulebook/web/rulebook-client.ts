/** The rulebook's operations, and words for its families. */
import { client } from '../../platform/web/client.ts'
import { useText } from '../../platform/web/text.tsx'
import { rulebookContract } from '../contract.ts'
import { rulebookText } from '../text.ts'

export const rulebook = client(rulebookContract)

export const families = [
  'limit',
  'threshold',
  'window',
  'post',
  'area',
  'blindSpot',
  'visitGuard',
  'competence',
  'judgement',
  'closure',
  'basis',
  'coercion',
  'detection',
  'tariff',
  'focus',
  'calendar',
  'counting',
  'session',
  'file',
  'retention',
  'tips',
  'reward',
  'register',
] as const

/** The word for the family of a key; its first part where a family is new. */
export function useFamilyWord(): (key: string) => string {
  const t = useText(rulebookText)
  return (key) => {
    const family = families.find((one) => key === one || key.startsWith(`${one}.`))
    return family ? t(`family.${family}`) : (key.split('.')[0] ?? key)
  }
}
