/**
 * What old browsers lack of what we and the libraries use: those of 2018 (Chrome and WebView 67) on the pages for anybody, those of 2021
 * (Chrome 92) on the officials'. Imported before all else.
 */

const missing = <T extends object>(target: T, name: string, value: unknown): void => {
  if (!(name in target)) Object.defineProperty(target, name, { value, configurable: true, writable: true })
}

missing(window, 'globalThis', window)
missing(window, 'queueMicrotask', (work: () => void) => void Promise.resolve().then(work))
// by the older method: a stand-in that calls what it stands in for would call itself for ever
const has = Object.prototype.hasOwnProperty
missing(Object, 'hasOwn', (value: object, key: PropertyKey) => has.call(value, key))
missing(Object, 'fromEntries', (entries: Iterable<[PropertyKey, unknown]>) => {
  const made: Record<PropertyKey, unknown> = {}
  for (const [key, value] of entries) made[key] = value
  return made
})
missing(Array.prototype, 'flatMap', function <T, U>(this: T[], each: (value: T, i: number) => U | U[]): U[] {
  return this.reduce<U[]>((all, value, i) => all.concat(each(value, i)), [])
})
missing(Array.prototype, 'at', function <T>(this: T[], i: number): T | undefined {
  return this[i < 0 ? this.length + i : i]
})
missing(Array.prototype, 'toReversed', function <T>(this: T[]): T[] {
  return this.slice().reverse()
})
missing(Array.prototype, 'toSorted', function <T>(this: T[], compare?: (a: T, b: T) => number): T[] {
  return this.slice().sort(compare)
})
missing(String.prototype, 'matchAll', function (this: string, pattern: RegExp): RegExpExecArray[] {
  const again = new RegExp(pattern.source, pattern.flags)
  const all: RegExpExecArray[] = []
  // a match of nothing would be found at the same place for ever
  for (let one = again.exec(this); one; one = again.exec(this)) {
    all.push(one)
    if (one[0] === '') again.lastIndex += 1
  }
  return all
})
missing(String.prototype, 'at', function (this: string, i: number): string | undefined {
  return this[i < 0 ? this.length + i : i]
})
missing(String.prototype, 'replaceAll', function (this: string, from: string, to: string): string {
  return this.split(from).join(to)
})
