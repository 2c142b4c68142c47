import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import type { PersonKey } from '../../test/world.ts'
import { rulebookContract as contract } from './contract.ts'

let city: Test
beforeAll(async () => {
  city = await openTest()
})
afterAll(() => city.close())

const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF')
const text = (by: PersonKey, purpose = 'document') => city.upload(by, 1, purpose, '原文.pdf', pdf)
const seal = async () => {
  const { rows } = await city.ok('legalReviewer', contract.listRules, { family: 'basis.seal', limit: 1 })
  return rows[0]?.id ?? ''
}

describe('reading the rulebook', () => {
  it('shows the rules of one family that hold on a day, by key, with standing and citation', async () => {
    const { rows } = await city.ok('gridWorkerA1', contract.listRules, { family: 'post', asOf: '2018-02-09' })
    expect(rows.map((row) => row.key)).toEqual([
      'post.city.liaison',
      'post.county.leaderInCharge',
      'post.county.principal',
      'post.township.gridLeader',
      'post.village.gridWorker',
    ])
    expect((await city.ok('gridWorkerA1', contract.listRules, { family: 'post', asOf: '2018-02-07' })).rows).toEqual([])
  })

  it('counts each family by standing, and each count opens as many rows', async () => {
    const { rows } = await city.ok('cityOffice', contract.listFamilies, {})
    const limits = rows.find((row) => row.family === 'limit')
    const listed = await city.ok('cityOffice', contract.listRules, {
      family: 'limit',
      standing: 'unverified',
      limit: 200,
    })
    expect(listed.rows.length).toBe(limits?.unverified)
  })

  it('shows the versions of a rule with their dates, oldest first', async () => {
    const { rows } = await city.ok('cityOffice', contract.listRules, {
      text: 'visitGuard.requirement',
      asOf: '2026-01-01',
    })
    const rule = await city.ok('cityOffice', contract.getRule, { id: rows[0]?.id ?? '' })
    expect(rule.versions.length).toBeGreaterThan(1)
    expect([...rule.versions].sort((a, b) => a.validFrom.localeCompare(b.validFrom))).toEqual(rule.versions)
  })

  it('refuses nonsense and a rule that is not there', async () => {
    expect((await city.call('cityOffice', contract.listRules, { standing: 'sure' })).status).toBe(400)
    expect(await city.refused('cityOffice', contract.getRule, { id: '00000000-0000-7000-8000-000000000000' })).toBe(
      'not-found',
    )
  })
})

describe('raising a rule', () => {
  it('makes it authentic with the official text, once, and leaves an event', async () => {
    const id = await seal()
    const raised = await city.ok('legalReviewer', contract.raiseRule, { id, fileId: await text('legalReviewer') })
    expect(raised).toMatchObject({ standing: 'authentic', raisedByName: 'legalReviewer', demonstration: false })
    expect(await city.eventsOf(id)).toEqual(['rule.raised'])
    expect(await city.refused('legalReviewer', contract.raiseRule, { id, fileId: await text('legalReviewer') })).toBe(
      'wrong-state',
    )
  })

  it('is for the legal reviewer, with a document', async () => {
    const { rows } = await city.ok('legalReviewer', contract.listRules, { standing: 'unverified', limit: 1 })
    const id = rows[0]?.id ?? ''
    expect(await city.refused('cityOffice', contract.raiseRule, { id, fileId: await text('cityOffice') })).toBe(
      'not-permitted',
    )
    const csv = await city.upload('legalReviewer', 1, 'import', 'x.csv', Buffer.from('a,b\n'))
    expect(await city.refused('legalReviewer', contract.raiseRule, { id, fileId: csv })).toBe('text-not-document')
    expect(
      await city.refused('legalReviewer', contract.raiseRule, { id, fileId: '00000000-0000-7000-8000-000000000000' }),
    ).toBe('not-found')
    expect(await city.eventsOf(id)).toEqual([])
  })
})
