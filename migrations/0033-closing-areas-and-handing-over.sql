-- Areas open, end in another one and are split; what is open there or with a holder is handed over to somebody: docs/decisions/014-handing-over.md.

-- What changes the tree beyond a name. `merge` and `close`: the area ends and all of it goes into another one (`into_id`); `split`: a part
-- of its sites, with what hangs on them, goes to a new area beside it.
alter table area_moves
  add column kind text not null default 'move' check (kind in ('move', 'merge', 'close', 'split')),
  add column into_id integer references areas (id),
  add column site_ids uuid[] not null default '{}',
  add check ((kind = 'move') = (into_id is null));
create index area_moves_into on area_moves (into_id);
create index area_moves_in_order on area_moves (moved_on desc, id desc);

-- The city office opens and closes areas; everybody else reads.
create function areas_by_office() returns trigger language plpgsql as $$
begin
  if current_user = 'gangshao_app' and not has_role('cityOffice')
  then raise exception 'the tree of areas' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger areas_by_office before insert or update on areas for each row execute function areas_by_office();
grant insert, update on areas to gangshao_app;
grant usage, select, update on sequence areas_id_seq to gangshao_app;

-- Columns that name the area of a record, from the catalogue: what refers to an area, and `area_id` where a table has no foreign key.
-- Left out are tables whose rows say what was: who held a post, who was addressed or charged with a sweep, what was published or handed in.
create function followed_area_columns() returns table (table_name name, column_name name) language sql stable as $$
  select c.relname, a.attname from scoped_tables() s (relname) join pg_class c on c.relname = s.relname and c.relnamespace = 'public'::regnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.atttypid = 'int4'::regtype
   where c.relname not in ('appointments', 'notice_addressees', 'sweep_targets', 'reports', 'response_plans', 'hand_overs', 'pledges', 'chases')
     and (a.attname = 'area_id' or exists (
       select 1 from pg_constraint k where k.contype = 'f' and k.conrelid = c.oid and k.confrelid = 'areas'::regclass and k.conkey = array[a.attnum]))
   order by c.relname, a.attname
$$;

-- Two places of one name in one area would be taken for one: the one that comes bears where it came from.
create function tell_names_apart(old_area integer, new_area integer, old_name text) returns integer language plpgsql as $$
declare
  renamed integer;
  more integer;
begin
  update sites s set name = s.name || '（原' || old_name || '）'
   where s.area_id = old_area and exists (select 1 from sites t where t.area_id = new_area and t.name = s.name);
  get diagnostics renamed = row_count;
  update enterprises e set name = e.name || '（原' || old_name || '）'
   where e.area_id = old_area and e.uscc is null
     and exists (select 1 from enterprises t where t.area_id = new_area and t.uscc is null and t.name = e.name);
  get diagnostics more = row_count;
  return renamed + more;
end $$;
revoke execute on function tell_names_apart(integer, integer, text) from public;

-- The sites of a split with everything that refers to them, however far: found by the foreign keys of the catalogue.
create function follow_sites(moved area_moves) returns jsonb language plpgsql as $$
declare
  link record;
  target record;
  changed bigint;
  again boolean := true;
  counts jsonb := '{}';
begin
  create temporary table following (table_name name, place tid, primary key (table_name, place)) on commit drop;
  insert into following select 'sites', s.ctid from sites s where s.id = any (moved.site_ids) and s.area_path ^@ moved.from_path;
  while again loop
    again := false;
    for link in
      select c.relname as child, a.attname as via, p.relname as parent, r.attname as known
        from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class p on p.oid = k.confrelid
        join pg_attribute a on a.attrelid = c.oid and k.conkey = array[a.attnum]
        join pg_attribute r on r.attrelid = p.oid and k.confkey = array[r.attnum]
       where k.contype = 'f' and c.relname in (select scoped_tables()) and p.relname in (select distinct f.table_name from following f)
    loop
      execute format('insert into following select %L, t.ctid from %I t join %I p on p.%I = t.%I join following f on f.table_name = %L and f.place = p.ctid
        where t.area_path ^@ $1 on conflict do nothing', link.child, link.child, link.parent, link.known, link.via, link.parent) using moved.from_path;
      get diagnostics changed = row_count;
      again := again or changed > 0;
    end loop;
  end loop;
  for target in select distinct f.table_name as name from following f join pg_attribute i on i.attrelid = f.table_name::text::regclass
     and i.attname = 'id' and i.atttypid = 'uuid'::regtype loop
    execute format('insert into following select %L, l.ctid from time_limits l join %I p on p.id = l.subject_id join following f on f.table_name = %L
      and f.place = p.ctid where l.area_path ^@ $1 on conflict do nothing', 'time_limits', target.name, target.name) using moved.from_path;
  end loop;
  for target in
    select f.name, coalesce(string_agg(format(', %I = case when t.%I = $3 then $4 else t.%I end', k.column_name, k.column_name, k.column_name), ''), '') as areas
      from (select distinct table_name as name from following) f left join followed_area_columns() k on k.table_name = f.name group by f.name
  loop
    execute format('update %I t set area_path = $2 || substr(t.area_path, length($1) + 1)%s from following f where f.table_name = %L and f.place = t.ctid
      and $3 is not null and $4 is not null', target.name, target.areas, target.name) using moved.from_path, moved.to_path, moved.area_id, moved.into_id;
    get diagnostics changed = row_count;
    if changed > 0 then counts := counts || jsonb_build_object(target.name, changed); end if;
  end loop;
  drop table following;
  return counts;
end $$;
revoke execute on function follow_sites(area_moves) from public;

-- Limits of a place that has come to others, held by somebody who answers for it no more: they are held by who answers next above it, or
-- by nobody by name where there is nobody.
create function pass_left_limits(below text, day date) returns integer language plpgsql as $$
declare
  passed integer;
begin
  update time_limits l set holder_official_id = (
      select p.official_id from appointments p join areas a on a.id = p.area_id
       where l.area_path ^@ p.area_path and a.level in ('township', 'county') and p.post in ('gridLeader', 'leaderInCharge', 'principal')
         and p.valid_from <= day and (p.valid_to is null or p.valid_to >= day)
       order by length(p.area_path) desc, array_position(array['gridLeader', 'leaderInCharge', 'principal'], p.post), p.id limit 1)
   where l.area_path ^@ below and l.state in ('running', 'suspended') and l.holder_official_id is not null
     and not exists (select 1 from appointments p where p.official_id = l.holder_official_id and l.area_path ^@ p.area_path
                        and p.valid_from <= day and (p.valid_to is null or p.valid_to >= day))
     and not exists (select 1 from role_grants g where g.official_id = l.holder_official_id and l.area_path ^@ g.area_path
                        and g.valid_from <= day and (g.valid_to is null or g.valid_to >= day));
  get diagnostics passed = row_count;
  return passed;
end $$;
revoke execute on function pass_left_limits(text, date) from public;

-- As before, and for the new kinds: rights in an area that ends end with it, its records bear the area into which it went.
create or replace function follow_move(move uuid, at timestamptz) returns jsonb language plpgsql security definer set search_path = public as $$
declare
  moved area_moves;
  scoped name;
  link record;
  changed bigint;
  counts jsonb := '{}';
begin
  select * into moved from area_moves where id = move and followed_at is null for update;
  if not found then return counts; end if;
  if current_setting('role') = 'gangshao_app' and not (has_role('cityOffice') and in_scope(moved.from_path) and in_scope(moved.to_path))
  then raise exception 'the move of an area' using errcode = '42501';
  end if;
  if moved.kind = 'split' then
    counts := follow_sites(moved);
  else
    if moved.kind in ('merge', 'close') then
      update role_grants set valid_to = moved.moved_on - 1 where area_id = moved.area_id and (valid_to is null or valid_to >= moved.moved_on);
      changed := tell_names_apart(moved.area_id, moved.into_id,
        (select v.name from area_versions v where v.area_id = moved.area_id order by v.valid_from desc limit 1));
    end if;
    for scoped in select scoped_tables() loop
      execute format('update %I set area_path = $2 || substr(area_path, length($1) + 1) where area_path ^@ $1', scoped)
        using moved.from_path, moved.to_path;
      get diagnostics changed = row_count;
      if changed > 0 then counts := counts || jsonb_build_object(scoped, changed); end if;
    end loop;
    if moved.into_id is not null then
      for link in select * from followed_area_columns() loop
        execute format('update %I set %I = $2 where %I = $1', link.table_name, link.column_name, link.column_name)
          using moved.area_id, moved.into_id;
      end loop;
    end if;
  end if;
  changed := pass_left_limits(moved.to_path, moved.moved_on);
  update area_moves set followed_at = at where id = move;
  return counts;
end $$;

-- A split leaves the path of the area that goes on as it was.
create or replace function path_today(path text) returns text language plpgsql stable parallel safe as $$
declare
  moved area_moves;
  present text := path;
begin
  for moved in select * from area_moves where followed_at is not null and kind <> 'split' order by moved_on, followed_at loop
    if present ^@ moved.from_path then present := moved.to_path || substr(present, length(moved.from_path) + 1); end if;
  end loop;
  return case when present <> path then present end;
end $$;

-- Who takes over what is open when a holder leaves a post or an area ends. What was shown to whoever ordered it is kept as ids; tips only as
-- a number, and only where that person may see them.
create table hand_overs (
  id uuid primary key,
  cause text not null check (cause in ('appointment', 'area')),
  appointment_id uuid references appointments (id),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  from_official_id uuid references officials (id),
  to_official_id uuid not null references officials (id),
  -- The area into which an area that ends goes.
  into_id integer references areas (id),
  -- First day of whoever takes over.
  effective_on date not null,
  reason text not null,
  -- How many of each kind were open when it was ordered.
  counts jsonb not null,
  ordered_by uuid not null references officials (id),
  ordered_at timestamptz not null,
  -- When what is held by name changed hands, and how many limits that were.
  done_at timestamptz,
  limits_passed integer,
  -- 确认接收
  confirmed_at timestamptz,
  check ((cause = 'appointment') = (appointment_id is not null))
);
create index hand_overs_in_order on hand_overs (ordered_at desc, id desc);
create index hand_overs_by_path on hand_overs (area_path, ordered_at desc, id desc);
create index hand_overs_of_area on hand_overs (area_id);
create index hand_overs_into on hand_overs (into_id);
create index hand_overs_of_appointment on hand_overs (appointment_id);
create index hand_overs_from on hand_overs (from_official_id);
create index hand_overs_to on hand_overs (to_official_id);
create index hand_overs_ordered_by on hand_overs (ordered_by);
create index hand_overs_to_do on hand_overs (effective_on) where done_at is null;
create table hand_over_items (
  hand_over_id uuid not null references hand_overs (id),
  area_path text collate "C" not null,
  kind text not null,
  subject_id uuid not null,
  primary key (hand_over_id, kind, subject_id)
);
create index hand_over_items_by_path on hand_over_items (area_path);
alter table hand_overs enable row level security;
create policy hand_overs_read on hand_overs for select to gangshao_app using (in_scope(area_path));
create policy hand_overs_write on hand_overs for insert to gangshao_app with check (in_scope(area_path) and ordered_by = present_official());
create policy hand_overs_change on hand_overs for update to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path));
create policy hand_overs_system on hand_overs to gangshao_system using (true) with check (true);
alter table hand_over_items enable row level security;
create policy hand_over_items_read on hand_over_items for select to gangshao_app using (in_scope(area_path));
create policy hand_over_items_write on hand_over_items for insert to gangshao_app with check (in_scope(area_path));
create policy hand_over_items_system on hand_over_items to gangshao_system using (true) with check (true);
grant select, insert, update on hand_overs to gangshao_app, gangshao_system;
grant select, insert on hand_over_items to gangshao_app, gangshao_system;

-- Limits held by name change hands. As the owner: some of them come from tips, which whoever orders it does not see.
create function carry_out_hand_over(hand_over uuid, at timestamptz) returns integer language plpgsql security definer set search_path = public as $$
declare
  h hand_overs;
  passed integer := 0;
begin
  select * into h from hand_overs where id = hand_over and done_at is null for update;
  if not found then return 0; end if;
  if current_setting('role') = 'gangshao_app' and not in_scope(h.area_path)
  then raise exception 'a hand-over of elsewhere' using errcode = '42501';
  end if;
  if h.from_official_id is not null then
    update time_limits set holder_official_id = h.to_official_id
     where holder_official_id = h.from_official_id and state in ('running', 'suspended') and area_path ^@ h.area_path;
    get diagnostics passed = row_count;
  else
    -- an area that ends: what its holders of the last day held there, unless they hold a post where it goes
    update time_limits l set holder_official_id = h.to_official_id
     where l.state in ('running', 'suspended') and (l.area_path ^@ h.area_path)
       and l.holder_official_id in (select p.official_id from appointments p where p.area_id = h.area_id and p.valid_to = h.effective_on - 1)
       and l.holder_official_id not in (select p.official_id from appointments p
         where p.area_id = h.into_id and p.valid_from <= h.effective_on and (p.valid_to is null or p.valid_to >= h.effective_on));
    get diagnostics passed = row_count;
  end if;
  update hand_overs set done_at = at, limits_passed = passed where id = hand_over;
  return passed;
end $$;
revoke execute on function carry_out_hand_over(uuid, timestamptz) from public;
grant execute on function carry_out_hand_over(uuid, timestamptz) to gangshao_app, gangshao_system;

-- Records that no area of the day answers for: by their path, or by the area they name.
create function orphaned_records(day date) returns table (table_name name, area_path text, area_id integer, found bigint)
language plpgsql stable security definer set search_path = public as $$
declare
  scoped name;
  link record;
begin
  for scoped in select scoped_tables() loop
    return query execute format('select %L::name, t.area_path, null::integer, count(*) from %I t where not exists (
      select 1 from area_versions v where v.path = t.area_path and v.valid_from <= $1 and (v.valid_to is null or v.valid_to >= $1)) group by t.area_path',
      scoped, scoped) using day;
  end loop;
  for link in select * from followed_area_columns() loop
    return query execute format('select %L::name, null::text, t.%I, count(*) from %I t where t.%I is not null and not exists (
      select 1 from area_versions v where v.area_id = t.%I and v.valid_from <= $1 and (v.valid_to is null or v.valid_to >= $1)) group by t.%I',
      link.table_name, link.column_name, link.table_name, link.column_name, link.column_name, link.column_name) using day;
  end loop;
end $$;
revoke execute on function orphaned_records(date) from public;
grant execute on function orphaned_records(date) to gangshao_system;

-- What the nightly check found; a night without findings has its row too.
create table orphan_checks (
  id uuid primary key,
  checked_on date not null unique,
  checked_at timestamptz not null,
  found integer not null
);
create table orphans (
  id uuid primary key,
  check_id uuid not null references orphan_checks (id),
  area_path text collate "C" not null,
  kind text not null check (kind in ('record', 'appointment', 'limit')),
  -- Which table, for a record; how many rows.
  table_name text,
  count integer not null,
  official_id uuid references officials (id)
);
create index orphans_of_check on orphans (check_id, area_path, id);
create index orphans_by_path on orphans (area_path);
create index orphans_of_official on orphans (official_id);
alter table orphan_checks enable row level security;
create policy orphan_checks_read on orphan_checks for select to gangshao_app using (true);
create policy orphan_checks_system on orphan_checks to gangshao_system using (true) with check (true);
alter table orphans enable row level security;
create policy orphans_read on orphans for select to gangshao_app using (in_scope(area_path));
create policy orphans_system on orphans to gangshao_system using (true) with check (true);
grant select on orphan_checks, orphans to gangshao_app;
grant select, insert, update, delete on orphan_checks, orphans to gangshao_system;
