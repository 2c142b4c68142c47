/** What the audit log and the timelines call an event. The harness says the same of every kind that a test file has recorded. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { eventWords } from '../src/apps/server/event-words.ts'

const src = join(import.meta.dirname, '../src')
const isCode = (file: string) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('/web/')

/** `record('lead.opened', …)`, `record(context, 'lead.opened', …)`, `recordForCity(…)`, `noteOfTip(context, tip, 'tip.pictureRead', …)`. */
const recording = /\b(?:record\w*|noteOfTip)\(\s*(?:\w+,\s*){0,2}'([a-z]\w+\.[a-z]\w+)'/g

describe('an event', () => {
  test('of every kind that the code names has a word', () => {
    const kinds = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter(isCode)
      .flatMap((file) => [...readFileSync(join(src, file), 'utf8').matchAll(recording)].map(([, kind]) => kind))
    expect(kinds.length).toBeGreaterThan(150)
    expect(kinds.filter((kind) => eventWords[kind ?? ''] === undefined)).toEqual([])
  })

  test('has its word in Chinese and in English', () => {
    for (const [kind, { zh, en }] of Object.entries(eventWords)) {
      expect(zh, kind).toMatch(/\p{Script=Han}/u)
      expect(en, kind).toMatch(/^[A-Z][^\p{Script=Han}]+$/u)
    }
  })
})
