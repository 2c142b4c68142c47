/** SQL that gathers what a report says besides the figures of progress: posts, cases, unvisited places, checks. */
import { sql } from 'kysely'
import { versionAt } from '../areas/store.ts'
import type { CardAtom } from '../cases/closure-card.ts'
import type { Db } from '../platform/server/db.ts'
import type { PostFigure } from './figures.ts'
import { unvisitedShown } from './figures.ts'

export type RequiredPost = Pick<PostFigure, 'level' | 'post'> & { required: number }
export type PostsOf = PostFigure & { townshipId: number | null }

/** Required and held posts below a county, by township; null: of the county itself. */
export async function countPosts(
  db: Db,
  path: string,
  posts: readonly RequiredPost[],
  day: string,
): Promise<PostsOf[]> {
  const part = path.split('/').length
  const { rows } = await sql<PostsOf>`
    select r.level, r.post, nullif(split_part(v.path, '/', ${part}), '')::int as township_id,
           sum(r.required)::int as required, sum(least(held.n, r.required))::int as filled
      from jsonb_to_recordset(${JSON.stringify(posts)}::jsonb) as r(level text, post text, required int)
      join area_versions v on v.level = r.level and v.path >= ${path} and v.path < ${`${path}~`} and ${versionAt(day)}
      cross join lateral (
        select count(*)::int as n from appointments a
         where a.area_id = v.area_id and a.post = r.post and a.valid_from <= ${day} and (a.valid_to is null or a.valid_to >= ${day})) held
     group by 1, 2, 3 order by 1, 2, 3`.execute(db)
  return rows
}

export type CaseWithAtoms = {
  number: string
  siteName: string
  status: 'open' | 'closing' | 'closed'
  rulesOn: string
  atoms: Omit<CardAtom, 'needs'>[]
}

/** The cases of a county with the atoms of their closing cards. */
export async function listCases(db: Db, path: string): Promise<CaseWithAtoms[]> {
  const { rows } = await sql<CaseWithAtoms>`
    select c.number, s.name as site_name, c.status, coalesce(k.rules_on, c.opened_on) as rules_on,
           coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'atom', a.atom, 'furnaceId', a.furnace_id, 'applies', a.applies,
                'state', a.state, 'last', last.step,
                'prepared', exists (select 1 from closure_steps p where p.atom_id = a.id and p.status = 'prepared')) order by a.position, a.id)
              from closure_atoms a
              left join lateral (
                select jsonb_build_object('toState', p.to_state, 'decisionNumber', p.decision_number, 'whereabouts', p.whereabouts,
                         'evidence', jsonb_build_object('before', p.before_ids, 'during', p.during_ids, 'after', p.after_ids)) as step
                  from closure_steps p where p.atom_id = a.id and p.status = 'done' order by p.recorded_at desc, p.id desc limit 1) last on true
             where a.case_file_id = c.id), '[]') as atoms
      from case_files c join sites s on s.id = c.site_id left join closure_cards k on k.case_file_id = c.id
     where c.area_path >= ${path} and c.area_path < ${`${path}~`} order by c.number limit 500`.execute(db)
  return rows
}

/** Names of villages nobody reported on, or sites nobody went to, with their township. */
export async function listUnvisited(db: Db, path: string, sweepId: string, kind: 'village' | 'site', day: string) {
  const part = path.split('/').length
  const { rows } = await sql<{ name: string; townshipName: string }>`
    select coalesce(s.name, p.name) as name, coalesce(w.name, '') as township_name
      from sweep_targets t left join sites s on s.id = t.site_id
      left join (select v.area_id, v.name from area_versions v where ${versionAt(day)}) p on p.area_id = t.area_id
      left join (select v.area_id, v.name from area_versions v where ${versionAt(day)}) w
        on w.area_id = nullif(split_part(t.area_path, '/', ${part}), '')::int
     where t.sweep_id = ${sweepId} and t.kind = ${kind} and t.status = 'unvisited' and t.area_path >= ${path} and t.area_path < ${`${path}~`}
     order by t.area_path, t.id limit ${unvisitedShown}`.execute(db)
  return rows
}

/** Checks on site handed in and observations made in an area since a day. */
export async function countChecks(
  db: Db,
  path: string,
  since: string,
): Promise<{ visits: number; observations: number }> {
  const { rows } = await sql<{ visits: number; observations: number }>`
    select (select count(*) from visits i where i.status in ('submitted', 'accepted') and i.planned_on >= ${since}
              and i.area_path >= ${path} and i.area_path < ${`${path}~`}) as visits,
           (select count(*) from observations o where (o.observed_at at time zone 'Asia/Shanghai')::date >= ${since}
              and o.area_path >= ${path} and o.area_path < ${`${path}~`}) as observations`.execute(db)
  return rows[0] ?? { visits: 0, observations: 0 }
}

export type ReportAgency = { id: string; name: string }

/** The office of an area that gives its documents numbers, or its government. */
export async function findReportAgency(db: Db, areaId: number, day: string): Promise<ReportAgency | undefined> {
  const { rows } = await sql<ReportAgency>`
    select g.id, g.name ->> 'zh' as name from agencies g
     where g.area_id = ${areaId} and g.kind in ('office', 'government') and g.document_code is not null
       and g.valid_from <= ${day} and (g.valid_to is null or g.valid_to >= ${day})
     order by g.kind = 'office' desc, g.code limit 1`.execute(db)
  return rows[0]
}

/** Who holds a post of an area on a day, by name. */
export async function findHolderName(
  db: Db,
  areaId: number,
  post: PostFigure['post'],
  day: string,
): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`
    select o.name from appointments a join officials o on o.id = a.official_id
     where a.area_id = ${areaId} and a.post = ${post} and a.valid_from <= ${day} and (a.valid_to is null or a.valid_to >= ${day})
     order by a.valid_from desc, a.id limit 1`.execute(db)
  return rows[0]?.name ?? null
}
