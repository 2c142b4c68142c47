#!/usr/bin/env node
// One command on a fresh checkout with nothing but Node: installs what is missing, builds what has changed, serves.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const checkout = dirname(dirname(fileURLToPath(import.meta.url)))
if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Node 20 or newer is needed, this is ${process.versions.node} / 需要 Node 20 或更高版本`)
  process.exit(1)
}

const digest = (parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex')
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')

function step(label, command, args) {
  const began = Date.now()
  process.stdout.write(`${label} …\n`)
  const { status } = spawnSync(command, args, { cwd: checkout, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' })
  if (status !== 0) {
    console.error(`${label}: failed / 失败`)
    process.exit(status ?? 1)
  }
  console.log(`${label}: ${((Date.now() - began) / 1000).toFixed(1)} s`)
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
}

/** Installs and builds where needed; each is skipped while what it is made from is unchanged. */
export function prepare() {
  const installStamp = join(checkout, 'node_modules', '.gangshao-installed')
  const installed = digest([read(join(checkout, 'package.json')), read(join(checkout, 'package-lock.json'))])
  if (read(installStamp) !== installed && !existsSync(join(checkout, 'node_modules', 'vitest'))) {
    step('install, mostly download / 安装依赖（主要为下载时间）', 'npm', ['install', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'])
    writeFileSync(installStamp, digest([read(join(checkout, 'package.json')), read(join(checkout, 'package-lock.json'))]))
  }
  const sources = [...filesBelow(join(checkout, 'src')), ...['vite.config.ts', 'package-lock.json', 'tsconfig.build.json', 'tsconfig.base.json'].map((name) => join(checkout, name))]
  const built = digest(sources.map((file) => `${file} ${statSync(file).size} ${statSync(file).mtimeMs}\n`))
  const buildStamp = join(checkout, 'dist', '.built')
  if (read(buildStamp) === built) return
  const tool = (name) => join(checkout, 'node_modules', '.bin', name)
  step('build server / 构建服务端', tool('tsc'), ['-p', 'tsconfig.build.json'])
  step('build pages / 构建页面', tool('vite'), ['build', '--logLevel', 'error'])
  mkdirSync(dirname(buildStamp), { recursive: true })
  writeFileSync(buildStamp, built)
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  prepare()
  process.argv.splice(2, 0, 'serve')
  await import('../dist/server/apps/cli/main.js')
}
