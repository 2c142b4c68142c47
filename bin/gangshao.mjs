#!/usr/bin/env node
// The command line; on a fresh checkout it installs and builds first.
import { prepare } from './prepare.mjs'

prepare()
await import('../dist/server/apps/cli/main.js')
