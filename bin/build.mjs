#!/usr/bin/env node
// Builds server and pages where their sources have changed.
import { prepare } from './prepare.mjs'

prepare()
