import { describe, expect, test } from 'vitest'
import { axisTop, stepPath, unknownRuns } from './sheet-drawing.ts'
import { busiestHours, heatsListed, lookFor, lookForOf, strongestHeats, tonnageOf, typicalDay } from './sheet-page.ts'

const heat = (from: string, energyKwh: number, unlicensed = true) => ({
  from: `${from}:00+08:00`,
  to: `${from}:00+08:00`,
  energyKwh,
  heightKw: 400,
  durationMin: 90,
  unlicensed,
  unlicensedKwh: unlicensed ? energyKwh : 0,
})
const day = (date: string, kw: number | null) => ({
  day: date,
  loadKw: Array.from({ length: 96 }, () => kw),
  deliveries: 1,
})

describe('the sheet of an alarm', () => {
  test('lists the heats with most energy, in the order of time', () => {
    const heats = Array.from({ length: 30 }, (_, i) =>
      heat(`2018-03-01T${String(i % 24).padStart(2, '0')}:00`, 100 + i),
    )
    const listed = strongestHeats(heats)
    expect(listed).toHaveLength(heatsListed)
    expect(Math.min(...listed.map(({ energyKwh }) => energyKwh))).toBe(110)
    expect(listed.map(({ from }) => from)).toEqual(listed.map(({ from }) => from).toSorted())
  })

  test('names the eight hours in which most heats begin, also across midnight; of two heats it tells no habit', () => {
    const night = ['22:15', '23:30', '01:00', '03:45'].map((clock) => heat(`2018-03-01T${clock}`, 500))
    expect(busiestHours([...night, heat('2018-03-01T12:00', 500)])).toEqual({ fromHour: 20, toHour: 4, share: 0.8 })
    expect(busiestHours(night.slice(0, 2))).toBeNull()
  })

  test('takes as typical the middle one of the days with heats that were read', () => {
    const days = [day('2018-03-01', 10), day('2018-03-02', 50), day('2018-03-03', 30), day('2018-03-04', null)]
    const heats = ['2018-03-01', '2018-03-02', '2018-03-03', '2018-03-04'].map((one) => heat(`${one}T10:00`, 500))
    expect(typicalDay(days, heats)?.day).toBe('2018-03-03')
    expect(typicalDay(days, heats.slice(1, 2))?.day).toBe('2018-03-02')
    expect(typicalDay([day('2018-03-04', null)], heats)).toBeNull()
  })

  test('implies tonnes from heats beyond the register only, as a range', () => {
    const kwhPerTonne = { low: 600, high: 750, source: 'the model in use' }
    const heats = [heat('2018-03-01T01:00', 1500), heat('2018-03-01T12:00', 9000, false)]
    const found = tonnageOf(heats, { kwhPerTonne })
    expect(found).toMatchObject({ low: 2, high: 2.5, energyKwh: 1500, heats: 1, perTonne: '600–750' })
    expect(tonnageOf([heat('2018-03-01T12:00', 9000, false)], { kwhPerTonne })).toBeNull()
    expect(tonnageOf(heats, null)).toBeNull()
  })

  test('looks first at the meter where it is silent, and leaves nothing of the list out', () => {
    expect(lookForOf('silentMeter')[0]).toBe('meter')
    expect(lookForOf('registerFirst').slice(0, 2)).toEqual(['castings', 'books'])
    for (const kind of ['silentMeter', 'restartAtClosedSite', 'unlicensedMelting'] as const)
      expect(lookForOf(kind).toSorted()).toEqual([...lookFor].toSorted())
  })
})

describe('its drawing', () => {
  test('holds each reading to the next and lifts the pen over a gap', () => {
    const path = stepPath(
      [10, 10, 20, null, 0],
      (slot) => slot,
      (kw) => 100 - kw,
    )
    expect(path).toBe('M0 90H1H2V80H3M4 100H5')
    expect(unknownRuns([null, 1, null, null])).toEqual([
      [0, 1],
      [2, 4],
    ])
  })

  test.each([
    [0, 1],
    [447, 500],
    [500, 500],
    [501, 600],
    [1210, 1500],
  ])('the axis of a peak of %d kW ends at %d', (peak, top) => {
    expect(axisTop(peak)).toBe(top)
  })
})
