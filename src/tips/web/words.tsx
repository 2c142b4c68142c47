/** The language of the reporting pages: chosen in the address, kept nowhere; without the engine the officials' pages carry. */
import { useCallback, useSyncExternalStore } from 'react'
import { type Bilingual, fillIn, type Language, type ModuleText, type TextValues } from '../../platform/shared/text.ts'

const listeners = new Set<() => void>()
let current: Language = new URLSearchParams(window.location.search).get('lang') === 'en' ? 'en' : 'zh'

function show(language: Language): void {
  current = language
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  for (const listener of listeners) listener()
}
show(current)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useLanguage = (): Language => useSyncExternalStore(subscribe, () => current)
export const switchLanguage = (): void => show(current === 'zh' ? 'en' : 'zh')

/** An address with the language it shall open in. */
export const inLanguage = (path: string, language: Language): string =>
  language === 'zh' ? path : path.replace(/(#|$)/, '?lang=en$1')

export type Words<K extends string> = (key: K, values?: TextValues) => string

/** `const t = useWords(reportText)`, then `t('step', { n: 1, of: 8 })`. */
export function useWords<K extends string>(text: ModuleText<K>): Words<K> {
  const language = useLanguage()
  return useCallback((key: K, values: TextValues = {}) => fillIn(text[language][key], values), [language, text])
}

/** Chooses from a text that came with both languages. */
export function usePick(): (text: Bilingual) => string {
  const language = useLanguage()
  return (text) => text[language]
}
