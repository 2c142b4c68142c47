-- A notice is issued in December too: where its working days reach into a year that nobody has entered, its tasks are due at the end of time
-- ('infinity') until that year is there, and so are its confirmations. The days are kept to be counted then; null where the text names a date.
alter table tasks add column days integer, add column day_kind text not null default 'calendar' check (day_kind in ('working', 'calendar'));
alter table tasks add check (due_on <> 'infinity' or days is not null);
select past.keep('tasks');
create index tasks_to_be_dated on tasks (id) where due_on = 'infinity';
create index acknowledgements_to_be_dated on acknowledgements (id) where due_on = 'infinity';
grant update (late) on task_products to gangshao_system;

-- What is said of a limit before its days can be counted is counted with them.
alter table time_limits_waiting add column state text not null default 'running' check (state in ('running', 'suspended')),
  add column suspensions jsonb not null default '[]', add column extensions jsonb not null default '[]';

-- As before; what waits changes hands with what runs, and what a custodian has to do with the own key stays with the key.
create or replace function carry_out_hand_over(hand_over uuid, at timestamptz) returns integer language plpgsql security definer set search_path = public as $$
declare
  h hand_overs;
  held record;
  changed integer;
  passed integer := 0;
begin
  select * into h from hand_overs where id = hand_over and done_at is null for update;
  if not found then return 0; end if;
  if current_setting('role') = 'gangshao_app' and not in_scope(h.area_path)
  then raise exception 'a hand-over of elsewhere' using errcode = '42501';
  end if;
  for held in select * from (values ('time_limits', 'l.state in (''running'', ''suspended'')'), ('time_limits_waiting', 'true')) as t (name, open) loop
    if h.from_official_id is not null then
      execute format('update %I l set holder_official_id = $1.to_official_id
        where l.holder_official_id = $1.from_official_id and %s and l.area_path ^@ $1.area_path and l.subject_kind <> ''custodian''', held.name, held.open) using h;
    else
      -- an area that ends: what its holders of the last day held there, unless they hold a post where it goes
      execute format('update %I l set holder_official_id = $1.to_official_id
        where %s and l.area_path ^@ $1.area_path and l.subject_kind <> ''custodian''
          and l.holder_official_id in (select p.official_id from appointments p where p.area_id = $1.area_id and p.valid_to = $1.effective_on - 1)
          and l.holder_official_id not in (select p.official_id from appointments p
            where p.area_id = $1.into_id and p.valid_from <= $1.effective_on and (p.valid_to is null or p.valid_to >= $1.effective_on))',
        held.name, held.open) using h;
    end if;
    get diagnostics changed = row_count;
    passed := passed + changed;
  end loop;
  update hand_overs set done_at = at, limits_passed = passed where id = hand_over;
  return passed;
end $$;
-- it is shown with the limits of its record, on any day
select past.keep('time_limits_waiting', goes => true);
-- a row of it goes when its limit begins: what it was is seen by whoever sees today what waits, or what has begun from it
create policy seen_today on kept.time_limits_waiting as restrictive for select using (
  exists (select from public.time_limits_waiting n where n.id = time_limits_waiting.id)
  or exists (select from public.time_limits n where n.subject_id = time_limits_waiting.subject_id and n.kind = time_limits_waiting.kind));
