#!/usr/bin/env node
// One command that proves the checkout: installs what is missing, checks types, style and architecture, runs unit, HTTP,
// property and browser tests, against the embedded PostgreSQL and against a second one.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const checkout = dirname(dirname(fileURLToPath(import.meta.url)))
process.chdir(checkout)
const only = process.argv.slice(2)
const wanted = (name) => only.length === 0 || only.includes(name)
const results = join(checkout, '.tmp')
mkdirSync(results, { recursive: true })

function run(label, command, args, env = {}) {
  console.log(`\n== ${label}`)
  const began = Date.now()
  const { status, error } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  })
  console.log(`== ${label}: ${status === 0 ? 'ok' : 'FAILED'} (${((Date.now() - began) / 1000).toFixed(0)} s)`)
  if (status !== 0) {
    if (error) console.error(error.message)
    finish(1)
  }
}

const isRoot = process.getuid?.() === 0
const hasApt = existsSync('/usr/bin/apt-get')

/** Debian packages the tests need; installed where we may, else named in one line. */
function debian(packages) {
  const missing = packages.filter(({ path }) => !path.some(existsSync)).map(({ name }) => name)
  if (missing.length === 0) return
  if (!isRoot || !hasApt) {
    console.error(`missing; install with: sudo apt-get install ${missing.join(' ')} / 缺少软件包，请先安装`)
    finish(1)
  }
  run('apt-get update', 'apt-get', ['-qq', 'update'])
  run(
    `apt-get install ${missing.join(' ')}`,
    'apt-get',
    ['-qq', '-y', '--no-install-recommends', 'install', ...missing],
    { DEBIAN_FRONTEND: 'noninteractive' },
  )
}

const postgresBin = () => {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root)
    ? readdirSync(root)
        .filter((v) => Number(v) >= 15)
        .sort((a, b) => Number(b) - Number(a))
    : []
  return versions.length > 0 ? join(root, versions[0], 'bin') : undefined
}

/** A throw-away server of Debian's PostgreSQL on a free port of the loopback. */
async function startPostgres() {
  const bin = postgresBin()
  if (!bin) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'gangshao-postgres-'))
  const data = join(folder, 'data')
  const as = (command, args) => (isRoot ? ['runuser', ['-u', 'postgres', '--', command, ...args]] : [command, args])
  if (isRoot) spawnSync('chown', ['postgres', folder])
  const [init, initArgs] = as(join(bin, 'initdb'), [
    '-D',
    data,
    '-U',
    'gangshao',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
  ])
  if (spawnSync(init, initArgs, { stdio: 'ignore', cwd: folder }).status !== 0) throw new Error('initdb failed')
  const port = 20_000 + (process.pid % 20_000)
  const [command, args] = as(join(bin, 'postgres'), [
    '-D',
    data,
    '-p',
    String(port),
    '-h',
    '127.0.0.1',
    '-k',
    folder,
    '-c',
    'max_connections=120',
    '-c',
    'fsync=off',
  ])
  const server = spawn(command, args, { stdio: 'ignore', cwd: folder })
  for (let tries = 0; tries < 100; tries += 1) {
    if (spawnSync(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]).status === 0) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  stopPostgres = () => {
    spawnSync(...as(join(bin, 'pg_ctl'), ['-D', data, '-m', 'fast', 'stop']), { stdio: 'ignore' })
    server.kill()
    rmSync(folder, { recursive: true, force: true })
  }
  return `postgresql://gangshao@127.0.0.1:${port}/postgres`
}
let stopPostgres = () => {}

/** Sums what the runners wrote, prints it as the closing line. */
function finish(code) {
  stopPostgres()
  let [passed, failed] = [0, 0]
  for (const name of readdirSync(results).filter((file) => file.endsWith('.json'))) {
    const report = JSON.parse(readFileSync(join(results, name), 'utf8'))
    passed += report.numPassedTests ?? report.stats?.expected ?? 0
    failed += report.numFailedTests ?? report.stats?.unexpected ?? 0
  }
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exit(code === 0 && (failed > 0 || passed === 0) ? 1 : code)
}

/** Tests that start and kill processes of their own: one after the other, so that they do not starve each other. */
const processTests = [
  'test/kill.test.ts',
  'test/limit-crash.test.ts',
  'test/meter-cluster.test.ts',
  'test/reporter-traces.test.ts',
  'test/start.test.ts',
  'test/cli.test.ts',
  'test/change-key.test.ts',
  'test/backup-import.test.ts',
  'test/workers.test.ts',
  'src/metering/import-readings.test.ts',
  'src/platform/server/embedded-postgres.test.ts',
]
const withoutProcesses = processTests.flatMap((file) => ['--exclude', file])

/** Refusals that rest on input and state alone, asked of every operation: once is enough. */
const beforeDatabase = ['test/bad-input.test.ts', 'test/wrong-state.test.ts']

/** Tests that speak to a database: the second one has nothing to say to the others. */
const databaseTests = () =>
  ['src', 'test']
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((path) => join(folder, String(path))))
    .filter((path) => path.endsWith('.test.ts') && ![...processTests, ...beforeDatabase].includes(path))
    .filter((path) => /\/(harness|postgres|[a-z]+-ground)\.ts'/.test(readFileSync(path, 'utf8')))

const vitest = (name) => [
  'vitest',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=.tmp/${name}.json`,
]

for (const file of readdirSync(results).filter((name) => name.endsWith('.json'))) rmSync(join(results, file))
if (!existsSync('node_modules/vitest'))
  run('npm install', 'npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'])
debian([
  { name: 'chromium', path: ['/usr/bin/chromium'] },
  {
    name: 'fonts-noto-cjk',
    path: [
      '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
      '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.otf',
    ],
  },
  { name: 'nginx-light', path: ['/usr/sbin/nginx'] },
  { name: 'poppler-utils', path: ['/usr/bin/pdftotext'] },
  { name: 'clickhouse-server', path: ['/usr/sbin/clickhouse-server', '/usr/bin/clickhouse-server'] },
  ...(process.env.TEST_DATABASE_URL ? [] : [{ name: 'postgresql', path: [postgresBin() ?? '/nowhere'] }]),
])
if (wanted('check')) {
  run('types of server and tests', 'npx', ['tsc', '-p', 'tsconfig.server.json'])
  run('types of the pages', 'npx', ['tsc', '-p', 'tsconfig.web.json'])
  run('style', 'npx', ['biome', 'check', '.'])
}
if (wanted('unit') || wanted('browser')) run('build', 'node', ['bin/build.mjs'])
if (wanted('unit')) {
  // the tests that start the program as a process of its own take the one just built
  const embedded = { TEST_DATABASE_URL: '', GANGSHAO_BUILT: 'yes' }
  run('tests on the embedded PostgreSQL', 'npx', [...vitest('embedded'), ...withoutProcesses], embedded)
  run(
    'tests that start and kill processes',
    'npx',
    [...vitest('processes'), '--maxWorkers=1', ...processTests],
    embedded,
  )
  const url = process.env.TEST_DATABASE_URL || (await startPostgres())
  if (!url) {
    console.error('no second PostgreSQL: install postgresql or set TEST_DATABASE_URL / 缺少第二个 PostgreSQL')
    finish(1)
  }
  run(`tests on ${new URL(url).host}`, 'npx', [...vitest('second'), ...databaseTests()], { TEST_DATABASE_URL: url })
}
if (wanted('browser')) {
  run('browser tests', 'npx', ['playwright', 'test'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: '.tmp/browser.json',
  })
}
finish(0)
