import { usePunctuation } from '../../platform/web/text.tsx'

/** Joins words of a closed list; some of them hold a comma themselves. */
export function useJoin(): (words: readonly string[]) => string {
  const { semicolon } = usePunctuation()
  return (words) => words.join(semicolon)
}
