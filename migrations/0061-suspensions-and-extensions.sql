-- A suspension names the day on which its limits run on by themselves; those without one have a month from now.
update time_limits set suspensions = jsonb_set(suspensions, '{-1,expectedOn}', to_jsonb((current_date + 30)::text))
 where state = 'suspended' and subject_kind = 'tip' and jsonb_array_length(suspensions) > 0;
create index time_limits_suspended on time_limits (subject_id) where state = 'suspended';

-- An extension is asked for by whoever holds the tip and decided by somebody else of the city office.
create table tip_extensions (
  id uuid primary key,
  tip_id uuid not null references tips (id),
  days integer not null check (days > 0),
  reason text not null,
  asked_by uuid not null references officials (id),
  asked_at timestamptz(3) not null,
  state text not null check (state in ('asked', 'approved', 'refused', 'dropped')),
  decided_by uuid references officials (id) check (decided_by <> asked_by),
  decided_at timestamptz(3),
  check ((state = 'asked') = (decided_at is null))
);
create unique index tip_extensions_open on tip_extensions (tip_id) where state = 'asked';
create index tip_extensions_of_tip on tip_extensions (tip_id);
create index tip_extensions_asked_by on tip_extensions (asked_by);
create index tip_extensions_decided_by on tip_extensions (decided_by);
alter table tip_extensions enable row level security;
create policy tip_extensions_holder on tip_extensions to gangshao_app
  using (exists (select from tips t where t.id = tip_id)) with check (exists (select from tips t where t.id = tip_id));
create policy tip_extensions_system on tip_extensions to gangshao_system using (true) with check (true);
grant select, insert, update on tip_extensions to gangshao_app, gangshao_system;

create or replace function due_of_present_tip() returns date language sql stable security definer set search_path = public as $$
  select min(l.due_on) from time_limits l
   where l.subject_id = (select coalesce(t.joined_to, t.id) from tips t where t.id = present_tip())
     and l.kind not in ('limit.tipHandOver', 'limit.tipRecheck', 'limit.tipExtension') and l.state = 'running'
$$;
