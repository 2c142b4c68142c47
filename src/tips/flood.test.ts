/** Who waits in a flood, and what it costs (decision 029). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { nameCustodians, newCode, readMine, runTipJob, said, sealFor, sendTip, work } from '../../test/tip-ground.ts'
import { areas } from '../../test/world.ts'
import { tipIntakeContract as intake } from './tip-contract.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2018-03-01T02:00:00Z' })
  await nameCustodians(city)
})
afterAll(() => city.close())

describe('a flood', () => {
  /** Reports that wait, as a machine sends them. */
  const flood = (channel: 'web' | 'plainForm', place: { id: number }, count: number, words = '') =>
    city.asOwner(
      `insert into tips (id, code_name, code_hash, channel, status, holder_level, area_id, area_path, county_id, county_code, place_area_id,
         kind, runs, words, county_involved, received_at, received_on)
       select gen_random_uuid(), 'JB-' || upper(substr(md5(gen_random_uuid()::text), 1, 6)), sha256(gen_random_uuid()::text::bytea), $1,
         'received', 'city', $2, $3, $4, '320412', $5, 'maker', 'unknown', $6, false, $7, '2018-03-01' from generate_series(1, $8::int)`,
      [channel, areas.city.id, areas.city.path, areas.countyA.id, place.id, words, city.now(), count],
    )
  const budget = (perHour: number) =>
    city.asOwner(`update rules set value = jsonb_build_object('perHour', $1::int) where key = 'tips.budget'`, [perHour])
  /** An hour on which nothing was taken in yet. */
  const emptyHour = () =>
    city.asOwner(`update tips set admitted_at = '2018-02-28T00:00:00Z', received_at = '2018-02-28T00:00:00Z'`)
  const waits = async (code: string) => (await readMine(city, code)).waiting

  test('of plain forms, which cost no work, keeps nobody waiting who worked; one place none that reports another', async () => {
    await emptyHour()
    await budget(3)
    await flood('plainForm', areas.villageA1, 10)
    await flood('web', areas.villageA1, 10)
    const worked = await sendTip(city, {
      placeAreaId: areas.villageA2.id,
      words: '另一个村的一件举报，不该等在洪水后面',
    })
    await runTipJob(city, 'tips.admit')
    expect(await waits(worked.code)).toBe(false)
    await budget(600)
  })

  test('that says the same over and over is joined and takes nobody’s place in the hour', async () => {
    await emptyHour()
    await budget(3)
    await flood('plainForm', areas.villageA1, 6, '一字不差的同一段话，发了很多遍，只算一件')
    for (let minute = 0; minute < 4; minute += 1) await runTipJob(city, 'tips.admit')
    const { code } = await sendTip(city, { words: '同一个村里别的一件举报' })
    await runTipJob(city, 'tips.admit')
    expect(await waits(code)).toBe(false)
    await budget(600)
  })

  test('does not part what was said twice: the earlier one is taken in with the later, and is the first', async () => {
    await emptyHour()
    await budget(1)
    const words = '先用简易表单说了一遍，又在网页上说了一遍'
    await flood('plainForm', areas.villageA2, 1, words)
    await sendTip(city, { placeAreaId: areas.villageA2.id, words })
    await runTipJob(city, 'tips.admit')
    const rows = await city.asOwner<{ channel: string; joined: boolean; waits: boolean }>(
      `select channel, joined_to is not null as joined, admitted_at is null as waits from tips where words = $1 order by arrival`,
      [words],
    )
    expect(rows).toEqual([
      { channel: 'plainForm', joined: false, waits: false },
      { channel: 'web', joined: true, waits: false },
    ])
    await budget(600)
  })

  test('is not sent with work that was done before it, at the price of before', async () => {
    await emptyHour()
    const [early, late] = [await work(city), await work(city)]
    const report = said({ words: '洪水之前做好的工作' })
    const question = { ...early, code: newCode(), report, envelope: await sealFor(city, report.placeAreaId) }
    const receipt = await city.ok(null, intake.sendTip, question)
    await flood('web', areas.villageA1, 1000)
    expect(await city.refused(null, intake.sendTip, { ...question, ...late, code: newCode() })).toBe('work-not-done')
    // an answer that was lost is given again
    expect(await city.ok(null, intake.sendTip, question)).toEqual(receipt)
    await sendTip(city, { words: '照现在的要求做好的工作' })
    await city.asOwner(
      `delete from tips where words = '' and channel = 'web' and not exists (select from tip_steps s where s.tip_id = tips.id)`,
    )
  })
})
