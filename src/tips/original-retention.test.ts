/** Sealed originals end with their rule, and never while anything about their tip is open. */
import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import {
  admitTip,
  handTipOver,
  nameCustodians,
  readMine,
  runTipJob,
  sendFile,
  verifyTip,
} from '../../test/tip-ground.ts'
import { leadsContract as leads } from '../leads/contract.ts'
import { tipOfficeContract as office } from './office-contract.ts'
import { pieceName } from './tip-file.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2018-03-01T02:00:00Z' })
  await nameCustodians(city)
})
afterAll(() => city.close())

/** @param days after the day on which everything here happens. */
async function travel(days: number): Promise<void> {
  await city.goTo(new Date(Date.parse('2018-03-01T02:00:00Z') + days * 86_400_000).toISOString())
}
async function later(days: number): Promise<void> {
  await travel(days)
  await runTipJob(city, 'tips.removeOriginals')
  await runTipJob(city, 'tips.forgetOriginals')
}
beforeEach(() => travel(0))
const onDisk = (fileId: string) =>
  stat(city.app.platform.files.parts.path(pieceName(fileId, 'sealed'))).then(
    () => true,
    () => false,
  )
const video = (code: string) =>
  sendFile(city, code, { reading: null, original: randomBytes(5000) }, { kind: 'video', type: 'video/mp4' })

describe('a sealed original', () => {
  test('goes when the days of the rule are over, not a day before, with a step, an event and its digest kept', async () => {
    const { id, code } = await admitTip(city)
    const file = await video(code)
    await city.ok('cityOffice', office.concludeTip, { id, result: 'notVerifiable', answer: '现场已拆空' })
    await later(179)
    expect(await onDisk(file.id)).toBe(true)
    await later(181)
    await later(182)
    expect(await onDisk(file.id)).toBe(false)
    const mine = await readMine(city, code)
    expect(mine.steps.map((step) => step.kind)).toEqual([
      'received',
      'evidenceAdded',
      'notVerifiable',
      'originalRemoved',
    ])
    expect(mine.steps.at(-1)?.proof.claim).toMatchObject({ file: { id: file.id, kind: 'video' } })
    expect(mine.files[0]?.originalRemovedAt).toContain('2018-08-29')
    expect((await city.eventsOf(id)).filter((kind) => kind === 'tip.originalRemoved')).toHaveLength(1)
    const kept = await city.asOwner(`select id from tip_files where tip_id = $1 and sealed_sha256 is not null`, [id])
    expect(kept).toHaveLength(1)
  })

  test.each<[string, () => Promise<{ id: string; code: string }>]>([
    ['the tip is open', () => handTipOver(city)],
    ['its case is open', () => verifyTip(city, 'founded')],
    ['its lead is not closed', () => verifyTip(city, 'unfounded')],
  ])('stays while %s', async (_, make) => {
    const { code } = await make()
    const file = await video(code)
    await later(2000)
    expect(await onDisk(file.id)).toBe(true)
  })

  test.each<[string, string, string]>([
    [
      'a second look',
      `insert into tip_rechecks values (gen_random_uuid(), $1, 'sample', now())`,
      `update tip_rechecks set decided_at = now(), outcome = 'upheld' where tip_id = $1`,
    ],
    [
      'a claim',
      `insert into tip_rewards (id, tip_id, status, scheme, claim_until) values (gen_random_uuid(), $1, 'claimed', 'reward.fixed', '2018-05-01')`,
      `update tip_rewards set status = 'paid' where tip_id = $1`,
    ],
  ])('stays while %s is open, and goes when it has ended', async (_, open, end) => {
    const { id, code } = await verifyTip(city, 'unfounded')
    const file = await video(code)
    const { leadId } = await city.ok('cityOffice', office.getTip, { id })
    await city.ok('countyOfficeA', leads.closeLead, { id: leadId ?? '', cause: 'nothingFound', note: null })
    await city.asOwner(open, [id])
    await later(400)
    expect(await onDisk(file.id)).toBe(true)
    await city.asOwner(end, [id])
    await later(401)
    expect(await onDisk(file.id)).toBe(false)
  })
})
