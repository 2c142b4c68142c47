import { readFileSync } from 'node:fs'
import { globSync } from 'tinyglobby'
import { expect, test } from 'vitest'
import { firstEdition } from '../src/rulebook/rules/first-edition.ts'

/**
 * A row that is shown as in force and that nothing reads is a lie: somebody believes that it is applied. So every key is named by code that
 * runs, or stands in a family that is read whole, or is marked as for reference.
 */
const code = globSync('src/**/*.ts', { cwd: new URL('..', import.meta.url).pathname, absolute: true })
  .filter((file) => !/\/web\/|\/apps\/demo\/|\/rulebook\/(?!store\.ts)|\.test\.ts$|(text|words)\.ts$/.test(file))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n')

/** Families read whole, or by a key put together from a closed list, each with the words that read them. */
const readWhole = {
  post: "listRules(db, 'post', ",
  'closure.noticeItem': "listRules(db, 'closure.noticeItem', ",
  'closure.atom': "listRules(db, 'closure.atom', ",
  'closure.standard': "listRules(db, 'closure.standard', ",
  'closure.evidence': "listRules(db, 'closure.evidence', ",
  competence: "listRules(db, 'competence', ",
  judgement: "listRules(db, 'judgement', ",
  basis: "listRules(db, 'basis', ",
  ladder: "listRules(db, 'ladder', ",
  awaited: "r.key ^@ 'awaited.'",
  pick: '`pick.${',
  fakeWork: '`fakeWork.${',
  tariff: '`tariff.${',
  calendar: "starts_with(key, 'calendar.')",
} as const

test.each(Object.entries(readWhole))('the family %s is read by: %s', (_family, words) => {
  expect(code).toContain(words)
})

test('every rule is read by code that runs, or marked as for reference, and never both', () => {
  const families = Object.keys(readWhole)
  const isRead = (key: string) => code.includes(`'${key}'`) || families.some((family) => key.startsWith(`${family}.`))
  const wrong = firstEdition.filter(({ key, referenceOnly }) => isRead(key) === referenceOnly)
  expect([...new Set(wrong.map(({ key }) => key))]).toEqual([])
})

test('no note promises that a value can be changed here: no operation does', () => {
  const promising = firstEdition.filter(({ note }) =>
    /此处可改|由使用单位修改|由复核人修改|可改的|，可改/.test(note?.zh ?? ''),
  )
  expect(promising.map(({ key }) => key)).toEqual([])
})
