import { expect, test } from 'vitest'
import { simulate } from './limit-simulation.ts'

/** The small sister of bench:limits: some hundred limits over thirty days with a holiday, two kills -9 and one outage. */
test.skipIf(process.env['TEST_DATABASE_URL'])(
  'through kill -9 of worker and PostgreSQL every reminder and every rung comes exactly once, none early, none lost',
  async () => {
    const seed = Math.floor(Math.random() * 1_000_000)
    const outcome = await simulate({
      size: { counties: 2, townships: 6, villages: 40 },
      limits: 400,
      from: '2018-09-17',
      days: 30,
      crashes: 2,
      outages: 1,
      seed,
    })
    const because = `seed ${seed}`
    const first = (keys: string[]) => keys.slice(0, 5)
    expect(first(outcome.missing), because).toEqual([])
    expect(first(outcome.surplus), because).toEqual([])
    expect(first(outcome.different), because).toEqual([])
    expect(outcome, because).toMatchObject({ early: 0, eventsMissing: 0, eventsTwice: 0, digestsWrong: 0 })
    expect(outcome.reminders, because).toBeGreaterThan(500)
    expect(outcome.rungs, because).toBeGreaterThan(50)
  },
  // seconds on a machine of one's own; a busy one takes minutes to bring processes back
  600_000,
)
