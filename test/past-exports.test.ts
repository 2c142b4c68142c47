/** A list of a past day as a spreadsheet: the rows of that day, for whoever may see them today, and the day is named (decision 026). */
import ExcelJS from '@protobi/exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { modules } from '../src/apps/server/modules.ts'
import { areasContract } from '../src/areas/contract.ts'
import { leadsContract as leads } from '../src/leads/contract.ts'
import { writtenLeads } from '../src/leads/examples.ts'
import { noticesContract as notices } from '../src/notices/contract.ts'
import type { Operation } from '../src/platform/shared/contract.ts'
import { platformContract as platform } from '../src/platform/shared/platform-contract.ts'
import { exported, rowsOf } from './exported.ts'
import { surveyBy } from './on-site.ts'
import { type Ground, openGround, runRound } from './supervision-ground.ts'
import { areas, type PersonKey } from './world.ts'

const pastDay = '2018-02-12'
const sheets = modules.flatMap(({ name, contract, sheets: own = {} }) =>
  Object.keys(own).map((key): [string, Operation] => {
    const operation = contract[key]
    if (!operation) throw new Error(`no list ${name}.${key}`)
    return [`${name}.${key}`, operation]
  }),
)
const leadList = 'leads.listLeads'

let ground: Ground
let leadId: string

beforeAll(async () => {
  ground = await openGround()
  const { city } = ground
  const { noticeId } = await ground.issued()
  await city.goTo('2018-02-12T02:00:00Z')
  const opened = await city.ok('countyOfficeA', leads.openLead, { ...writtenLeads[0], areaId: areas.villageA3.id })
  leadId = opened.id
  const { rows } = await city.ok('countyOfficeA', notices.listReceipts, { id: noticeId })
  await city.goTo('2018-03-12T02:00:00Z')
  await runRound(city)
  await city.ok('countyOfficeA', notices.confirmReceipt, { id: rows[0]?.id ?? '' })
  await city.ok('countyOfficeA', leads.assignLead, { id: leadId, agencyId: city.agencies.marketA })
  await city.ok('officerA1', leads.takeUpLead, { id: leadId })
  await city.ok('officerA1', leads.decideLead, {
    id: leadId,
    outcome: 'unfounded',
    reason: '已现场核查',
    survey: await surveyBy(city),
  })
  await city.ok('countyOfficeA', leads.openLead, { ...writtenLeads[0], areaId: areas.villageA3.id })
  await city.goTo('2018-04-20T02:00:00Z')
})
afterAll(() => ground.city.close())

type Page = { rows: unknown[]; next?: string | null }

/** All rows of a list by its own address, or the code of its refusal. */
async function listed(person: PersonKey, operation: Operation, asOf: string): Promise<unknown[] | string> {
  const all: unknown[] = []
  let after: string | undefined
  do {
    const { status, body } = await ground.city.call(person, operation, { asOf, after })
    if (status !== 200) return (body as { code: string }).code
    const page = body as Page // every list with a sheet answers so
    all.push(...page.rows)
    after = page.next ?? undefined
  } while (after)
  return all
}

const written = async (person: PersonKey, list: string, asOf?: string) => {
  const order = await exported(ground.city, person, list, { question: asOf === undefined ? {} : { asOf } })
  if ('refused' in order) throw new Error(order.refused)
  return order
}

describe('a spreadsheet of a past day', () => {
  test('has as many rows as the list has on that day, for every list and person, and is refused where the list is', async () => {
    const asked = sheets.filter(([, { input }]) => input.safeParse({}).success)
    expect(asked.length).toBeGreaterThan(30)
    const differing = new Set<string>()
    for (const person of ['cityOffice', 'countyOfficeA', 'countyOfficeB', 'townshipLeaderA'] as const)
      for (const [list, operation] of asked) {
        const shown = await listed(person, operation, pastDay)
        const order = await exported(ground.city, person, list, { question: { asOf: pastDay } })
        const got = 'refused' in order ? order.refused : (order.failure ?? order.rowCount)
        expect([person, list, got]).toEqual([person, list, typeof shown === 'string' ? shown : shown.length])
        const present = await listed(person, operation, '2018-04-20')
        if (present.length !== shown.length) differing.add(list)
      }
    // so that the comparison says something
    expect([...differing]).toEqual(expect.arrayContaining([leadList, 'platform.listDueLimits']))
  })

  test('says of a record what was said on that day', async () => {
    const { city } = ground
    const cells = async (asOf?: string) => {
      const rows = await rowsOf(city, 'countyOfficeA', (await written('countyOfficeA', leadList, asOf)).id)
      const { number } = await city.ok('countyOfficeA', leads.getLead, { id: leadId })
      return rows.find((row) => row.includes(number))
    }
    expect(await cells(pastDay)).toContain('待交办')
    expect(await cells()).not.toContain('待交办')
  })

  test('names its day in the name of the file, of the sheet and in the list of exports', async () => {
    const { city } = ground
    const order = await written('countyOfficeA', leadList, pastDay)
    expect(order.asOf).toBe(pastDay)
    const { headers, body } = await city.call('countyOfficeA', platform.getExportFile, { id: order.id })
    const workbook = new ExcelJS.Workbook()
    // exceljs declares its own Buffer, older than Node's
    await workbook.xlsx.load(body as ArrayBuffer)
    expect(workbook.worksheets[0]?.name).toBe(`线索 ${pastDay}`)
    expect(decodeURIComponent(headers.get('content-disposition') ?? '')).toContain(
      `线索 截至 ${pastDay}（2018-04-20 导出）.xlsx`,
    )
    const { rows } = await city.ok('countyOfficeA', platform.listExports, {})
    expect(rows[0]).toMatchObject({ id: order.id, asOf: pastDay })
    expect((await written('countyOfficeA', leadList)).asOf).toBeNull()
    expect((await written('countyOfficeA', leadList, '2018-04-20')).asOf).toBeNull()
    expect((await written('cityOffice', 'agencies.listAgencies', '2018-05-01')).asOf).toBe('2018-05-01')
  })

  test('is refused for a day to come, and for what is no day', async () => {
    const ask = (asOf: string) =>
      ground.city.refused('cityOffice', platform.startExport, { list: leadList, question: { asOf }, language: 'zh' })
    expect(await ask('2018-04-21')).toBe('day-ahead')
    expect(await ask('yesterday')).toBe('bad-input')
  })
})

describe('whoever may not see a record today', () => {
  test('does not find it in a spreadsheet of a day on which they saw it', async () => {
    const { city } = ground
    const before = await written('townshipLeaderA2', leadList, pastDay)
    expect((await rowsOf(city, 'townshipLeaderA2', before.id)).flat()).toContain('甲三村')
    const { id, path } = areas.townshipA
    await city.asOwner(`update appointments set area_id = $2, area_path = $3 where official_id = $1`, [
      city.persons.townshipLeaderA2.officialId,
      id,
      path,
    ])
    const after = await rowsOf(city, 'townshipLeaderA2', (await written('townshipLeaderA2', leadList, pastDay)).id)
    expect(after.flat()).not.toContain('甲三村')
  })

  test('does not find it after its area has moved to another county: neither of the two, on days before', async () => {
    const { city } = ground
    const counts = async () =>
      Promise.all(
        (['countyOfficeA', 'countyOfficeB', 'cityOffice'] as const).map(
          async (person) => (await written(person, leadList, pastDay)).rowCount,
        ),
      )
    const [ofA = 0, ofB, ofCity] = await counts()
    await city.ok('cityOffice', areasContract.moveArea, {
      id: areas.townshipA2.id,
      parentId: areas.countyB.id,
      on: '2018-04-20',
      reason: '区划调整',
    })
    const { rows } = await city.ok('countyOfficeB', leads.listLeads, {})
    expect(rows.some(({ id }) => id === leadId)).toBe(true)
    const moved = 2 // the lead of this test and the one of the ground stood there on that day
    expect(await counts()).toEqual([ofA - moved, ofB, ofCity])
  })
})
