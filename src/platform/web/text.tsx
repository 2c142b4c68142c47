/** The language of the page and the texts of the modules, typed by their keys. No Ant Design: the public pages use it too. */
import { createInstance } from 'i18next'
import { useCallback, useSyncExternalStore } from 'react'
import type { Bilingual, Language, ModuleText, TextValues } from '../shared/text.ts'

const storageKey = 'gangshao.language'
const listeners = new Set<() => void>()
let current: Language = 'zh'

const engine = createInstance()
void engine.init({
  initAsync: false,
  lng: current,
  fallbackLng: false,
  keySeparator: false,
  nsSeparator: false,
  resources: {},
  interpolation: { escapeValue: false },
})

const isLanguage = (text: string | null): text is Language => text === 'zh' || text === 'en'

/** Reads `?lang=`, else what was chosen before, else Chinese; takes `lang` out of the address. Call once before the first render. */
export function startLanguage(): void {
  const address = new URL(window.location.href)
  const asked = address.searchParams.get('lang')
  const kept = readStored(storageKey)
  setLanguage(isLanguage(asked) ? asked : isLanguage(kept) ? kept : 'zh')
  if (asked === null) return
  address.searchParams.delete('lang')
  window.history.replaceState(window.history.state, '', address)
}

export function setLanguage(language: Language): void {
  current = language
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  store(storageKey, language)
  for (const listener of listeners) listener()
}

/** Null where the browser keeps nothing (private window, storage switched off). */
export function readStored(key: string): string | null {
  try {
    return window.localStorage.getItem(key)
  } catch {
    return null // storage may be forbidden; then nothing is remembered
  }
}

export function store(key: string, value: string): void {
  try {
    window.localStorage.setItem(key, value)
  } catch {
    // as above: the page works without memory
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useLanguage = (): Language => useSyncExternalStore(subscribe, () => current)

/** Chooses from a text that came with both languages (a refusal, a title). */
export function usePick(): (text: Bilingual) => string {
  const language = useLanguage()
  return useCallback((text: Bilingual) => text[language], [language])
}

const punctuation = {
  zh: { colon: '：', and: '、', semicolon: '；', inBrackets: (words: string) => `（${words}）` },
  en: { colon: ': ', and: ', ', semicolon: '; ', inBrackets: (words: string) => ` (${words})` },
} as const

/** The marks between words that the page itself puts together. */
export const usePunctuation = () => punctuation[useLanguage()]

const namespaces = new WeakMap<ModuleText, string>()
let counted = 0

function namespaceOf(text: ModuleText): string {
  const known = namespaces.get(text)
  if (known) return known
  counted += 1
  const name = `text${counted}`
  engine.addResourceBundle('zh', name, text.zh)
  engine.addResourceBundle('en', name, text.en)
  namespaces.set(text, name)
  return name
}

export type Translate<K extends string> = (key: K, values?: TextValues) => string

/** `const t = useText(noticesText)`, then `t('unsigned', { count: 3 })`. */
export function useText<K extends string>(text: ModuleText<K>): Translate<K> {
  const language = useLanguage()
  return useCallback(
    (key: K, values: TextValues = {}) => engine.getFixedT(language, namespaceOf(text))(String(key), values),
    [language, text],
  )
}
