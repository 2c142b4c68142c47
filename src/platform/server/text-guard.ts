/** Text that PostgreSQL cannot keep or that another reader would garble: NUL, lone surrogates. */

const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/
const unstorable = (text: string): boolean => text.includes('\u0000') || loneSurrogate.test(text)

/** Whether any text inside a JSON value cannot be stored. */
export function hasUnstorableText(value: unknown): boolean {
  if (typeof value === 'string') return unstorable(value)
  if (Array.isArray(value)) return value.some(hasUnstorableText)
  if (value !== null && typeof value === 'object')
    return Object.entries(value).some(([key, v]) => unstorable(key) || hasUnstorableText(v))
  return false
}
