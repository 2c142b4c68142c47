/**
 * Reports from outside in the demo city, over a hundred days: the scenes of all of them are played day by day, and each night the register
 * takes in what waits, as in life.
 */
import { asProgram } from '../../platform/server/http.ts'
import { addWorkingDays } from '../../platform/shared/calendar.ts'
import type { Bilingual } from '../../platform/shared/text.ts'
import { getRule, loadCalendar } from '../../rulebook/store.ts'
import { appendWaiting } from '../../tips/register-acts.ts'
import { responsePlanContract } from '../../tips/response-plan-contract.ts'
import { closedStories } from './closed-tips.ts'
import type { Hands } from './hands.ts'
import { openStories } from './open-tips.ts'
import type { Stage, Story } from './tip-stage.ts'

/** A report under whose code a visitor may look: `claimCode` is for the counter that pays. */
export type DemoReport = { code: string; claimCode?: string; place: string; about: Bilingual }

const sceneMs = 20 * 60_000

/** Two in the morning in China, when the register takes in what waits; no later than now. */
const nightAfter = (date: string): string =>
  new Date(Math.min(Date.parse(`${date}T18:05:00Z`), Date.now())).toISOString()

/** From this day on, as days back, custodians keep the keys and reports come in. */
export const tipsSince = 110

export async function findLate(hands: Hands, today: string, day: Stage['day']): Promise<number> {
  const { days, calendar } = await hands.asSystem(async (db) => ({
    days: (await getRule(db, 'limit.tipHandling', today)).value.days,
    calendar: await loadCalendar(db),
  }))
  let back = days
  while (addWorkingDays(day(back), days, calendar) >= today) back += 1
  return back
}

const takeIn = (hands: Hands): Promise<unknown> => asProgram(hands.app.platform, appendWaiting)

/** Plays what lies before today. @returns the stories, whose last scenes are `playToday`'s. */
export async function playTips(stage: Stage): Promise<Story[]> {
  const { hands, day } = stage
  await publishPlans(stage)
  const stories = [...closedStories(stage), ...openStories(stage)]
  const past = stories.flatMap(({ scenes }) => scenes).filter(([back]) => back > 0)
  const dates = [...new Set(past.map(([back]) => day(back)))].sort()
  for (const date of dates) {
    const scenes = past.filter(([back]) => day(back) === date).sort(([a], [b]) => b - a)
    for (const [i, [, play]] of scenes.entries()) {
      hands.at(new Date(Date.parse(`${date}T01:30:00Z`) + i * sceneMs).toISOString())
      await play()
    }
    hands.at(nightAfter(date))
    await takeIn(hands)
  }
  return stories
}

/** What happens on the day the city is made, taken in at once: a visitor does not wait for the night. @returns what may be looked at. */
export async function playToday({ hands }: Stage, stories: readonly Story[]): Promise<DemoReport[]> {
  hands.at(new Date().toISOString())
  for (const [back, play] of stories.flatMap(({ scenes }) => scenes)) if (back === 0) await play()
  await takeIn(hands)
  return stories.map(({ about, matter: { place, reporter } }) => {
    const { code, claimCode } = reporter
    return { code, place, about, ...(claimCode !== undefined && { claimCode }) }
  })
}

/** The city and most counties have published how they answer; one was told to and has not, and one is silent. */
async function publishPlans({ hands, areas, counties, day }: Stage): Promise<void> {
  hands.at(`${day(tipsSince)}T03:00:00Z`)
  const city = areas.filter(({ level }) => level === 'city').map((area) => ({ area, userName: 'city-office' }))
  const published = counties.filter((_, i) => i !== 2 && i !== 5)
  for (const [i, { area, userName }] of [...city, ...published].entries()) {
    await hands.ok(userName, responsePlanContract.publishResponsePlan, {
      areaId: area.id,
      scope:
        '用中频炉、工频炉熔化废钢生产“地条钢”的；已取缔后转移、恢复生产的；以铸造等名义生产的；轧制、销售“地条钢”的（示范）',
      phones: [
        { label: '工作日', number: `0519-8000 00${i}1`, hours: '8:30—11:30，14:00—17:30' },
        { label: '夜间和节假日值班', number: `0519-8000 00${i}2`, hours: '其余时间' },
      ],
      address: `${area.name}行政中心化解办窗口（示范地址）`,
      answers: `${area.name}化解办 分管负责人`,
      note: '不要自己进厂取证，注意安全。',
    })
  }
}
