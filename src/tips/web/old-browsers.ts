/** What browsers of 2018 (Chrome and WebView 67) lack of what the libraries here use. Imported before all else. */

const missing = <T extends object>(target: T, name: string, value: unknown): void => {
  if (!(name in target)) Object.defineProperty(target, name, { value, configurable: true, writable: true })
}

missing(window, 'globalThis', window)
missing(window, 'queueMicrotask', (work: () => void) => void Promise.resolve().then(work))
missing(Object, 'hasOwn', (value: object, key: PropertyKey) => Object.hasOwn(value, key))
missing(Object, 'fromEntries', (entries: Iterable<[PropertyKey, unknown]>) => {
  const made: Record<PropertyKey, unknown> = {}
  for (const [key, value] of entries) made[key] = value
  return made
})
missing(Array.prototype, 'flatMap', function <T, U>(this: T[], each: (value: T, i: number) => U | U[]): U[] {
  return this.reduce<U[]>((all, value, i) => all.concat(each(value, i)), [])
})
missing(String.prototype, 'replaceAll', function (this: string, from: string, to: string): string {
  return this.split(from).join(to)
})
