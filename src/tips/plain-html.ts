/** HTML as text: everything put into it is escaped unless it is markup of ours. Pure. */

export class Markup {
  constructor(readonly text: string) {}
}
type Part = Markup | string | number | null | readonly Part[]

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const written = (part: Part): string => {
  if (part === null) return ''
  if (part instanceof Markup) return part.text
  if (typeof part === 'object') return part.map(written).join('')
  return String(part).replace(/[&<>"']/g, (sign) => escapes[sign] ?? '')
}

/** `html\`<p>${words}</p>\``. */
export const html = (texts: TemplateStringsArray, ...parts: Part[]): Markup =>
  new Markup(texts.map((text, i) => text + written(parts[i] ?? null)).join(''))
