// Installs what is missing and builds what has changed, on a fresh checkout with nothing but Node. Says so on stderr: stdout belongs to the
// command that follows.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const checkout = dirname(dirname(fileURLToPath(import.meta.url)))
/** What builds the pages runs on nothing older (package.json, `engines`). */
const isNewEnough = (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22
}
const say = (line) => process.stderr.write(`${line}\n`)
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')

function refuse(en, zh) {
  say(`${en} / ${zh}`)
  process.exit(1)
}

function step(label, command, args) {
  const began = performance.now()
  say(`${label} …`)
  const { status, signal, error } = spawnSync(command, args, { cwd: checkout, stdio: ['ignore', 2, 2] })
  if (error) refuse(`${label}: ${error.message}`, '无法运行')
  // whoever pressed Ctrl-C knows it; a step that was cut off starts anew next time
  if (signal) process.exit(1)
  if (status !== 0) refuse(`${label}: failed, see above`, '失败，原因见上')
  say(`${label}: ${((performance.now() - began) / 1000).toFixed(1)} s`)
}

/** Whether every package that the lock demands lies there in its version, also after an install that was cut off. */
function isInstalled(packages) {
  return Object.entries(packages).every(([path, { version, dev, optional, devOptional, peer, link }]) => {
    if (path === '' || dev || optional || devOptional || peer || link) return true
    const found = read(join(checkout, path, 'package.json'))
    return found !== '' && JSON.parse(found).version === version
  })
}

function install() {
  const lock = join(checkout, 'package-lock.json')
  if (isInstalled(JSON.parse(readFileSync(lock, 'utf8')).packages)) return
  // a checkout that is worked on keeps what its tests need
  const omit = existsSync(join(checkout, 'node_modules', 'vitest')) ? [] : ['--omit=dev']
  const quiet = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error']
  // the program does what the packages' install scripts would do
  step('install, mostly download / 安装依赖（主要为下载时间）', 'npm', [
    'install',
    ...omit,
    ...quiet,
    '--ignore-scripts',
  ])
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
}

/** Names, sizes and times of everything that goes into the build. */
function digestOfSources() {
  const single = [
    'vite.config.ts',
    'package-lock.json',
    'tsconfig.build.json',
    'tsconfig.server.json',
    'tsconfig.base.json',
  ]
  const files = [...filesBelow(join(checkout, 'src')), ...single.map((name) => join(checkout, name))].sort()
  const hash = createHash('sha256')
  for (const file of files) {
    const { size, mtimeMs } = statSync(file)
    hash.update(`${relative(checkout, file)} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

function build() {
  const stamp = join(checkout, 'dist', '.built')
  const sources = digestOfSources()
  if (read(stamp) === sources) return
  // a build that is cut off must not pass for a whole one
  rmSync(stamp, { force: true })
  const tool = (name) => join(checkout, 'node_modules', '.bin', name)
  step('build server / 构建服务端', tool('tsc'), ['-p', 'tsconfig.build.json'])
  step('build pages / 构建页面', tool('vite'), ['build', '--logLevel', 'error'])
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, sources)
}

export function prepare() {
  if (!isNewEnough(process.versions.node)) {
    refuse(
      `Node 20.19, 22.12 or newer is needed, this is ${process.versions.node}`,
      '需要 Node 20.19、22.12 或更高版本',
    )
  }
  try {
    install()
    build()
  } catch (error) {
    if (error.code === 'EACCES' || error.code === 'EROFS' || error.code === 'EPERM') {
      refuse(
        `${checkout} must be built once by a user who may write it: ${error.message}`,
        '请先由有写权限的用户构建一次',
      )
    }
    if (error.code === 'ENOSPC')
      refuse(`the disk is full, make room and start again: ${error.message}`, '磁盘已满，请腾出空间后重新启动')
    throw error
  }
}
