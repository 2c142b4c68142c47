/** What offices do to keep the grid whole: boards are put up, a grid worker is replaced and hands over, blind spots are chased. */
import { gridContract } from '../../grid/contract.ts'
import type { Hands } from './hands.ts'
import type { DemoArea } from './people.ts'

/** 牛塘镇: its leader can sign in, its grid workers cannot, so that nobody loses the post somebody signs in with. */
const township = '320412102000'
const boardsInAll = 8
const chased = [
  { kind: 'noPhone', count: 2 },
  { kind: 'inactive', count: 3 },
] as const

/** @param day a day so many days back. */
export async function keepGrid(hands: Hands, areas: readonly DemoArea[], day: (back: number) => string): Promise<void> {
  const office = areas.find((area) => area.divisionCode === township)
  if (!office) throw new Error(`the city has no township ${township}`)
  const leader = `township-${township}`
  const villages = areas.filter((area) => area.parentId === office.id).slice(0, boardsInAll)
  hands.at(`${day(45)}T02:00:00Z`)
  for (const { id } of villages)
    await hands.ok(leader, gridContract.printBoard, { areaId: id, place: '办公楼门口公示栏' })
  hands.at(`${day(24)}T02:00:00Z`)
  const { rows } = await hands.ok(leader, gridContract.listAppointments, { areaId: office.id, post: 'gridWorker' })
  const leaving = rows.find(({ areaId }) => villages.some((village) => village.id === areaId))
  if (!leaving) throw new Error(`${office.name} has no grid worker`)
  await hands.ok(leader, gridContract.endAppointment, {
    id: leaving.id,
    on: day(23),
    reason: '调离本村，由接任人员接手（示范）',
    successor: { name: '顾建平', phone: '0519-80007301', source: '网格责任名单调整（示范）' },
  })
  hands.at(`${day(2)}T02:00:00Z`)
  for (const { kind, count } of chased) {
    const spots = await hands.ok('city-office', gridContract.listBlindSpots, { areaId: areas[0]?.id ?? 0, kind })
    for (const { areaId, post, appointmentId, agencyId } of spots.rows.slice(0, count))
      await hands.ok('city-office', gridContract.chaseBlindSpot, { areaId, kind, post, appointmentId, agencyId })
  }
}
