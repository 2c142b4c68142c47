/** Tips as a spreadsheet: what may stand in it, and that each tip says it was taken away. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { takenAway } from '../../test/exported.ts'
import { openTest, type Test } from '../../test/harness.ts'
import { admitTip, nameCustodians } from '../../test/tip-ground.ts'
import { people } from '../../test/world.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { tipOfficeContract as office } from './office-contract.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2018-03-01T02:00:00Z' })
  await nameCustodians(city)
})
afterAll(() => city.close())

const arrived = (more: Parameters<typeof admitTip>[1] = {}) => admitTip(city, more)

test('holds nothing of what was said, of the place or of who may be involved, and each tip says that it was taken', async () => {
  const { id } = await arrived({ countyInvolved: true, placeWords: '村东头砖厂旧址', words: '夜里炉子响，有人守门' })
  const [rowCount, rows] = (await takenAway(city, 'cityOffice', 'tips.listTips')) as [number, unknown[][]]
  const { rows: shown } = await city.ok('cityOffice', office.listTips, { limit: 200 })
  expect(rowCount).toBe(shown.length)
  expect(rows[0]).toEqual(['代号', '反映类型', '状态', '备注', '时限', '区（市）', '承办', '来源渠道', '收到时间'])
  const said = JSON.stringify(rows)
  for (const secret of ['砖厂', '炉子响', '村', '涉及', '10:00'])
    expect([secret, said.includes(secret)]).toEqual([secret, false])
  const own = shown.find((row) => row.id === id)
  expect(rows.map((row) => row[0])).toContain(own?.codeName)
  const taken = await city.asOwner<{ actor_id: string }>(
    `select actor_id from events where subject_id = $1 and kind = 'tip.exported'`,
    [id],
  )
  expect(taken.map((event) => event.actor_id)).toEqual([city.persons.cityOffice.officialId])
})

test('is told by the tips in the file of their time limits too', async () => {
  const { id } = await arrived()
  const asked = { question: { asOf: dateInChina(city.now()) } }
  await takenAway(city, 'cityOffice', 'platform.listDueLimits')
  const told = await city.eventsOf(id)
  expect(told).toContain('tip.exported')
  await city.goTo('2018-12-20T02:00:00Z')
  await takenAway(city, 'cityOffice', 'platform.listDueLimits', asked)
  expect((await city.eventsOf(id)).slice(told.length)).toContain('tip.exported')
})

test('is for the offices that handle tips', async () => {
  for (const person of people.filter((one) => !/^(city|county)Office/.test(one)))
    expect([person, await takenAway(city, person, 'tips.listTips')]).toEqual([person, { refused: 'not-permitted' }])
})
