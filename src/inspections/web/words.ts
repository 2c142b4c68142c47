import { useLanguage } from '../../platform/web/text.tsx'

/** Joins words of a closed list; some of them hold a comma themselves. */
export function useJoin(): (words: readonly string[]) => string {
  const separator = useLanguage() === 'zh' ? '；' : '; '
  return (words) => words.join(separator)
}
