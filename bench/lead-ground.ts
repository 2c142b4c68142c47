/**
 * Changzhou with 20,000 sites and as many leads as asked for, for the benchmarks of the register. One village bears six in a hundred of
 * the leads, so that a page of its grid worker is full at 1,000 leads too; the rest lies over all villages. At every size one lead in ten is open,
 * and runs under a limit. The ids of leads and limits follow the time they were made, as the program's do.
 */
import pg from 'pg'
import { prepareDatabase } from '../src/apps/server/application.ts'
import { importAreas } from '../src/areas/acts.ts'
import { changzhouSeeds } from '../src/areas/area-seed.ts'
import { type Database, openDatabase, transaction } from '../src/platform/server/db.ts'
import { insertEvent } from '../src/platform/server/events.ts'
import type { Actor, AreaLevel, Role } from '../src/platform/shared/permission.ts'

const checkout = new URL('..', import.meta.url).pathname
const openedOn = '2017-01-01'

/** The busy village: with a number of its own in the order of the paths. */
const busy = 500

const fill = (leads: number) => `
  create temporary table villages as select row_number() over (order by v.path) as place, v.area_id, v.path from area_versions v where v.level = 'village';
  insert into agencies (id, code, name, kind, function_kind, area_id, area_path, valid_from, standing)
    select md5('a' || v.area_id)::uuid, 'bench.' || v.area_id, jsonb_build_object('zh', v.name || '市场监督管理局', 'en', 'Bureau ' || v.area_id), 'department', 'marketRegulation', v.area_id, v.path, '2017-01-01', 'unverified'
      from area_versions v where v.level = 'county';
  insert into sites (id, name, address, area_id, area_path, kind, status, registered_at)
    select md5('s' || n)::uuid, '常州铸造厂' || n, '工业路' || n || '号', v.area_id, v.path, 'melting', 'operating', now()
      from generate_series(1, 20000) n join villages v on v.place = 1 + n % (select count(*) from villages);
  insert into leads (id, number, status, source, source_id, site_id, area_id, area_path, title, facts, opened_at, assigned_agency_id, outcome, cause, closed_at)
    select uuidv7(make_interval(mins => n * -50)), 'XS' || (2026 - n / 12000) || '-' || lpad(n::text, 6, '0'), case when n % 10 = 0 then 'assigned' else 'closed' end,
           (array['observation', 'alarm', 'tip', 'visit'])[1 + n % 4], md5('o' || n), null, v.area_id, v.path,
           (array['夜间冶炼噪声', '厂房冒黄烟', '废钢运入频繁', '夜间负荷突增', '疑似中频炉开炉'])[1 + n % 5] || '，村北厂房第' || n || '号',
           jsonb_build_object('words', repeat('夜里十一点以后有冶炼的声音，看得到火光。', 4)), now() - make_interval(mins => n * 50),
           md5('a' || c.area_id)::uuid, case when n % 10 = 0 then null else 'unfounded' end, case when n % 10 = 0 then null else 'unfounded' end,
           case when n % 10 = 0 then null else now() end
      from generate_series(1, ${leads}) n
      join villages v on v.place = case when n % 50 < 3 then ${busy} else 1 + (n::bigint * 7919) % (select count(*) from villages) end
      join area_versions c on c.level = 'county' and starts_with(v.path, c.path);
  update leads l set site_id = s.id from (select area_id, min(id::text)::uuid as id from sites group by area_id) s
   where s.area_id = l.area_id and l.status = 'closed';
  insert into time_limits (id, subject_kind, subject_id, kind, area_id, area_path, started_on, days, day_kind, due_on, state)
    select uuidv7(l.opened_at - now()), 'lead', l.id, 'limit.leadVerification', l.area_id, l.area_path, current_date, 10, 'working', current_date + 14, 'running'
      from leads l where l.status = 'assigned';`

export type LeadGround = {
  database: Database
  /** Who lists leads, the lowest last. */
  readers: Record<'cityOffice' | 'countyOffice' | 'townshipLeader' | 'gridWorker', Actor>
}

/** Makes a database of its own on the server. */
export async function openLeadGround(server: pg.PoolConfig, leads: number): Promise<LeadGround> {
  const connection = { ...server, database: `bench_${leads}` }
  const first = new pg.Client(server)
  await first.connect()
  await first.query(`create database ${connection.database} encoding 'UTF8' locale 'C.UTF-8' template template0`)
  await first.end()
  await prepareDatabase(connection, checkout)
  // one connection: the table of villages is temporary
  const database = openDatabase(connection, 1)
  await transaction(database, 'system', async (db) => {
    const record = async (kind: string, facts: Parameters<typeof insertEvent>[6]) =>
      insertEvent(db, new Date(), null, null, 'sha256', kind, facts)
    await importAreas({ db, record }, changzhouSeeds(), { openedOn })
  })
  await database.pool.query(fill(leads))
  for (const table of ['areas', 'area_versions', 'agencies', 'sites', 'leads', 'time_limits'])
    await database.pool.query(`vacuum analyze ${table}`)
  return { database, readers: await readersOf(database) }
}

async function readersOf(database: Database): Promise<LeadGround['readers']> {
  const { rows } = await database.pool.query<{ path: string }>('select path from villages where place = $1', [busy])
  const village = rows[0]?.path
  if (village === undefined) throw new Error('the busy village is not there')
  const reader = (role: Role, areaLevel: AreaLevel, depth: number): Actor => {
    const ids = village.split('/').slice(1, 1 + depth)
    return {
      accountId: 'bench',
      officialId: '00000000-0000-7000-8000-000000000001',
      name: 'bench',
      enforcementCard: null,
      grants: [
        {
          role,
          agencyId: null,
          functionKind: null,
          areaId: Number(ids.at(-1)),
          areaPath: `/${ids.join('/')}/`,
          areaLevel,
        },
      ],
    }
  }
  return {
    cityOffice: reader('cityOffice', 'city', 1),
    countyOffice: reader('countyOffice', 'county', 2),
    townshipLeader: reader('townshipLeader', 'township', 3),
    gridWorker: reader('gridWorker', 'village', 4),
  }
}
