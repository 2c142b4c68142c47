/** Pledges in versions, and boards that fall out of date. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { photo } from '../../test/ledger.ts'
import { areas } from '../../test/world.ts'
import { boardData } from './board.ts'
import { gridContract } from './contract.ts'

let city: Test
let appointmentId: string
beforeAll(async () => {
  city = await openTest({ now: '2018-02-09T02:00:00Z' })
  const { rows } = await city.ok('townshipLeaderA', gridContract.listAppointments, { areaId: areas.villageA1.id })
  appointmentId = rows[0]?.id ?? ''
})
afterAll(() => city.close())

it('a pledge is drawn up from above, confirmed by the holder alone and once, and kept in versions', async () => {
  for (const person of ['townshipLeaderB', 'countyOfficeB'] as const)
    expect(await city.refused(person, gridContract.drawUpPledge, { id: appointmentId })).toBe('not-found')
  expect(await city.refused('gridWorkerA1', gridContract.drawUpPledge, { id: appointmentId })).toBe('not-permitted')
  const first = await city.ok('townshipLeaderA', gridContract.drawUpPledge, { id: appointmentId })
  expect(first).toMatchObject({
    version: 1,
    confirmedAt: null,
    content: { officialName: 'gridWorkerA1', post: 'gridWorker' },
  })
  expect(await city.refused('townshipLeaderA', gridContract.confirmPledge, { id: first.id })).toBe('not-permitted')
  expect((await city.ok('gridWorkerA1', gridContract.confirmPledge, { id: first.id })).confirmedAt).not.toBeNull()
  expect(await city.refused('gridWorkerA1', gridContract.confirmPledge, { id: first.id })).toBe('wrong-state')
  const second = await city.ok('townshipLeaderA', gridContract.drawUpPledge, { id: appointmentId })
  const scan = await city.upload('townshipLeaderA', areas.villageA1.id, 'scan', 'scan.jpg', await photo())
  await city.ok('townshipLeaderA', gridContract.filePledge, { id: appointmentId, fileId: scan })
  const { rows } = await city.ok('gridWorkerA1', gridContract.listPledges, { id: appointmentId })
  expect(rows.map((row) => [row.version, row.confirmedAt !== null, row.scanFileId])).toEqual([
    [2, false, scan],
    [1, true, null],
  ])
  expect(await city.eventsOf(appointmentId)).toEqual([
    'pledge.drawnUp',
    'pledge.confirmed',
    'pledge.drawnUp',
    'appointment.pledgeFiled',
  ])
  const paper = await city.call('gridWorkerA1', gridContract.downloadPledge, { id: second.id })
  expect(
    Buffer.from(paper.body as Buffer)
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-') // the body of a download is octets
  expect(await city.refused('gridWorkerB', gridContract.downloadPledge, { id: second.id })).toBe('not-found')
  await expect(city.asOwner(`update pledges set content = '{}' where id = $1`, [first.id])).rejects.toThrow('pledge')
})

it('a board is out of date from the day on which somebody else answers, and overdue after the days of the rule', async () => {
  const print = { areaId: areas.villageA1.id, place: '村委会门口' }
  expect(await city.refused('countyOfficeB', gridContract.printBoard, print)).toBe('not-permitted')
  const { id } = await city.ok('townshipLeaderA', gridContract.printBoard, print)
  const state = async (person: 'townshipLeaderA' | 'countyOfficeB' = 'townshipLeaderA') =>
    (await city.ok(person, gridContract.listBoards, {})).rows.map((row) => [row.outOfDate, row.changedOn, row.overdue])
  expect(await state()).toEqual([[false, null, false]])
  expect(await state('countyOfficeB')).toEqual([])
  const paper = await city.call('gridWorkerA1', gridContract.downloadBoard, { id, size: 'sign' })
  expect(
    Buffer.from(paper.body as Buffer)
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-') // as above
  await city.ok('townshipLeaderA', gridContract.endAppointment, {
    id: appointmentId,
    on: '2018-02-12',
    reason: '换届',
    successor: { name: '新网格员', source: '文件' },
  })
  const goTo = (day: string) => city.goTo(`${day}T02:00:00Z`)
  await goTo('2018-03-01')
  expect(await state()).toEqual([[true, '2018-02-13', false]])
  await goTo('2018-04-09')
  expect(await state()).toEqual([[true, '2018-02-13', true]])
  expect((await city.ok('townshipLeaderA', gridContract.listBoards, { outOfDate: 'true' })).rows.length).toBe(1)
  await city.ok('townshipLeaderA', gridContract.printBoard, { ...print, boardId: id })
  expect(await state()).toEqual([[false, null, false]])
  await city.ok('townshipLeaderA', gridContract.removeBoard, { id })
  expect(await state()).toEqual([])
  expect(await city.eventsOf(id)).toEqual(['board.printed', 'board.printed', 'board.removed'])
})

it('a board gives the telephones that the county has published, what each post answers for and whose board it is', () => {
  const board = {
    areaName: '甲一村',
    chain: [],
    phones: [{ label: '工作日', number: '0519-8000 0011', hours: '8:30—17:30' }],
    printedBy: '甲镇',
    place: '村委会门口',
    day: '2018-02-09',
    address: 'http://localhost/',
    size: 'sign' as const,
    demo: false,
  }
  expect(boardData(board)).toMatchObject({ phones: board.phones, foot: expect.stringMatching(/^甲镇设立/) })
  expect(boardData({ ...board, phones: [] })).toMatchObject({ phones: null, noPhones: '尚未公布，请扫码举报' })
  const link = {
    areaId: 1,
    areaName: '甲一村',
    level: 'village',
    officialId: null,
    name: null,
    phone: '13800000000',
    onLeave: false,
  } as const
  const { holders } = boardData({ ...board, chain: [{ ...link, post: 'gridWorker' }] })
  expect(holders).toEqual([['甲一村', '网格员', '暂缺', '日常巡查、记录、报告']])
})
