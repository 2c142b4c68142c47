/** What leaves the office with a hand-over form holds no words of any reporter of the matter, whenever and wherever they were written. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { admitTip, clueChecks, nameCustodians, paraphrase, sealFor, writeMine } from '../../test/tip-ground.ts'
import { areas } from '../../test/world.ts'
import { tipOfficeContract as office } from './office-contract.ts'
import { tipIntakeContract as intake } from './tip-contract.ts'

const later = '我昨晚又看见他们从北边小路运出三十根钢坯装上蓝色卡车'
const ofAnother = '我在隔壁看仓库，天天听见炉子轰轰响到天亮才停'

let city: Test
let id: string
beforeAll(async () => {
  city = await openTest()
  await nameCustodians(city)
  const tip = await admitTip(city)
  id = tip.id
  const envelope = await sealFor(city, areas.villageA1.id)
  await writeMine(city, tip.code, intake.writeToOffice.path, { words: later, envelope })
  const second = await admitTip(city, { words: ofAnother })
  await city.ok('cityOffice', office.joinTip, { id: second.id, to: id })
})
afterAll(() => city.close())

describe('a form cannot be issued', () => {
  it.each([
    ['with what the reporter wrote later', '反映又看见他们从北边小路运出三十根钢坯，请核查', '依法核查'],
    ['with what the reporter of a tip that joined it wrote', '反映天天听见炉子轰轰响到天亮，请核查', '依法核查'],
    ['with such words in its purpose', paraphrase, '核实又看见他们从北边小路运出三十根钢坯一事'],
    [
      'with such words between signs that nobody sees',
      `反映${[...'从北边小路运出三十根钢坯'].join('\u200b')}，请核查`,
      '依法核查',
    ],
    [
      'with such words between signs that mean nothing',
      `反映${[...'从北边小路运出三十根钢坯'].join('+')}，请核查`,
      '依法核查',
    ],
    ['with a telephone number in pieces', paraphrase, '依法核查，可联系（138）1234/5678'],
    ['with a telephone number in words and digits', paraphrase, '依法核查，可联系幺三八1二34五六七八'],
    ['with a telephone number in its purpose', paraphrase, '依法核查，可联系１３８１２３４５６７８'],
  ])('%s', async (_, written, purpose) => {
    const draft = { id, to: 'county', paraphrase: written, purpose } as const
    const { clues } = await city.ok('cityOffice', office.draftHandOver, draft)
    expect(clues.map(({ kind }) => kind)).toEqual([expect.stringMatching(/reportersWords|phone/)])
    const issue = { id, checks: clueChecks, receivers: ['甲区化解办'] }
    expect(await city.refused('cityOfficeDeputy', office.issueHandOver, issue)).toBe('clues-left')
    await city.ok('cityOffice', office.discardHandOver, { id })
  })

  it('with such words where the receivers of its copies stand', async () => {
    await city.ok('cityOffice', office.draftHandOver, { id, to: 'county', paraphrase, purpose: '依法核查' })
    const receivers = ['甲区化解办', '又看见他们从北边小路运出三十根钢坯']
    expect(await city.refused('cityOfficeDeputy', office.issueHandOver, { id, checks: clueChecks, receivers })).toBe(
      'clues-left',
    )
    await city.ok('cityOffice', office.discardHandOver, { id })
  })
})

describe('a form is held up by no', () => {
  it.each([
    ['days and hours', '反映2018-03-15至2018-04-02每日22:00-05:30、13:00-15:40生产，请核查'],
    ['sizes of furnaces', '反映有1.5、3、5、10吨炉四台，请核查'],
  ])('%s', async (_, written) => {
    const draft = { id, to: 'county', paraphrase: written, purpose: '依法核查' } as const
    const { clues } = await city.ok('cityOffice', office.draftHandOver, draft)
    expect(clues.filter(({ kind }) => kind === 'phone' || kind === 'reportersWords')).toEqual([])
    await city.ok('cityOffice', office.discardHandOver, { id })
  })
})
