/** Texts of a module in both languages, with equal keys by the type. */

export const languages = ['zh', 'en'] as const
export type Language = (typeof languages)[number]
export type Bilingual = { readonly zh: string; readonly en: string }

type Texts = Readonly<Record<string, string>>
/** English needs the singular now and then: `days_one` beside `days`, chosen by the value `count`. */
type English<Z extends Texts> = { readonly [K in keyof Z]: string } & {
  readonly [K in keyof Z & string as `${K}_one`]?: string
}

export type ModuleText<K extends string = string> = {
  readonly zh: Readonly<Record<K, string>>
  readonly en: Readonly<Record<K, string>>
}
export type TextValues = Readonly<Record<string, string | number | boolean | null>>

/** A sentence with its values in the places of `{{name}}`; a value that is not given leaves nothing. */
export const fillIn = (sentence: string, values: TextValues): string =>
  sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))

/** Lines of what somebody wrote, without the empty ones and the space around them. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** Flat keys, `{{name}}` for values. A key missing in, or only in, one language does not compile. */
export const defineText = <const Z extends Texts>(zh: Z, en: English<Z>): ModuleText<keyof Z & string> => ({ zh, en })
