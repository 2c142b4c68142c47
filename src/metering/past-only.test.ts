import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AssessedPoint, assess, factsOn, meltingKind } from './assessment.ts'
import { addDays } from './day.ts'
import { curveOf, decidingWindows, judgeCurve, scoreOn } from './detector.ts'
import { scorerOf } from './detector-model.ts'
import { exampleLicence, loadKinds, loadProfiles, type SimulatedDay, simulateLoad } from './example-loads.ts'
import { joinDays } from './reading.ts'
import { shippedModel } from './shipped-model.ts'
import { nothingOnFile } from './suspicion.ts'

const scorer = scorerOf(shippedModel)

/** A record of any load from any day of 2018 on, with a gap that is sent empty or not at all, and a day within it on which a run looks. */
const records = fc.record({
  kind: fc.constantFrom(...loadKinds),
  seed: fc.integer({ min: 1, max: 10_000 }),
  /** Noise and with it θ grow with the works. */
  contractKw: fc.constantFrom(1000, 5000, 20_000),
  from: fc.integer({ min: 0, max: 364 }).map((days) => addDays('2018-01-01', days)),
  days: fc.integer({ min: 14, max: 110 }),
  /** Percent of the days. */
  runAt: fc.integer({ min: 0, max: 100 }),
  gapAt: fc.integer({ min: 0, max: 100 }),
  gapDays: fc.integer({ min: 0, max: 20 }),
  gapIsSent: fc.boolean(),
  licence: fc.constantFrom('onFile', 'otherShift', 'ended', 'none'),
})
type Record = typeof records extends fc.Arbitrary<infer R> ? R : never

/** One for each queue, whatever chance brings. */
const melting = {
  seed: 1,
  contractKw: 1000,
  from: '2018-03-01',
  days: 100,
  runAt: 90,
  gapAt: 20,
  gapDays: 3,
  gapIsSent: false,
} as const
const examples: [Record][] = [
  [{ ...melting, kind: 'plastics-melting', licence: 'otherShift' }],
  [{ ...melting, kind: 'plastics-melting', licence: 'ended' }],
  [{ ...melting, kind: 'restarted-site', licence: 'none' }],
  [{ ...melting, kind: 'foundry-night', licence: 'onFile' }],
]

function daysOf({ kind, seed, contractKw, from, days, gapAt, gapDays, gapIsSent }: Record): SimulatedDay[] {
  const all = simulateLoad(kind, { seed, account: 'P', from, days, contractKw })
  const first = Math.floor((gapAt * days) / 100)
  const isGap = (index: number) => index >= first && index < first + gapDays
  return all
    .filter((_day, index) => gapIsSent || !isGap(index))
    .map((day, index) => (gapIsSent && isGap(index) ? { ...day, loadKw: day.loadKw.map(() => Number.NaN) } : day))
}

function pointOf({ kind, contractKw, licence, from, days }: Record): AssessedPoint {
  const { powerKw, shift } = exampleLicence(kind, contractKw)
  const open = { hours: null, yearlyVolumeT: null, validFrom: '2017-01-01' }
  const licences = {
    onFile: [{ ...open, furnacePowerKw: powerKw, shift, validTo: null }],
    otherShift: [{ ...open, furnacePowerKw: 600, shift: 'day' as const, validTo: null }],
    ended: [
      {
        ...open,
        furnacePowerKw: 600,
        shift: 'any' as const,
        validTo: addDays(from, Math.floor(days / 2)),
      },
    ],
    none: [],
  }[licence]
  return {
    contractKw,
    contractKva: null,
    licences,
    siteClosedOn: null,
    trade: loadProfiles[kind].lawful ? null : 'other',
    declaredTonnesPerYear: 500,
    lastReadOn: null,
  }
}

test('a run on any day of the year gives that day the scores, the queue and the first alarm that every later run gives it', () => {
  const seen = new Set<string | null>()
  fc.assert(
    fc.property(records, (record) => {
      const days = daysOf(record)
      const today = addDays(record.from, Math.floor((record.runAt * (record.days - 1)) / 100))
      const full = joinDays(days)
      const cut = joinDays(days.filter(({ day }) => day <= today))
      if (!full || !cut) return
      const point = pointOf(record)
      const ofRegister = (day: string) => factsOn(point, day)
      const [laterCurve, thenCurve] = [curveOf(full, record.contractKw), curveOf(cut, record.contractKw)]
      for (const facts of [ofRegister, () => nothingOnFile]) {
        const later = judgeCurve(laterCurve, facts, scorer)
        const then = judgeCurve(thenCurve, facts, scorer)
        expect(then.windows).toEqual(later.windows.filter(({ to }) => to <= today))
        expect(then.score ?? Number.NaN).toBe(scoreOn(later.windows, today, scorer))
        const isKnown = later.firstAlarmDay !== null && later.firstAlarmDay <= today
        expect(then.firstAlarmDay).toBe(isKnown ? later.firstAlarmDay : null)
      }
      const { windows } = judgeCurve(laterCurve, ofRegister, scorer)
      const [highest] = decidingWindows(windows, today, scorer)
      const { meltingKind: queue, score } = assess(
        {
          series: cut,
          point,
          newestDay: today,
          spent: {},
          practice: null,
          silence: { silentDays: 3, gapsFromShare: 0.02 },
        },
        scorer,
      )
      expect(score ?? Number.NaN).toBe(scoreOn(windows, today, scorer))
      expect(queue).toBe(highest ? meltingKind(highest, point) : null)
      seen.add(queue)
    }),
    { numRuns: 150, examples },
  )
  expect(seen).toEqual(new Set(['outsideLicence', 'unlicensedMelting', 'registerFirst', null]))
})
