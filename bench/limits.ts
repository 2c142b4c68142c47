/**
 * Benchmark of time limits: ninety days of a whole city, holidays included, against a simulated clock, while the worker process and
 * PostgreSQL are killed (kill -9) at random moments of its rounds and nothing runs for three days at a time. Every reminder, every rung and
 * every digest is compared with a slow reference. `--seed N` repeats a run,
 * `--limits N` opens fewer than 20,000 at once.
 */
import { simulate } from '../test/limit-simulation.ts'
import { figure, median, note } from './report.ts'

const given = (name: string): number | undefined => {
  const at = process.argv.indexOf(name)
  return at > 0 ? Number(process.argv[at + 1]) : undefined
}
const seed = given('--seed') ?? Math.floor(Math.random() * 1_000_000)
const limits = given('--limits') ?? 20_000
const crashes = 12
const began = performance.now()
note('seed', seed, '')
note('limits open at a time', limits, 'limits')
const outcome = await simulate(
  {
    size: { counties: 6, townships: 67, villages: 1049 },
    limits,
    from: '2018-09-03',
    days: 90,
    crashes,
    outages: 2,
    seed,
  },
  (line) => console.error(`${((performance.now() - began) / 1000).toFixed(0)} s: ${line}`),
)
note('time limits of the ninety days', outcome.limits, 'limits')
note('reminders', outcome.reminders, 'steps')
note('rungs of escalation', outcome.rungs, 'steps')
note('rungs passed because the post was vacant', outcome.vacantRungs, 'steps')
note('tellings to persons', outcome.tellings, 'tellings')
note('digests', outcome.digests, 'digests')
figure('kills -9 that hit a round under way', outcome.kills, 'kills', crashes / 2, true)
figure('reminders and rungs lost', outcome.missing.length, 'steps', 0, false)
figure('reminders and rungs nobody should have seen', outcome.surplus.length, 'steps', 0, false)
figure('reminders and rungs on a wrong day or to wrong people', outcome.different.length, 'steps', 0, false)
figure('reminders and rungs early', outcome.early, 'steps', 0, false)
figure('steps and digests without their event', outcome.eventsMissing, 'events', 0, false)
figure('events twice or without their step', outcome.eventsTwice, 'events', 0, false)
figure('digests missing, twice or of wrong size', outcome.digestsWrong, 'digests', 0, false)
figure('round over the open limits, median', median(outcome.roundMs), 'ms', 10_000, false)
figure('round over the open limits, longest', Math.max(...outcome.roundMs), 'ms', 60_000, false)
figure('whole simulation', (performance.now() - began) / 1000, 's', 600, false)
