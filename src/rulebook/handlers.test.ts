import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import type { PersonKey } from '../../test/world.ts'
import { isWorkingDay } from '../platform/shared/calendar.ts'
import { rulebookContract as contract } from './contract.ts'
import { loadCalendar } from './store.ts'

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
      'post.township.substitute',
      'post.village.gridWorker',
      'post.village.substitute',
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

describe('entering the holidays of a year', () => {
  const entry = {
    year: 2031,
    number: '国办发明电〔2030〕9号',
    offDays: ['2031-01-01', '2031-01-22', '2031-01-23', '2031-01-24', '2031-01-25', '2031-01-26', '2031-01-27'],
    makeUpDays: ['2031-02-01'],
  }
  const noEvent = async () => {
    const { rows } = await city.app.platform.database.pool.query(
      `select (select count(*) from events where kind = 'rule.entered') as events, (select count(*) from rules where key = 'calendar.2031') as rules`,
    )
    expect(rows).toEqual([{ events: 0, rules: 0 }])
  }

  it('is refused to everybody but the legal reviewer', async () => {
    const fileId = await text('cityOffice')
    for (const by of ['cityOffice', 'gridWorkerA1', 'systemAdmin'] as const)
      expect(await city.refused(by, contract.enterCalendarYear, { ...entry, fileId })).toBe('not-permitted')
    await noEvent()
  })

  it('is refused without the official text', async () => {
    expect((await city.call('legalReviewer', contract.enterCalendarYear, entry)).status).toBe(400)
    const csv = await city.upload('legalReviewer', 1, 'import', 'x.csv', Buffer.from('a,b\n'))
    expect(await city.refused('legalReviewer', contract.enterCalendarYear, { ...entry, fileId: csv })).toBe(
      'text-not-document',
    )
    const unknown = '00000000-0000-7000-8000-000000000000'
    expect(await city.refused('legalReviewer', contract.enterCalendarYear, { ...entry, fileId: unknown })).toBe(
      'not-found',
    )
    await noEvent()
  })

  it.each([
    ['a day of another year', { offDays: ['2030-12-31', '2031-01-01'] }, 'calendar-day-other-year'],
    ['a make-up day of another year', { makeUpDays: ['2032-02-01'] }, 'calendar-day-other-year'],
    ['a day named twice', { offDays: ['2031-01-01', '2031-01-01'] }, 'calendar-days-overlap'],
    ['a day both off and worked', { makeUpDays: ['2031-01-26'] }, 'calendar-days-overlap'],
    ['a make-up day that is worked anyway', { makeUpDays: ['2031-02-03'] }, 'calendar-make-up-weekday'],
    ['a year that is known', { year: 2026, offDays: ['2026-01-01'], makeUpDays: [] }, 'calendar-year-known'],
  ])('is refused with %s', async (_, wrong, code) => {
    const fileId = await text('legalReviewer')
    expect(await city.refused('legalReviewer', contract.enterCalendarYear, { ...entry, ...wrong, fileId })).toBe(code)
    await noEvent()
  })

  it('is refused with a day that does not exist, or without any holiday', async () => {
    const fileId = await text('legalReviewer')
    for (const offDays of [['2031-02-30'], []])
      expect((await city.call('legalReviewer', contract.enterCalendarYear, { ...entry, offDays, fileId })).status).toBe(
        400,
      )
  })

  it('makes the year known from then on, authentic under the name of who entered it, once', async () => {
    const calendar = () => city.asSystem((db) => loadCalendar(db))
    const unknownBefore = await calendar()
    expect(() => isWorkingDay('2031-01-22', unknownBefore)).toThrow('calendar-year-unknown')
    const fileId = await text('legalReviewer')
    const rule = await city.ok('legalReviewer', contract.enterCalendarYear, { ...entry, fileId })
    expect(rule).toMatchObject({
      key: 'calendar.2031',
      standing: 'authentic',
      textFileId: fileId,
      raisedByName: 'legalReviewer',
      validFrom: '2031-01-01',
      validTo: '2031-12-31',
    })
    expect(await city.eventsOf(rule.id)).toEqual(['rule.entered'])
    const known = await calendar()
    // Wednesday off, Saturday worked, an ordinary Saturday
    expect(['2031-01-22', '2031-02-01', '2031-02-08'].map((day) => isWorkingDay(day, known))).toEqual([
      false,
      true,
      false,
    ])
    expect(await city.refused('legalReviewer', contract.enterCalendarYear, { ...entry, fileId })).toBe(
      'calendar-year-known',
    )
  })

  it('counts make-up days as worked for as long as the dated rule says so', async () => {
    await city.asOwner(
      `with ended as (update rules set valid_to = '2021-12-31' where key = 'counting.makeUpDays' returning *)
       insert into rules (id, key, title, value, valid_from, citation, standing)
       select gen_random_uuid(), key, title, '{"areWorkingDays": false}', '2022-01-01', citation, standing from ended`,
    )
    const calendar = await city.asSystem((db) => loadCalendar(db))
    // two Sundays that were worked for a holiday, before and after the rule changed
    expect(['2018-02-11', '2022-01-30'].map((day) => isWorkingDay(day, calendar))).toEqual([true, false])
  })

  it('is the only kind of rule that a person can insert, also behind the program', async () => {
    const client = await city.app.platform.database.pool.connect()
    try {
      await client.query('begin')
      await client.query(
        `select set_config('role', 'gangshao_app', true), set_config('app.roles', 'legalReviewer', true)`,
      )
      await expect(
        client.query(
          `insert into rules (id, key, title, value, valid_from, citation, standing)
           values (gen_random_uuid(), 'basis.seal.own', '{}', '{}', '2020-01-01', '{}', 'authentic')`,
        ),
      ).rejects.toMatchObject({ code: '42501' })
    } finally {
      await client.query('rollback')
      client.release()
    }
  })
})
