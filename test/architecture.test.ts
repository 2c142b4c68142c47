import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { modules } from '../src/apps/server/modules.ts'
import { platformRefusals } from '../src/platform/shared/refusal.ts'

const root = resolve(import.meta.dirname, '..')
const src = join(root, 'src')
/** Modules in the order of the house; each may import only itself and earlier ones. */
const order = [
  'platform',
  'rulebook',
  'areas',
  'agencies',
  'grid',
  'notices',
  'enterprises',
  'leads',
  'metering',
  'tips',
  'inspections',
  'cases',
  'sanctions',
  'supervision',
  'publicity',
  'apps',
]
/** Files of a module that are no domain files. */
const layers =
  /(^|\/)(contract|store|[a-z-]+-store|handlers|[a-z-]+-handlers|acts|[a-z-]+-acts|jobs|text|[a-z-]+-text|refusals|examples|example-[a-z-]+)\.ts$/

type Source = { path: string; text: string; module: string; imports: string[] }

const sources: Source[] = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
  .map((path) => {
    const text = readFileSync(join(src, path), 'utf8')
    const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)].map((m) =>
      relative(src, resolve(src, dirname(path), m[1] ?? '')),
    )
    return { path, text, module: path.split('/')[0] ?? '', imports }
  })
const isTest = ({ path }: Source) => path.endsWith('.test.ts')
const inWeb = (path: string) => /(^|\/)web\//.test(path) || /^apps\/(officials|public|field)\//.test(path)
const isShared = (path: string) => path.startsWith('platform/shared/')
const code = sources.filter((source) => !isTest(source))
const business = code.filter(({ module }) => module !== 'platform' && module !== 'apps')
const domain = business.filter(
  ({ path, text }) => !inWeb(path) && !layers.test(path) && !/from 'node:|from 'kysely'|platform\/server\//.test(text),
)

const listed = (found: string[]) => expect(found, found.join('\n')).toEqual([])

describe('the order of the house', () => {
  test('every folder is a module of the list', () => {
    listed([...new Set(sources.map(({ module }) => module))].filter((module) => !order.includes(module)))
  })

  test('a module imports only itself and earlier ones', () => {
    listed(
      code.flatMap(({ path, module, imports }) =>
        imports
          .filter((to) => order.indexOf(to.split('/')[0] ?? '') > order.indexOf(module))
          .map((to) => `${path} → ${to}`),
      ),
    )
  })

  test('domain files and contracts import domain and platform/shared only', () => {
    const pure = (to: string) =>
      isShared(to) ||
      (to.split('/')[0] !== 'platform' && !/(^|\/)(store|handlers|acts|jobs)\.ts$|-(store|handlers)\.ts$/.test(to))
    listed(
      [...domain, ...business.filter(({ path }) => path.endsWith('/contract.ts'))].flatMap(({ path, imports }) =>
        imports.filter((to) => !pure(to)).map((to) => `${path} → ${to}`),
      ),
    )
  })

  test('handlers and jobs are private to their module', () => {
    listed(
      code
        .filter(({ module }) => module !== 'apps')
        .flatMap(({ path, module, imports }) =>
          imports
            .filter((to) => /(handlers|jobs)\.ts$/.test(to) && to.split('/')[0] !== module)
            .map((to) => `${path} → ${to}`),
        ),
    )
  })

  test('screens never import stores, handlers, acts or the server', () => {
    listed(
      code
        .filter(({ path }) => inWeb(path))
        .flatMap(({ path, imports }) =>
          imports
            .filter((to) => /(store|handlers|acts|jobs)\.ts$/.test(to) || to.startsWith('platform/server/'))
            .map((to) => `${path} → ${to}`),
        ),
    )
  })

  test('there are no import cycles', () => {
    const graph = new Map(
      code.map(({ path, text, imports }) => [
        path,
        imports.filter((to) =>
          new RegExp(`^import (?!type\\b)[^']*'[^']*${to.split('/').at(-1)?.replaceAll('.', '\\.')}'`, 'm').test(text),
        ),
      ]),
    )
    const cycles: string[] = []
    const done = new Set<string>()
    const walk = (path: string, trail: string[]): void => {
      if (trail.includes(path)) return void cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
      if (done.has(path)) return
      for (const to of graph.get(path) ?? []) walk(to, [...trail, path])
      done.add(path)
    }
    for (const path of graph.keys()) walk(path, [])
    listed(cycles)
  })
})

test('what the first command builds with is installed by it: packages of the program and their types are no development ones', () => {
  type Packages = { dependencies: Record<string, string>; devDependencies: Record<string, string> }
  // our own file, in the shape that npm gives it
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Packages
  const imports = /(?:^import|^(?:import|export|\}) .*from|\bimport\()\s*'((?:@[\w.-]+\/)?[a-z][\w.-]*)(?:\/[^']*)?'/gm
  const imported = code.flatMap(({ text }) => [...text.matchAll(imports)].map((found) => found[1] ?? ''))
  expect(imported).toContain('qrcode')
  const packages = [...new Set(imported)]
  const types = packages.map((name) => `@types/${name.replace('@', '').replace('/', '__')}`)
  listed([...packages.filter((name) => !(name in dependencies)), ...types.filter((name) => name in devDependencies)])
})

describe('what is rejected on sight', () => {
  test('no barrels, no drawers', () => {
    listed(
      sources
        .map(({ path }) => path)
        .filter((path) => /(^|\/)index\.tsx?$|(^|\/)(utils?|helpers?|common|misc|lib)(\/|\.tsx?$)/.test(path)),
    )
  })

  test('no fields are packed into braces only to be unpacked', () => {
    listed(sources.filter(({ text }) => /(?<!\{)\.\.\.\{/.test(text)).map(({ path }) => path))
  })

  test('no file over 400 lines', () => {
    listed(
      sources
        .filter(({ text }) => text.split('\n').length > 401)
        .map(({ path, text }) => `${path}: ${text.split('\n').length}`),
    )
  })

  test('SQL stands only in stores and the platform', () => {
    listed(
      business
        .filter(({ path, text }) => !/(^|-|\/)(store|actor)\.ts$/.test(path) && /from 'kysely'|\.query\(/.test(text))
        .map(({ path }) => path),
    )
  })

  test('clock, chance, environment and network never enter a domain file', () => {
    const forbidden = /Date\.now|new Date\(\)|process\.env|\bfetch\(|Math\.random/
    listed(
      [...domain, ...code.filter(({ path }) => isShared(path))]
        .filter(({ text }) => forbidden.test(text))
        .map(({ path }) => path),
    )
  })

  test('the environment is read in config.ts only', () => {
    listed(
      code
        .filter(({ path, text }) => path !== 'platform/server/config.ts' && /process\.env/.test(text))
        .map(({ path }) => path),
    )
  })

  test('no any, and a cast only with its reason on the line or right above it', () => {
    const wrong = (line: string) =>
      /:\s*any\b|<any>|\bas any\b/.test(line) ||
      (/\bas (?!const\b)[A-Z][\w<>[\]'"| ,.]*|\bas \{|\bas unknown/.test(line) &&
        !/\/\/|\/\*|^\s*\*|^import|^export|`|sql|'/.test(line))
    const explained = (above: string | undefined) => /^\s*(\/\/|\*|\/\*\*)/.test(above ?? '')
    listed(
      code.flatMap(({ path, text }) =>
        text
          .split('\n')
          .flatMap((line, i, lines) =>
            wrong(line) && !explained(lines[i - 1]) ? [`${path}:${i + 1} ${line.trim()}`] : [],
          ),
      ),
    )
  })

  test('no OFFSET paging', () => {
    listed(code.filter(({ text }) => /\boffset \$\{/i.test(text)).map(({ path }) => path))
  })
})

describe('refusals', () => {
  const catalogue: Record<string, { zh: string; en: string }> = Object.assign(
    {},
    platformRefusals,
    ...modules.map((module) => module.refusals ?? {}),
  )

  test('every code that is thrown is in the catalogue', () => {
    listed(
      code.flatMap(({ path, text }) =>
        [...text.matchAll(/new Refusal\(\s*'([^']+)'/g)]
          .filter((m) => !((m[1] ?? '') in catalogue))
          .map((m) => `${path}: ${m[1]}`),
      ),
    )
  })

  test('every sentence exists in both languages and ends like a sentence', () => {
    listed(
      Object.entries(catalogue)
        .filter(([, text]) => !text.zh.endsWith('。') || !/[.?]$/.test(text.en))
        .map(([key]) => key),
    )
  })

  test('no two modules give one code', () => {
    const codes = [platformRefusals, ...modules.map((module) => module.refusals ?? {})].flatMap((texts) =>
      Object.keys(texts),
    )
    listed(codes.filter((each, i) => codes.indexOf(each) !== i))
  })
})

describe('the database', () => {
  const migrations = readdirSync(join(root, 'migrations')).map((name) =>
    readFileSync(join(root, 'migrations', name), 'utf8'),
  )

  test('nobody of the program may delete events or records', () => {
    const grants = migrations.join('\n').match(/grant [^;]*delete[^;]*;/gi) ?? []
    listed(
      grants.filter((grant) =>
        /\bevents\b|event_seals|event_heads|leads|visits|judgements|case_files|closure_atoms|furnaces|sites/.test(
          grant,
        ),
      ),
    )
  })
})
