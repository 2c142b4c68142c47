-- Areas that answer to another superior from a day on, and what has to follow: docs/decisions/005-moving-areas.md.
create table area_moves (
  id uuid primary key,
  area_id integer not null references areas (id),
  from_path text collate "C" not null,
  to_path text collate "C" not null,
  moved_on date not null,
  reason text not null,
  -- When the records followed; null while the day lies ahead.
  followed_at timestamptz
);
create index area_moves_of_area on area_moves (area_id);
create index area_moves_to_follow on area_moves (moved_on) where followed_at is null;
alter table area_moves enable row level security;
create policy area_moves_read on area_moves for select to gangshao_app using (true);
create policy area_moves_write on area_moves for insert to gangshao_app with check (has_role('cityOffice') and in_scope(from_path) and in_scope(to_path));
create policy area_moves_change on area_moves for update to gangshao_app using (has_role('cityOffice') and in_scope(from_path) and in_scope(to_path));
create policy area_moves_system on area_moves to gangshao_system using (true) with check (true);
grant select, insert, update on area_moves to gangshao_app, gangshao_system;

-- The tree itself is changed by the city office and by the program only.
create function area_versions_by_office() returns trigger language plpgsql as $$
begin
  if current_user = 'gangshao_app' and not (has_role('cityOffice') and in_scope(new.path))
  then raise exception 'the tree of areas' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger area_versions_by_office before insert or update on area_versions for each row execute function area_versions_by_office();
grant insert, update on area_versions to gangshao_app;

-- Every table whose rows are seen by their place, from the catalogue, so that none is forgotten. Events are not among them: they say
-- what was, and nobody may change one.
create function scoped_tables() returns setof name language sql stable as $$
  select c.relname from pg_attribute a join pg_class c on c.oid = a.attrelid
   where a.attname = 'area_path' and not a.attisdropped and c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and c.relname <> 'events'
   order by c.relname
$$;

-- Lets every record of a moved area follow it. As the owner, because only the owner may touch all of these tables; it does nothing but
-- what the move says. @returns how many rows of which table.
create function follow_move(move uuid, at timestamptz) returns jsonb language plpgsql security definer set search_path = public as $$
declare
  moved area_moves;
  scoped name;
  changed bigint;
  counts jsonb := '{}';
begin
  select * into moved from area_moves where id = move and followed_at is null for update;
  if not found then return counts; end if;
  if current_setting('role') = 'gangshao_app' and not (has_role('cityOffice') and in_scope(moved.from_path) and in_scope(moved.to_path))
  then raise exception 'the move of an area' using errcode = '42501';
  end if;
  for scoped in select scoped_tables() loop
    execute format('update %I set area_path = $2 || substr(area_path, length($1) + 1) where area_path ^@ $1', scoped)
      using moved.from_path, moved.to_path;
    get diagnostics changed = row_count;
    if changed > 0 then counts := counts || jsonb_build_object(scoped, changed); end if;
  end loop;
  update area_moves set followed_at = at where id = move;
  return counts;
end $$;
revoke execute on function follow_move(uuid, timestamptz) from public;
grant execute on function follow_move(uuid, timestamptz) to gangshao_app, gangshao_system;

-- Where the area of a path of old lies today; null where it has not moved. One after the other, for an area moved twice.
create function path_today(path text) returns text language plpgsql stable parallel safe as $$
declare
  moved area_moves;
  present text := path;
begin
  for moved in select * from area_moves where followed_at is not null order by moved_on, followed_at loop
    if present ^@ moved.from_path then present := moved.to_path || substr(present, length(moved.from_path) + 1); end if;
  end loop;
  return case when present <> path then present end;
end $$;
grant select on area_moves to gangshao_public;
create policy area_moves_public on area_moves for select to gangshao_public using (true);

-- Whoever answers for an area today reads its history too; who answered for it then goes on reading it. The second question is a
-- function and not part of the policy: every write asks the policy (an event returns its number), and planning the question anew
-- each time halved what the program can write.
create function moved_into_scope(path text) returns boolean language plpgsql stable parallel safe as $$
begin
  if not exists (select 1 from area_moves) then return false; end if;
  return coalesce(in_scope(path_today(path)), false);
end $$;
alter policy events_read on events using (in_scope(area_path) or moved_into_scope(area_path));

-- A notice stays readable to whom it was addressed, whoever they answer to today.
alter policy notices_read on notices
  using (in_scope(area_path) or (status <> 'draft' and (over_me(area_path) or exists (select 1 from notice_addressees d where d.notice_id = notices.id))));

-- Notices that an area, or a department there, is to confirm: what the grid keeps of them to know on any day where the holders of the
-- posts have not (blind spot `unacknowledged`). Written by the acts of the grid in the transaction of the notice.
create table acknowledgements (
  -- The addressee's.
  id uuid primary key,
  notice_id uuid not null,
  number text not null,
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  agency_id uuid references agencies (id),
  demanded_on date not null,
  -- Last day, by the rule of the day of issue.
  due_on date not null,
  confirmed_on date,
  withdrawn_on date
);
create index acknowledgements_of_notice on acknowledgements (notice_id);
create index acknowledgements_of_area on acknowledgements (area_id, due_on);
create index acknowledgements_of_agency on acknowledgements (agency_id);
create index acknowledgements_by_path on acknowledgements (area_path);
alter table acknowledgements enable row level security;
create policy acknowledgements_scope on acknowledgements to gangshao_app
  using (coalesce(area_path ^@ any ((select my_scope())::text[]), false)) with check (in_scope(area_path));
create policy acknowledgements_system on acknowledgements to gangshao_system using (true) with check (true);
grant select, insert, update on acknowledgements to gangshao_app, gangshao_system;

-- Notices issued before this table was made.
insert into acknowledgements (id, notice_id, number, area_id, area_path, agency_id, demanded_on, due_on, confirmed_on, withdrawn_on)
  select d.id, n.id, n.number, d.area_id, d.area_path, d.agency_id, n.issued_on,
         coalesce((select min(t.due_on) from time_limits t where t.subject_id = d.id and t.kind = 'limit.noticeReceipt'), n.issued_on + 7),
         (select (r.confirmed_at at time zone 'Asia/Shanghai')::date from receipts r where r.addressee_id = d.id),
         case when n.status = 'withdrawn' then coalesce((select min((e.at at time zone 'Asia/Shanghai')::date) from events e
           where e.subject_id = n.id::text and e.kind = 'notice.withdrawn'), n.issued_on) end
    from notices n join notice_addressees d on d.notice_id = n.id where n.status in ('issued', 'withdrawn') and n.issued_on is not null;
