/**
 * The demo city: Changzhou's real areas; people, firms, meters and events are made by a seeded simulator and marked as
 * demonstration everywhere. Every step goes through the same operations as in life.
 */
import { sql } from 'kysely'
import { foundAgencies } from '../../agencies/acts.ts'
import { importAreas } from '../../areas/acts.ts'
import { changzhouSeeds } from '../../areas/area-seed.ts'
import { enterprisesContract } from '../../enterprises/contract.ts'
import { inContext } from '../../platform/server/http.ts'
import { addDays, dateInChina } from '../../platform/shared/calendar.ts'
import { addRules, loadCalendar } from '../../rulebook/store.ts'
import type { Ground, Log } from '../server/foundation.ts'
import { chance } from './chance.ts'
import { type DemoCustodian, keepKeys, nameCustodians } from './custodians.ts'
import { approveModel, deliverReadings, readingsFile, registerFeeders } from './electricity.ts'
import { type FeederOfAccount, hangOnFeeders } from './feeders.ts'
import { type DemoFirm, ledgerTable, makeFirms } from './firms.ts'
import { keepGrid } from './grid-work.ts'
import { type Hands, openHands } from './hands.ts'
import { type Counties, giveDocumentCodes, issueThisYear, liveThrough2018, sweepHalf } from './history.ts'
import { raiseBases } from './legal.ts'
import { enterInvoices } from './papers.ts'
import {
  appointLeaders,
  type DemoAgency,
  type DemoArea,
  enterPerson,
  foundAdministrators,
  giveAccount,
  handInRoster,
  listAgenciesOn,
  listDemoAreas,
  listHoldersOf,
  type SignIn,
  since,
} from './people.ts'
import { closeSite, restartStory } from './restart-story.ts'
import { superviseCounties } from './supervision.ts'
import { type DemoReport, findLate, playTips, playToday, tipsSince } from './tips.ts'

const firmsInAll = 400
/** The county whose township leaders can sign in, 武进区, and the township whose grid workers can, 雪堰镇. */
const shownCounty = '320412'
const shownTownship = '320412110000'

/** Whether the database holds a city already. */
export async function isEmpty(ground: Ground): Promise<boolean> {
  const hands = await openHands(ground, '')
  try {
    return await hands.asSystem(async (db) => (await sql`select 1 from areas limit 1`.execute(db)).rows.length === 0)
  } finally {
    await hands.close()
  }
}

/** Who can sign in, and the reports that can be looked at as their reporters do. */
export type Told = { signIns: SignIn[]; reports: DemoReport[] }

/** Is told the share of the work that is done, 0–1. */
export type Shown = (share: number) => void

/** Loads the demo city into an empty database. */
export async function loadDemoCity(ground: Ground, password: string, say: Log, onProgress: Shown): Promise<Told> {
  const hands = await openHands(ground, password)
  try {
    const today = dateInChina(new Date())
    const story = new Story(hands, password, today, say, onProgress)
    const told = await story.tell()
    await keepKeys(ground, story.custodians, password)
    return told
  } finally {
    await hands.close()
  }
}

/** Share of the whole time that lies before each of the nine steps; most of it goes into passwords and readings. */
const doneBefore = [0, 0.01, 0.43, 0.44, 0.45, 0.45, 0.53, 0.64, 0.98] as const

class Story {
  private readonly chance = chance(320_400)
  private readonly signIns: SignIn[] = []
  private readonly feeders: FeederOfAccount = new Map()
  custodians: DemoCustodian[] = []
  private step = 0

  constructor(
    private readonly hands: Hands,
    private readonly password: string,
    private readonly today: string,
    private readonly say: Log,
    private readonly onProgress: Shown,
  ) {}

  /** A day so many working-ish days back; never a Sunday. */
  private readonly day = (back: number): string => {
    const date = addDays(this.today, -back)
    return new Date(`${date}T00:00:00Z`).getUTCDay() === 0 ? addDays(date, -1) : date
  }

  private progress(zh: string, en: string): void {
    this.onProgress(doneBefore[this.step] ?? 1)
    this.step += 1
    this.say(`  ${this.step}/9 ${zh} / ${en}`)
  }

  async tell(): Promise<Told> {
    const { hands } = this
    hands.at(`${since}T01:00:00Z`)
    this.progress('区划与单位', 'areas and agencies')
    const areas = await this.foundCity()
    const city = areas[0]
    if (!city) throw new Error('the city has no areas')
    this.progress('人员与账号', 'people and accounts')
    this.signIns.push(...(await foundAdministrators(hands, city.id, this.password)))
    const agencies = await listAgenciesOn(hands, this.today)
    await this.enterOffices(city, agencies)
    const { counties, townshipUser } = await this.enterGrid(areas, agencies)
    await giveDocumentCodes(hands, counties)
    await this.enterDepartments(counties, agencies)
    await raiseBases(hands, city.id)
    this.progress('企业与炉台账', 'ledger of firms and furnaces')
    const firms = makeFirms(
      areas.filter((area) => area.level === 'village'),
      firmsInAll,
      this.chance,
    )
    await this.importFirms(firms, counties)
    this.progress('2018年通知', 'the notice of 2018')
    const officeId = agencies.find((agency) => agency.code === '320400-capacityOffice')?.id ?? ''
    const oldNotice = await liveThrough2018(hands, officeId, counties)
    await closeSite(hands, counties, firms, this.day(50))
    this.progress('本年度通知', "this year's notice")
    const notice = await issueThisYear(hands, officeId, counties, oldNotice, this.day)
    this.progress('排查进行到一半', 'the sweep, half done')
    await sweepHalf(
      hands,
      city,
      agencies.find((a) => a.areaId === city.id && a.kind === 'government')?.id ?? null,
      notice,
      counties,
      townshipUser,
      this.day,
      this.chance,
    )
    await superviseCounties(hands, counties, this.day)
    await this.noteActivity()
    await keepGrid(hands, areas, this.day)
    this.progress('一百天来的举报', 'reports of a hundred days')
    hands.at(`${this.day(tipsSince)}T01:00:00Z`)
    this.custodians = await nameCustodians(hands, city, counties, this.signIns)
    const late = await findLate(hands, this.today, this.day)
    const stage = { hands, areas, counties, firms, day: this.day, late }
    const stories = await playTips(stage)
    this.progress('用电读数与预警', 'meter readings and alarms')
    await hands.app.work()
    hands.at(new Date().toISOString())
    await approveModel(hands)
    await registerFeeders(hands, city.id)
    for (const { area, userName } of counties)
      await enterInvoices(
        hands,
        { userName, areaId: area.id },
        firms.filter(({ village }) => village.path.startsWith(area.path)),
        this.today,
      )
    await deliverReadings(hands, city.id, readingsFile(firms, this.feeders, this.today))
    this.progress('一起复燃案件', 'one case of a restart')
    await restartStory(hands, counties, firms)
    const reports = await playToday(stage, stories)
    // the people of the story have signed in from here; the first person who does so in life is not to wait for them
    await hands.asSystem((db) => sql`delete from auth_rate_limits`.execute(db))
    await hands.asSystem((db) =>
      sql`insert into heartbeats (name, beat_at) values ('demonstration', now()) on conflict do nothing`.execute(db),
    )
    return { signIns: this.signIns, reports }
  }

  /** A year without published holidays would stop every count of working days: the demo marks it as such and goes on. */
  private async bridgeCalendar(): Promise<void> {
    await this.hands.asSystem(async (db) => {
      const known = (await loadCalendar(db)).years
      const year = Number(this.today.slice(0, 4))
      const missing = [year - 1, year, year + 1].filter((each) => !known.has(each))
      await addRules(
        db,
        missing.map((each) => ({
          key: `calendar.${each}`,
          title: {
            zh: `${each}年工作日（示范，未含节假日）`,
            en: `Working days of ${each} (demonstration, without holidays)`,
          },
          value: { year: each, offDays: [], makeUpDays: [], source: 'demonstration', edition: 'demonstration' },
          validFrom: `${each}-01-01`,
          validTo: `${each}-12-31`,
          citation: {
            zh: '示范数据，该年放假安排尚未录入',
            en: 'demonstration; the holidays of that year are not entered',
          },
          standing: 'unverified' as const,
          grade: null,
          note: null,
          referenceOnly: false,
        })),
      )
    })
  }

  private async foundCity(): Promise<DemoArea[]> {
    const { platform } = this.hands.app
    await inContext(platform, 'system', null, async (context) => {
      await importAreas(context, changzhouSeeds(), { openedOn: '2017-01-01' })
      await foundAgencies(context, this.today)
    })
    await this.bridgeCalendar()
    return listDemoAreas(this.hands, this.today)
  }

  private async enter(
    userName: string,
    name: string,
    area: DemoArea,
    role: Parameters<typeof enterPerson>[1]['role'],
    agencyId: string | null,
    card?: string,
  ) {
    this.signIns.push(
      await enterPerson(this.hands, { userName, name, area, role, agencyId, ...(card && { card }) }, this.password),
    )
  }

  private async enterOffices(city: DemoArea, agencies: readonly DemoAgency[]): Promise<void> {
    const idOf = (code: string) => agencies.find((agency) => agency.code === code)?.id ?? null
    await this.enter('city-office', '示范·市化解办', city, 'cityOffice', idOf('320400-capacityOffice'))
    // whoever checks a hand-over form is not who wrote it
    await this.enter('city-office-2', '示范·市化解办核对人', city, 'cityOffice', idOf('320400-capacityOffice'))
    const ofCity = (kind: string) => agencies.find((a) => a.areaId === city.id && a.functionKind === kind)?.id ?? null
    await this.enter('power', '示范·供电联络员', city, 'powerLiaison', ofCity('power'))
    await this.enter('city-keeper', '示范·市市场监管局保管人', city, 'departmentOfficer', ofCity('marketRegulation'))
    for (const n of [1, 2])
      await this.enter(`second-body-${n}`, `示范·市纪检监察机关保管人${n}`, city, 'superiorInspector', null)
    await this.enter('inspector', '示范·省督查员', city, 'superiorInspector', null)
    await this.enter('reviewer', '示范·法制审核员', city, 'legalReviewer', null)
    await this.hands.asSystem((db) => sql`update officials set demonstration = true`.execute(db))
  }

  /** County leaders can sign in; of the township leaders those of one county, of the grid workers those of one township. */
  private async enterGrid(areas: readonly DemoArea[], agencies: readonly DemoAgency[]) {
    const counties: Counties = []
    for (const area of areas.filter((each) => each.level === 'county')) {
      await appointLeaders(this.hands, area, this.chance)
      const userName = `county-${area.divisionCode ?? 'zone'}`
      const [leader] = (await listHoldersOf(this.hands, ['leaderInCharge'])).filter(
        (holder) => holder.areaId === area.id,
      )
      if (!leader) throw new Error(`nobody leads ${area.name}`)
      await this.signInAs(leader, area, userName, 'countyOffice')
      await handInRoster(this.hands, area, userName, areas, this.chance)
      counties.push({
        area,
        userName,
        government: agencies.find((a) => a.areaId === area.id && a.kind === 'government'),
      })
    }
    const townshipUser = await this.enterTownships(areas)
    await this.hands.asSystem((db) => sql`update officials set demonstration = true`.execute(db))
    return { counties, townshipUser }
  }

  private async enterTownships(areas: readonly DemoArea[]): Promise<Map<number, string>> {
    const byId = new Map(areas.map((area) => [area.id, area]))
    const townshipUser = new Map<number, string>()
    for (const holder of await listHoldersOf(this.hands, ['gridLeader', 'gridWorker'])) {
      const area = byId.get(holder.areaId)
      const superior = byId.get(area?.parentId ?? 0)?.divisionCode
      if (!area || superior !== (area.level === 'township' ? shownCounty : shownTownship)) continue
      const userName = `${area.level}-${area.divisionCode}`
      await this.signInAs(holder, area, userName, area.level === 'township' ? 'townshipLeader' : 'gridWorker')
      if (area.level === 'township') townshipUser.set(area.id, userName)
    }
    return townshipUser
  }

  private async signInAs(
    holder: { officialId: string; name: string },
    area: DemoArea,
    userName: string,
    role: string,
  ): Promise<void> {
    await giveAccount(this.hands, holder.officialId, userName, holder.name, this.password)
    await this.hands.signIn(userName)
    this.signIns.push({ userName, name: holder.name, role, place: area.name })
  }

  /** Two officers with cards of the market regulator in every county; a zone has none, there two of its committee keep the keys. */
  private async enterDepartments(counties: Counties, agencies: readonly DemoAgency[]): Promise<void> {
    for (const { area } of counties) {
      const code = area.divisionCode
      if (code === null) {
        await this.enterCommittee(area, agencies)
        continue
      }
      const agency = agencies.find((a) => a.areaId === area.id && a.functionKind === 'marketRegulation')
      if (!agency) continue
      for (const n of [1, 2]) {
        await this.enter(
          `market-${code}-${n}`,
          `示范·${area.name}市监执法员${n}`,
          area,
          'departmentOfficer',
          agency.id,
          `ZF-${code}-${n}`,
        )
      }
    }
    await this.enterSecondDepartment(counties, agencies)
    await this.hands.asSystem((db) => sql`update officials set demonstration = true`.execute(db))
  }

  /** Who looks again is of another body than who looked first: one county has two that can sign in. */
  private async enterSecondDepartment(counties: Counties, agencies: readonly DemoAgency[]): Promise<void> {
    const area = counties.find((county) => county.area.divisionCode === shownCounty)?.area
    const agency = agencies.find((a) => a.areaId === area?.id && a.functionKind === 'environment')
    if (!area || !agency) return
    for (const n of [1, 2])
      await this.enter(
        `environment-${shownCounty}-${n}`,
        `示范·${area.name}生态环境执法员${n}`,
        area,
        'departmentOfficer',
        agency.id,
        `HB-${shownCounty}-${n}`,
      )
  }

  private async enterCommittee(zone: DemoArea, agencies: readonly DemoAgency[]): Promise<void> {
    const committee = agencies.find((a) => a.areaId === zone.id && a.functionKind === 'government')
    for (const n of [1, 2])
      await this.enter(
        `committee-zone-${n}`,
        `示范·${zone.name}管委会干部${n}`,
        zone,
        'departmentOfficer',
        committee?.id ?? null,
      )
  }

  /** Most grid workers have been out lately, some have not: the blind-spot list tells them apart. */
  private async noteActivity(): Promise<void> {
    await this.hands.asSystem((db) =>
      sql`update appointments set last_active_on = ${this.day(9)} where post = 'gridWorker' and ('x' || substr(md5(id::text), 1, 2))::bit(8)::int < 236`.execute(
        db,
      ),
    )
  }

  private async importFirms(firms: readonly DemoFirm[], counties: Counties): Promise<void> {
    this.hands.at('2018-01-15T02:00:00Z')
    for (const { area, userName } of counties) {
      const own = firms.filter((firm) => firm.village.path.startsWith(area.path))
      if (own.length === 0) continue
      const hung = hangOnFeeders(own, this.chance)
      for (const [account, feeder] of hung) this.feeders.set(account, feeder)
      const fileId = await this.hands.upload(userName, area.id, 'import', '企业台账.csv', ledgerTable(own, hung))
      const preview = await this.hands.ok(userName, enterprisesContract.startImport, { fileId })
      await this.hands.ok(userName, enterprisesContract.applyImport, { id: preview.id, onlyGood: false })
    }
  }
}
