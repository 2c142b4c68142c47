-- How a past day is looked at (decision 026). Each row of a table that is kept says since when it stands as it does; what it said before
-- is kept beside it, written by nobody but a trigger. The views of the schema `past` have the names of the tables and show their rows as
-- they stood at one instant, so that the statements of a list read another day without being written twice.
create schema kept;
create schema past;
grant usage on schema kept, past to gangshao_app, gangshao_system;

-- The instant of the transaction by the program's clock.
create function present_instant() returns timestamptz language sql stable as $$
  select coalesce(nullif(current_setting('app.now', true), '')::timestamptz, clock_timestamp())
$$;
-- The instant that is looked at.
create function past.instant() returns timestamptz language sql stable parallel safe as $$
  select current_setting('app.as_of')::timestamptz
$$;

-- From when on changes are kept: from the first day of a city that began with them.
create table keeping (begins timestamptz not null);
insert into keeping select case when exists (select 1 from events) then clock_timestamp() else 'epoch' end;
grant select on keeping to gangshao_app, gangshao_system;

-- Keeps what the rows of a table were; called again when a later migration gives the table another column or policy.
-- @param dated rows that carry their own days of validity are there from ever; only what is changed about them is kept.
-- @param goes rows of it are taken away in life.
create function past.keep(name text, dated boolean default false, goes boolean default false) returns void language plpgsql as $body$
declare
  columns text;
  olds text;
  written text;
  news text;
  keys text;
  missing record;
  made record;
begin
  execute format('alter table public.%I add column if not exists stands_since timestamptz not null default ''epoch''', name);
  if not dated then
    execute format('alter table public.%I alter column stands_since set default present_instant()', name);
  end if;
  execute format('create table if not exists kept.%I (stands_until timestamptz not null)', name);
  for missing in
    select a.attname, format_type(a.atttypid, a.atttypmod) as type, c.collname from pg_attribute a
      left join pg_type t on t.oid = a.atttypid left join pg_collation c on c.oid = a.attcollation and a.attcollation <> t.typcollation
     where a.attrelid = format('public.%I', name)::regclass and a.attnum > 0 and not a.attisdropped
       and not exists (select 1 from pg_attribute k where k.attrelid = format('kept.%I', name)::regclass and k.attname = a.attname)
     order by a.attnum
  loop
    execute format('alter table kept.%I add column %I %s %s', name, missing.attname, missing.type,
      case when missing.collname is null then '' else format('collate %I', missing.collname) end);
  end loop;
  for made in
    select pg_get_indexdef(i.indexrelid) as text from pg_index i
      join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam and m.amname = 'btree'
     where i.indrelid = format('public.%I', name)::regclass and to_regclass(format('kept.%I', c.relname)) is null
  loop
    execute replace(replace(made.text, 'CREATE UNIQUE INDEX', 'CREATE INDEX'), format(' ON public.%I ', name), format(' ON kept.%I ', name));
  end loop;

  select string_agg(quote_ident(attname), ', ' order by attnum), string_agg('old.' || quote_ident(attname), ', ' order by attnum)
    into columns, olds from pg_attribute where attrelid = format('public.%I', name)::regclass and attnum > 0 and not attisdropped;
  execute format('create or replace function kept.%I() returns trigger language plpgsql security definer set search_path = public as $$
    declare
      at timestamptz := greatest(present_instant(), old.stands_since);
    begin
      if at > old.stands_since then insert into kept.%I (%s, stands_until) values (%s, at); end if;
      if tg_op = ''DELETE'' then return old; end if;
      new.stands_since := at;
      return new;
    end $$', name || '_as_it_was', name, columns, olds);
  -- the last of the triggers before a change: those before it may still change the row or refuse
  select string_agg('old.' || quote_ident(attname), ', ' order by attnum), string_agg('new.' || quote_ident(attname), ', ' order by attnum)
    into written, news from pg_attribute
   where attrelid = format('public.%I', name)::regclass and attnum > 0 and not attisdropped and attgenerated = '';
  execute format('create or replace trigger zz_keep before update on public.%I for each row when ((%s) is distinct from (%s)) execute function kept.%I()',
    name, written, news, name || '_as_it_was');
  execute format('create or replace trigger zz_keep_gone before delete on public.%I for each row execute function kept.%I()', name, name || '_as_it_was');

  -- What a row was is seen by whoever sees the row today and would have seen it as it was.
  if (select relrowsecurity from pg_class where oid = format('public.%I', name)::regclass) then
    execute format('alter table kept.%I enable row level security', name);
    for made in select policyname from pg_policies where schemaname = 'kept' and tablename = name loop
      execute format('drop policy %I on kept.%I', made.policyname, name);
    end loop;
    for made in select policyname, permissive, array_to_string(roles, ', ') as roles, qual from pg_policies
      where schemaname = 'public' and tablename = name and cmd in ('SELECT', 'ALL') and qual is not null loop
      execute format('create policy %I on kept.%I as %s for select to %s using (%s)', made.policyname, name, made.permissive, made.roles, made.qual);
    end loop;
    select string_agg(format('now_there.%I = %I.%I', a.attname, name, a.attname), ' and ') into keys
      from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
     where i.indrelid = format('public.%I', name)::regclass and i.indisprimary;
    if not goes then
      -- asked row by row by its key; an `exists` may be hashed, which reads the whole table for a page
      execute format('create policy seen_today on kept.%I as restrictive for select using (coalesce((select true from public.%I now_there where %s), false))', name, name, keys);
    end if;
  end if;
  execute format('grant select on kept.%I to gangshao_app, gangshao_system', name);
  execute format('drop view if exists past.%I', name);
  -- the days are asked above the two parts, not within: so the planner takes both in the order of their indexes and stops at the page
  execute format('create view past.%I with (security_invoker) as select %s from (
      select %s, ''infinity''::timestamptz as stands_until from public.%I union all select %s, stands_until from kept.%I) both_parts
     where stands_since <= past.instant() and stands_until > past.instant()', name, columns, columns, name, columns, name);
  execute format('grant select on past.%I to gangshao_app, gangshao_system', name);
end $body$;

do $$
declare
  t text;
begin
  foreach t in array array[
    'time_limits', 'limit_steps', 'limit_tellings', 'digests', 'messages', 'area_moves', 'files',
    'appointments', 'acknowledgements', 'hand_overs', 'hand_over_items', 'chases', 'pledges', 'boards',
    'notices', 'receipts', 'tasks', 'task_products', 'notice_forwards', 'notice_urges',
    'enterprises', 'sites', 'occupancies', 'furnaces', 'furnace_transfers', 'usage_points', 'licences', 'feeders', 'invoiced_tonnages',
    'leads', 'lead_assignments', 'alarms', 'detector_models', 'detection_runs',
    'sweeps', 'sweep_targets', 'observations', 'observation_conflicts', 'visits', 'visit_officers', 'judgements', 'work_flags',
    'case_files', 'penalty_decisions', 'closure_cards', 'closure_atoms', 'closure_steps',
    'reports', 'summons', 'rectifications', 'rectification_answers', 'rectification_objections', 'meetings', 'meeting_attendees',
    'urgings', 'onsite_supervisions'
  ] loop
    perform past.keep(t);
  end loop;
end $$;
-- A draft's addressees are taken away and written anew.
select past.keep('notice_addressees', goes => true);
select past.keep('rules', dated => true);

-- Events are never changed.
create view past.events with (security_invoker) as select * from public.events where at <= past.instant();
grant select on past.events to gangshao_app, gangshao_system;

-- What cannot honestly be shown for a past day refuses instead of showing today: SQLSTATE GS001, its message the reason.
create function past.only_today(reason text, row_of anyelement) returns setof anyelement language plpgsql as $$
begin
  raise exception using errcode = 'GS001', message = reason;
end $$;

create function past.refuse(reason text, variadic names text[]) returns void language plpgsql as $$
declare
  name text;
begin
  foreach name in array names loop
    execute format('create or replace view past.%I as select * from past.only_today(%L, null::public.%I)', name, reason, name);
    execute format('grant select on past.%I to gangshao_app, gangshao_system', name);
  end loop;
end $$;

-- What reporters said, and who they are, ends with its rule; a second copy would outlive it.
select past.refuse('tips', 'tips', 'tip_envelopes', 'tip_steps', 'tip_messages', 'tip_withholdings', 'tip_hand_overs', 'tip_rechecks',
  'tip_rewards', 'tip_files', 'tip_extensions', 'tip_leads_left', 'custodians', 'identity_openings', 'spent_challenges', 'ended_months',
  'response_plans', 'register_pending', 'register_leaves', 'register_tiles', 'register_heads', 'register_counts', 'register_keys');
-- A later delivery corrects the readings of days long past.
select past.refuse('readings', 'deliveries', 'reading_batches', 'delivery_rejects', 'delivery_unknown_accounts', 'delivery_tokens',
  'meter_states', 'point_features', 'detection_parts', 'curve_looks');
-- Of the present by their nature, or personal.
select past.refuse('present', 'official_contacts', 'exports', 'limit_rounds', 'orphan_checks', 'orphans', 'ledger_imports',
  'ledger_import_rows', 'public_channels', 'public_holders', 'public_rectifications', 'public_urgings');
