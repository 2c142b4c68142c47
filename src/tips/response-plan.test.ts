import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { nameCustodians } from '../../test/tip-ground.ts'
import { areas } from '../../test/world.ts'
import { registerContract as register } from './register-contract.ts'
import { responsePlanContract as plans } from './response-plan-contract.ts'
import { listReportPhones } from './response-plan-store.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2018-03-01T02:00:00Z' })
})
afterAll(() => city.close())

const content = {
  scope: '生产“地条钢”的；关停后转移或者恢复生产的；以铸造等名义生产的',
  phones: [{ label: '工作时间', number: '0519-8000 0000', hours: '8:30—17:30' }],
  address: '人民路1号 区政府3号楼',
  answers: '甲区化解办 分管负责人',
}

describe('the published plan of a county', () => {
  test('says that nothing is published as long as nothing is; limits and reward come from the rulebook', async () => {
    const plan = await city.ok(null, plans.getResponsePlan, { areaId: areas.villageA1.id })
    expect(plan).toMatchObject({
      areaName: '甲区',
      published: null,
      handOver: { days: 1, dayKind: 'working' },
      handling: { days: 10 },
      reward: { yuan: 20_000 },
    })
  })

  test('is published by its own county or the city, in versions that stay', async () => {
    const question = { areaId: areas.countyA.id, ...content }
    expect(await city.refused('countyOfficeB', plans.publishResponsePlan, question)).toBe('not-permitted')
    expect(await city.refused('townshipLeaderA', plans.publishResponsePlan, question)).toBe('not-permitted')
    expect(await city.ok('countyOfficeA', plans.publishResponsePlan, question)).toEqual({ version: 1 })
    expect(await city.ok('cityOffice', plans.publishResponsePlan, { ...question, note: '第二版' })).toEqual({
      version: 2,
    })
    const plan = await city.ok(null, plans.getResponsePlan, { areaId: areas.townshipA.id })
    expect(plan.published).toMatchObject({ version: 2, content: { note: '第二版' } })
    // what stands on the boards of its villages
    const phonesOf = (areaId: number) => city.asSystem((db) => listReportPhones(db, areaId, '2018-03-01'))
    expect(await phonesOf(areas.villageA1.id)).toEqual(content.phones)
    expect(await phonesOf(areas.villageB.id)).toEqual([])
    const { rows } = await city.ok('cityOffice', plans.listResponsePlans, {})
    expect(rows.map((row) => [row.areaName, row.version])).toContainEqual(['乙区', null])
    await expect(
      city.asSystem(async () => city.asOwner(`set role gangshao_app; update response_plans set version = 9`)),
    ).rejects.toThrow(/permission/)
  })

  test('beside each stands how many custodians keep identities there, so that a missing one is seen before a reporter needs it', async () => {
    const kept = async () => {
      const { rows } = await city.ok('cityOffice', plans.listResponsePlans, {})
      return rows.map(({ areaName, custodians }) => [areaName, custodians])
    }
    expect(await kept()).toContainEqual(['乙区', [{ body: 'county', inUse: 0 }]])
    await nameCustodians(city)
    await city.asOwner(
      `update custodians set state = 'lost', ended_at = now() where area_id = $1 and id = (select min(id::text)::uuid from custodians where area_id = $1)`,
      [areas.countyB.id],
    )
    const now = await kept()
    expect(now).toContainEqual(['甲区', [{ body: 'county', inUse: 2 }]])
    expect(now).toContainEqual(['乙区', [{ body: 'county', inUse: 1 }]])
    expect(now.map(([, custodians]) => custodians)).toContainEqual([
      { body: 'city', inUse: 2 },
      { body: 'secondBody', inUse: 2 },
    ])
  })

  test('a village has no plan of its own', async () => {
    expect(
      await city.refused('cityOffice', plans.publishResponsePlan, { areaId: areas.villageA1.id, ...content }),
    ).toBe('not-permitted')
  })

  test('its poster names telephones, limits, keys and the address, on A4 and on a sign of 1.5 by 1.0 m', async () => {
    expect(await city.refused('cityOffice', plans.getPoster, { areaId: areas.countyB.id })).toBe('plan-missing')
    const { key } = await city.ok(null, register.getBooks, {})
    const folder = await mkdtemp(join(tmpdir(), 'gangshao-poster-'))
    for (const [size, page] of [
      ['a4', '595.2'],
      ['sign', '4251.9'],
    ] as const) {
      const { status, body } = await city.call('countyOfficeA', plans.getPoster, { areaId: areas.countyA.id, size })
      expect(status).toBe(200)
      const path = join(folder, `${size}.pdf`)
      await writeFile(path, body as Buffer)
      const words = execFileSync('pdftotext', ['-layout', path, '-']).toString()
      for (const part of [
        '甲区',
        '0519-8000 0000',
        '10 个工作日',
        '20,000 元',
        '保管人公钥指纹',
        '/public/report?place=',
      ])
        expect(words).toContain(part)
      // whoever asks the register alone believes the key that it names: the one to compare it with hangs in the village
      expect(words.replace(/\s/g, '')).toContain(`登记簿公钥：${key}`)
      const info = execFileSync('pdfinfo', [path]).toString()
      expect(info).toMatch(/Pages:\s+1\n/)
      expect(info).toContain(page)
    }
    await rm(folder, { recursive: true })
  })
})
