#!/usr/bin/env node
// One command on a fresh checkout with nothing but Node: installs what is missing, builds what has changed, serves.
import { prepare } from './prepare.mjs'

// `npm start` that is killed takes us along: otherwise we would hold port and data folder for nobody
if (process.env.npm_lifecycle_event === 'start') {
  const parent = process.ppid
  setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGTERM'), 500).unref()
}

prepare()
process.argv.splice(2, 0, 'serve')
await import('../dist/server/apps/cli/main.js')
