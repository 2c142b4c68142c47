#!/usr/bin/env node
// Builds server and pages where their sources have changed.
import { prepare } from './start.mjs'

prepare()
