/** Every screen of the officials' pages: by whom it is opened, and which record stands for those of one record. */
import { expect, type Page, type Request } from '@playwright/test'
import { z } from 'zod'
import { chinaDay } from './fields.ts'

export type Opened = {
  /** Whose screen it is. */
  person: string
  /** The list whose first record is shown: as `$id` of the address, else in the drawer over the list. */
  record?: string
  /** Its address, where the first record of a list does not lead there; what the demo city lacks is made on the way. */
  address?: (page: Page) => Promise<string>
  /** Whoever has it on a phone. */
  onPhone?: string
}

const ids = z.object({ id: z.string() })
const rowsOf = <Row extends z.ZodType>(row: Row) => z.object({ rows: z.array(row).min(1) })

/** Asks the program as the person of the page. */
async function ask<Answer>(page: Page, answer: z.ZodType<Answer>, path: string, body?: object): Promise<Answer> {
  const headers = { origin: new URL(page.url()).origin }
  const said = await (body ? page.request.post(path, { data: body, headers }) : page.request.get(path))
  return answer.parse(await said.json())
}

const firstOf = async (page: Page, list: string): Promise<string> =>
  (await ask(page, rowsOf(ids), list)).rows[0]?.id ?? ''

async function atomAddress(page: Page): Promise<string> {
  const found = await ask(
    page,
    z.object({ atomViews: z.array(ids).min(1) }),
    `/api/cases/${await firstOf(page, '/api/cases')}`,
  )
  return `/closure-atoms/${found.atomViews[0]?.id}`
}

async function dayAddress(page: Page): Promise<string> {
  const meter = ids.extend({ lastReadOn: z.string() })
  const [first] = (await ask(page, rowsOf(meter), '/api/metering/usage-points')).rows
  return `/metering/usage-points/${first?.id}/days/${first?.lastReadOn}`
}

async function reportAddress(page: Page): Promise<string> {
  const owed = z.object({ taskId: z.string(), taskStatus: z.string() })
  const { rows } = await ask(page, rowsOf(owed), '/api/supervision/report-tasks')
  const taskId = rows.find(({ taskStatus }) => taskStatus === 'open')?.taskId
  return `/supervision/reports/${(await ask(page, ids, '/api/supervision/reports', { taskId })).id}`
}

/** The extension of a task that still runs. */
async function extensionAddress(page: Page): Promise<string> {
  const task = ids.extend({ dueOn: z.string(), status: z.string() })
  const { rows } = await ask(page, rowsOf(task), '/api/tasks?status=open')
  const running = rows.find(({ dueOn }) => dueOn >= chinaDay())
  const asked = { until: chinaDay(120), reason: '机构调整' }
  return `/tasks/extension/${(await ask(page, ids, `/api/tasks/${running?.id}/extension`, asked)).id}`
}

async function summonsAddress(page: Page): Promise<string> {
  const county = z.object({ id: z.number(), level: z.literal('county') })
  const city = (await ask(page, z.object({ rows: z.array(z.object({ id: z.number() })) }), '/api/areas/children'))
    .rows[0]?.id
  const [first] = (await ask(page, rowsOf(county), `/api/areas/children?parentId=${city}`)).rows
  const proposed = { areaId: first?.id, grounds: 'overdue', facts: '排查进度落后' }
  return `/supervision/summons/${(await ask(page, ids, '/api/supervision/summons', proposed)).id}`
}

async function urgingAddress(page: Page): Promise<string> {
  const matter = z.object({ subjectKind: z.string(), subjectId: z.string() })
  const [first] = (await ask(page, rowsOf(matter), '/api/supervision/urgeable?text=XS')).rows
  const listed = { ...first, reason: '久拖未结', dueOn: null, publicWords: null, demand: null, citePick: false }
  return `/supervision/urgings/${(await ask(page, ids, '/api/supervision/urgings', listed)).id}`
}

const worker = 'village-320412110001'
const township = 'township-320412110000'
const officer = 'market-320412-1'
/** One who sees the whole city. */
const office = 'city-office'

/** By the path of the screen. */
export const screens: Readonly<Record<string, Opened>> = {
  '/workbench': { person: office, onPhone: worker },
  '/exports': { person: office },
  '/account': { person: office, onPhone: worker },
  '/rules': { person: office, record: '/api/rulebook/rules' },
  '/rules/calendar-year': { person: 'reviewer' },
  '/rules/$id': { person: 'reviewer', record: '/api/rulebook/rules' },
  '/agencies': { person: office, record: '/api/agencies' },
  '/officials': { person: 'system-admin', record: '/api/agencies/officials' },
  '/audit': { person: 'audit-admin' },
  '/health': { person: 'system-admin' },
  '/grid': { person: office, onPhone: township },
  '/grid/blind-spots': { person: office, onPhone: township },
  '/grid/chases': { person: office },
  '/grid/appointments': { person: office, record: '/api/grid/appointments' },
  '/grid/roster': { person: office },
  '/grid/duties': { person: office },
  '/grid/boards': { person: office },
  '/grid/hand-overs': { person: office, record: '/api/grid/hand-overs' },
  '/grid/changes': { person: office },
  '/notices': { person: office, onPhone: township },
  '/notices/unconfirmed': { person: office },
  '/notices/undelivered': { person: office },
  '/notices/draft': { person: office },
  '/notices/receipt/$id': { person: office, record: '/api/notices/unconfirmed', onPhone: office },
  '/notices/$id/receipts': { person: office, record: '/api/notices' },
  '/notices/$id': { person: office, record: '/api/notices', onPhone: township },
  '/tasks': { person: office, onPhone: office },
  '/tasks/extension/$id': { person: 'county-320412', address: extensionAddress },
  '/tasks/$id': { person: office, record: '/api/tasks', onPhone: office },
  '/ledger/sites': { person: office },
  '/ledger/enterprises': { person: office },
  '/ledger/furnaces': { person: office },
  '/ledger/imports': { person: 'county-320412' },
  '/ledger/imports/$id': { person: 'county-320412', record: '/api/enterprises/imports' },
  '/ledger/sites/$id': { person: office, record: '/api/enterprises/sites' },
  '/ledger/enterprises/$id': { person: office, record: '/api/enterprises' },
  '/leads': { person: office, record: '/api/leads', onPhone: office },
  '/leads/$id': { person: office, record: '/api/leads', onPhone: office },
  '/metering/alarms': { person: office, record: '/api/metering/alarms', onPhone: office },
  '/metering/alarms/$id': { person: office, record: '/api/metering/alarms', onPhone: office },
  '/metering/usage-points': { person: office },
  '/metering/usage-points/$id': { person: office, record: '/api/metering/usage-points', onPhone: office },
  '/metering/usage-points/$id/days/$day': { person: office, address: dayAddress },
  '/metering/deliveries': { person: 'power', record: '/api/metering/deliveries' },
  '/metering/deliveries/$id': { person: 'power', record: '/api/metering/deliveries' },
  '/metering/detector': { person: office },
  '/metering/feeders': { person: office },
  '/metering/feeders/$id': { person: office, record: '/api/metering/feeders' },
  '/metering/tokens': { person: 'security-admin' },
  '/metering/looks': { person: 'audit-admin' },
  '/tips': { person: office, record: '/api/tips', onPhone: office },
  '/tips/$id': { person: office, record: '/api/tips', onPhone: office },
  '/tips/enter': { person: office, onPhone: office },
  '/tips/custodians': { person: 'city-keeper' },
  '/tips/rewards': { person: 'city-keeper' },
  '/tips/response-plans': { person: office },
  '/field/observe': { person: worker, onPhone: worker },
  '/field/report': { person: worker, onPhone: worker },
  '/field/sweep': { person: worker, onPhone: worker },
  '/inspections/sweeps': { person: office, onPhone: worker },
  '/inspections/sweeps/open': { person: office },
  '/inspections/sweeps/$id': { person: office, record: '/api/inspections/sweeps' },
  '/inspections/targets': { person: office },
  '/inspections/observations': { person: office, record: '/api/inspections/observations', onPhone: worker },
  '/inspections/observations/$id': { person: office, record: '/api/inspections/observations' },
  // its drawer is not walked: signs of faked work are looked for at night
  '/inspections/flags': { person: office },
  '/inspections/visits': { person: office, onPhone: officer },
  '/inspections/visits/plan': { person: officer, onPhone: officer },
  '/inspections/visits/$id': { person: officer, record: '/api/inspections/visits', onPhone: officer },
  // of a visit that is over: that it is too late is what it says
  '/inspections/visits/$id/judge': { person: officer, record: '/api/inspections/visits', onPhone: officer },
  '/cases': { person: office },
  '/cases/$id': { person: office, record: '/api/cases' },
  '/closure-atoms/$id': { person: office, address: atomAddress },
  '/supervision/progress': { person: office },
  '/supervision/list': { person: office },
  '/supervision/reports': { person: office },
  '/supervision/reports/$id': { person: 'county-320411', address: reportAddress },
  '/supervision/summary': { person: office },
  '/supervision/joint-watch': { person: office },
  '/supervision/summons': { person: office },
  '/supervision/summons/$id': { person: office, address: summonsAddress },
  '/supervision/meetings': { person: office },
  '/supervision/meetings/$id': { person: office, record: '/api/supervision/meetings' },
  '/supervision/picks': { person: office },
  '/supervision/picks/list': { person: office },
  '/supervision/ranking': { person: office },
  '/supervision/ranking/list': { person: office },
  '/supervision/on-site': { person: office },
  '/supervision/on-site/$id': { person: office, record: '/api/supervision/on-site' },
  '/supervision/urgings': { person: office },
  '/supervision/urgings/$id': { person: office, address: urgingAddress },
  '/supervision/rectifications': { person: office },
  '/supervision/rectifications/$id': { person: office, record: '/api/supervision/rectifications' },
}

/** The router of the pages under the name that its own tools use. */
const router = 'self.__TSR_ROUTER__'

/** The paths of all screens that the program mounts. */
export const mountedScreens = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`Object.keys(${router}.routesByPath).filter((path) => !['/', '/sign-in'].includes(path))`)

/** Where a person finds the screen. */
export async function addressOf(page: Page, path: string): Promise<string> {
  const { record, address } = screens[path] ?? {}
  if (address) return address(page)
  if (!record) return path
  const id = await firstOf(page, record)
  return path.includes('$id') ? path.replace('$id', id) : `${path}?open=${id}`
}

/** What each page has asked and not yet been told. */
const asked = new WeakMap<Page, Set<Request>>()

function askedBy(page: Page): Set<Request> {
  const known = asked.get(page)
  if (known) return known
  const open = new Set<Request>()
  page.on('request', (request) => open.add(request))
  const told = (request: Request) => open.delete(request)
  page.on('requestfinished', told).on('requestfailed', told)
  asked.set(page, open)
  return open
}

/** Two frames: a page that was told something has drawn it, and has asked what follows from it. */
const drawn = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))'

/** Waits until nothing more is to come. */
export async function settled(page: Page): Promise<void> {
  const open = askedBy(page)
  await expect(async () => {
    await page.evaluate(drawn)
    expect(open.size).toBe(0)
    expect(await page.locator('.ant-skeleton, .ant-spin-spinning, [aria-busy=true]').count()).toBe(0)
  }).toPass({ intervals: [20], timeout: 30_000 })
}

/** Goes there as a link of the pages does, without loading them anew. */
export async function follow(page: Page, address: string): Promise<void> {
  askedBy(page)
  await page.evaluate(`${router}.history.push(${JSON.stringify(address)})`)
  await settled(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
  if (address.includes('?open=')) await expect(page.getByRole('dialog')).toBeVisible()
}
