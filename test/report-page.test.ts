/** The page on which anyone reports, as it is built: small, and for the WebViews of 2018. */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { createBuilder, parseAst } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const checkout = new URL('..', import.meta.url).pathname
const kB = 1000
let folder: string
/** Of the reporting pages. */
let parts: Map<string, string>
/** Of all pages for anybody; the check of a receipt is one file with its script inside. */
let forAnybody: Map<string, string>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gangshao-report-page-'))
  parts = await built('report')
  forAnybody = new Map([...parts, ...(await built('public')), ...(await built('check'))])
}, 120_000)

/** The files of one of the builds of the public pages. */
async function built(name: string): Promise<Map<string, string>> {
  const outDir = join(folder, name)
  const builder = await createBuilder({
    configFile: join(checkout, 'vite.config.ts'),
    logLevel: 'error',
    environments: { [name]: { build: { outDir } } },
  })
  const environment = builder.environments[name]
  if (!environment) throw new Error(`${name} is not built`)
  await builder.build(environment)
  const files = readdirSync(outDir, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(js|css|html)$/.test(file),
  )
  return new Map(files.map((file) => [file, readFileSync(join(outDir, file), 'utf8')]))
}

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const size = (names: string[]) =>
  names.reduce((sum, name) => sum + gzipSync(parts.get(name) ?? '', { level: 6 }).length, 0)
const named = (start: string) => [...parts.keys()].filter((name) => name.startsWith(`assets/${start}-`))
/** What the page itself asks for: nothing else comes before the first paint. */
const first = () => {
  const page = parts.get('public/report.html') ?? ''
  return ['public/report.html', ...[...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map((m) => m[1] ?? '')]
}

const newer =
  /\.(at|flat|flatMap|replaceAll|matchAll|allSettled|fromEntries|hasOwn|findLast|toSorted|toReversed|replaceChildren|isWellFormed)\(|\b(globalThis|queueMicrotask|structuredClone|WeakRef)\b/g
const standIns = [
  ...readFileSync(join(checkout, 'src/platform/web/old-browsers.ts'), 'utf8').matchAll(/^missing\([\w.]+, '(\w+)'/gm),
].map((found) => found[1] ?? '')

/** Kinds of syntax that Chrome 67 does not read. */
function newerSyntax(node: unknown, found: string[] = []): string[] {
  if (Array.isArray(node)) for (const each of node) newerSyntax(each, found)
  else if (typeof node === 'object' && node !== null) {
    const { type, operator } = node as { type?: string; operator?: string } // any node of a syntax tree
    if (/^(ChainExpression|PropertyDefinition|PrivateIdentifier|StaticBlock)$/.test(type ?? '')) found.push(type ?? '')
    if (/^(\?\?|\?\?=|\|\|=|&&=)$/.test(operator ?? '')) found.push(operator ?? '')
    for (const value of Object.values(node)) newerSyntax(value, found)
  }
  return found
}

const scriptsOf = (files: Map<string, string>): [string, string][] =>
  [...files].flatMap(([name, text]): [string, string][] => {
    if (name.endsWith('.js')) return [[name, text]]
    return [...text.matchAll(/<script type="module">([\s\S]*?)<\/script>/g)].map(([, script]) => [name, script ?? ''])
  })

const stylesOf = (files: Map<string, string>): [string, string][] =>
  [...files].flatMap(([name, text]): [string, string][] => {
    if (name.endsWith('.css')) return [[name, text]]
    return [...text.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, style]) => [name, style ?? ''])
  })

describe('the reporting pages', () => {
  test('first paint and sending without files take at most 60 kB, compressed', () => {
    // page, script, style, and half a kilobyte that the parts share
    expect(first()).toHaveLength(4)
    expect(size(first())).toBeLessThan(60 * kB)
  })

  test('sealing comes after that, as a part of its own of at most 70 kB', () => {
    expect(named('seal')).toHaveLength(1)
    expect(size(named('seal'))).toBeLessThan(70 * kB)
    const entry = parts.get(named('report').find((name) => name.endsWith('.js')) ?? '') ?? ''
    expect(entry).not.toMatch(/from ?"\.\/(seal|qr)-/)
  })

  test('what makes pictures ready is a part of its own, loaded when the reporter picks a file', () => {
    expect(named('FileToSend')).toHaveLength(1)
    expect(size(named('FileToSend'))).toBeLessThan(15 * kB)
    const entry = parts.get(named('report').find((name) => name.endsWith('.js')) ?? '') ?? ''
    expect(entry).not.toMatch(/from ?"\.\/FileToSend-/)
    expect(entry).not.toMatch(/toBlob|drawImage/)
    for (const name of first()) expect(parts.get(name) ?? '', name).not.toMatch(/modulepreload[^>]*FileToSend/)
  })

  test('asks nothing of anybody else and keeps nothing on the device', () => {
    for (const [name, text] of parts) {
      expect(text, name).not.toMatch(/localStorage|sessionStorage|indexedDB|document\.cookie|sendBeacon|serviceWorker/)
      const addresses = [...text.matchAll(/https?:\/\/[\w.-]+/g)].map(([address]) => address)
      // the way out is another site on purpose; names of XML and what a library says in its errors are not asked
      const known =
        /^https:\/\/www\.baidu\.com$|^http:\/\/www\.w3\.org$|^https:\/\/(react\.dev|github\.com|developer\.mozilla\.org)$/
      expect(
        addresses.filter((one) => !known.test(one)),
        name,
      ).toEqual([])
    }
  })

  test('no style newer than Chrome 67', () => {
    for (const [name, text] of stylesOf(forAnybody)) {
      expect(
        text.match(
          /[^-\w](?:min|max|clamp)\(|:(?:is|where|has)\(|:not\(:-webkit-any|[;{][a-z-]+-inline-|[;{](?:inset|aspect-ratio|gap-)[\w-]*:/g,
        ) ?? [],
        name,
      ).toEqual([])
      const flexWithGap = [...text.matchAll(/[^{}]*\{[^{}]*\}/g)]
        .map(([rule]) => rule)
        .filter((rule) => /display:(?:inline-)?flex/.test(rule) && /[;{](?:row-|column-)?gap:/.test(rule))
      expect(flexWithGap, name).toEqual([])
    }
  })

  test('no syntax and no method newer than Chrome 67, as on the other pages for anybody', () => {
    expect([...forAnybody.keys()].filter((name) => name.endsWith('.html')).sort()).toEqual([
      'public/check.html',
      'public/index.html',
      'public/report.html',
    ])
    for (const [name, text] of scriptsOf(forAnybody)) {
      expect(newerSyntax(parseAst(text)), name).toEqual([])
      const used = [...text.matchAll(newer)].map(([, method, name]) => method ?? name ?? '')
      expect(
        used.filter((one) => !standIns.includes(one)),
        name,
      ).toEqual([])
    }
  })
})
