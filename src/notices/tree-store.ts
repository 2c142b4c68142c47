/** SQL of the tree of documents: superior notice → ours → each county's own → the townships'. */
import { sql } from 'kysely'
import { lastVersionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import type { TreeNode } from './receipt-contract.ts'

export type Root = { id: string; superiorNumber: string | null }

/** The highest document above this one that the caller may see. */
export async function findRoot(db: Db, noticeId: string): Promise<Root> {
  const { rows } = await sql<Root>`
    with recursive above as (
      select id, superior_notice_id, superior_number, 0 as depth from notices where id = ${noticeId}
      union all
      select n.id, n.superior_notice_id, n.superior_number, a.depth + 1 from notices n join above a on n.id = a.superior_notice_id where a.depth < 20)
    select id, superior_number from above order by depth desc limit 1`.execute(db)
  return rows[0] ?? { id: noticeId, superiorNumber: null }
}

/** Documents and passings-on from a root down, parents before their children. */
export async function listTreeNodes(
  db: Db,
  rootId: string,
  hereId: string,
  day: string,
  limit: number,
): Promise<TreeNode[]> {
  const { rows } = await sql<TreeNode>`
    with recursive below as (
      select n.id, null::uuid as parent_id, 0 as depth from notices n where n.id = ${rootId}
      union all
      select n.id, b.id, b.depth + 1 from notices n join below b on n.superior_notice_id = b.id where b.depth < 20 and (n.number is not null or n.id = ${hereId})),
    documents as (
      select b.depth, b.id, b.parent_id, 'notice' as kind, n.id as notice_id, n.number, n.title, g.name as by, n.status, n.issued_on as "on",
             (select count(*) from notice_addressees d where d.notice_id = n.id and d.forward_id is null) as addressees,
             (select count(*) from notice_addressees d join receipts r on r.addressee_id = d.id where d.notice_id = n.id and d.forward_id is null) as confirmed
        from below b join notices n on n.id = b.id join agencies g on g.id = n.issuer_agency_id),
    forwards as (
      select b.depth + 1 as depth, f.id, b.id as parent_id, 'forward' as kind, n.id as notice_id, n.number, f.remark as title,
             jsonb_build_object('zh', v.name, 'en', v.name) as by, n.status, (f.forwarded_at at time zone 'Asia/Shanghai')::date as "on",
             (select count(*) from notice_addressees d where d.forward_id = f.id) as addressees,
             (select count(*) from notice_addressees d join receipts r on r.addressee_id = d.id where d.forward_id = f.id) as confirmed
        from below b join notices n on n.id = b.id join notice_forwards f on f.notice_id = n.id
        join area_versions v on v.area_id = f.area_id and ${lastVersionAt(day)})
    select id, parent_id, kind, notice_id, number, title, by, status, "on", addressees, confirmed
      from (select * from documents union all select * from forwards) t order by depth, "on", id limit ${limit}`.execute(
    db,
  )
  return rows
}

export type ForwardRow = {
  id: string
  areaName: string
  remark: string
  forwardedBy: string
  forwardedAt: string
  addressees: number
  confirmed: number
}

export async function listForwards(db: Db, noticeId: string, day: string): Promise<ForwardRow[]> {
  const { rows } = await sql<ForwardRow>`
    select f.id, v.name as area_name, f.remark, o.name as forwarded_by, f.forwarded_at,
           (select count(*) from notice_addressees d where d.forward_id = f.id) as addressees,
           (select count(*) from notice_addressees d join receipts r on r.addressee_id = d.id where d.forward_id = f.id) as confirmed
      from notice_forwards f join area_versions v on v.area_id = f.area_id and ${lastVersionAt(day)} join officials o on o.id = f.forwarded_by
     where f.notice_id = ${noticeId} order by f.area_path, f.forwarded_at limit 200`.execute(db)
  return rows
}
