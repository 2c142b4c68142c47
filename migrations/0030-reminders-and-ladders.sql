-- Reminders and escalation of time limits: docs/decisions/013-limits.md.

-- The level of the post to which a limit has risen; its own holder before that is null. The area follows from the path, also after a move.
alter table time_limits add column raised_level text check (raised_level in ('township', 'county', 'city'));
alter table time_limits add column raised_area_id integer generated always as (
  case raised_level when 'city' then nullif(split_part(area_path, '/', 2), '')::integer
                    when 'county' then nullif(split_part(area_path, '/', 3), '')::integer
                    when 'township' then nullif(split_part(area_path, '/', 4), '')::integer end) stored;
create index time_limits_raised on time_limits (raised_area_id, due_on) where state in ('running', 'suspended');
-- The order in which a round walks over the open limits; closed ones are not in it.
create index time_limits_running on time_limits (due_on, id) where state = 'running';

-- One round a day over all running limits, and where it goes on after a crash.
create table limit_rounds (
  day date primary key,
  started_at timestamptz not null,
  after_due_on date,
  after_limit_id uuid,
  limits_done boolean not null default false,
  after_official_id uuid,
  -- Whether everybody concerned was given the digest of that day; a day that is caught up with goes into the next digest.
  digested boolean not null default false,
  finished_at timestamptz
);
create index limit_rounds_digested on limit_rounds (day) where digested;
alter table limit_rounds enable row level security;
create policy limit_rounds_system on limit_rounds to gangshao_system using (true) with check (true);
grant select, insert, update on limit_rounds to gangshao_system;

-- What a round found due for a limit, once: a reminder of a kind for a day, or a rung of its ladder.
create table limit_steps (
  id uuid primary key,
  limit_id uuid not null references time_limits (id),
  kind text not null check (kind in ('before', 'due', 'after', 'rung')),
  -- The day for which it is, which may lie before the day on which a round that was held up wrote it.
  for_day date not null,
  -- The end of the limit as it stood then.
  due_on date not null,
  rung text check (rung in ('township', 'county', 'city', 'jointWatch')),
  -- Why nobody was told and the ladder went on: nobody holds the post, or all who do are kept out of this matter.
  passed text check (passed in ('vacant', 'withheld')),
  made_at timestamptz not null,
  check ((kind = 'rung') = (rung is not null))
);
create unique index limit_steps_reminder on limit_steps (limit_id, kind, for_day) where rung is null;
create unique index limit_steps_rung on limit_steps (limit_id, rung) where rung is not null;
create index limit_steps_of_limit on limit_steps (limit_id, for_day);
alter table limit_steps enable row level security;
-- Whoever sees the limit sees what was done to have it kept, and nobody else: confined limits stay confined.
create policy limit_steps_read on limit_steps for select to gangshao_app
  using (exists (select from time_limits l where l.id = limit_id));
create policy limit_steps_system on limit_steps to gangshao_system using (true) with check (true);
grant select on limit_steps to gangshao_app;
grant select, insert on limit_steps to gangshao_system;

-- Whom a step was told.
create table limit_tellings (
  official_id uuid not null references officials (id),
  for_day date not null,
  step_id uuid not null references limit_steps (id),
  primary key (official_id, for_day, step_id)
);
create index limit_tellings_of_step on limit_tellings (step_id);
create index limit_tellings_by_day on limit_tellings (for_day, official_id);
alter table limit_tellings enable row level security;
create policy limit_tellings_read on limit_tellings for select to gangshao_app
  using (exists (select from limit_steps s where s.id = step_id));
create policy limit_tellings_system on limit_tellings to gangshao_system using (true) with check (true);
grant select on limit_tellings to gangshao_app;
grant select, insert on limit_tellings to gangshao_system;

-- One digest a day per person: everything told for the days after `since` up to `day`.
create table digests (
  id uuid primary key,
  official_id uuid not null references officials (id),
  day date not null,
  since date,
  items integer not null check (items > 0),
  made_at timestamptz not null,
  unique (official_id, day)
);
alter table digests enable row level security;
create policy digests_own on digests for select to gangshao_app using (official_id = present_official());
create policy digests_system on digests to gangshao_system using (true) with check (true);
grant select on digests to gangshao_app;
grant select, insert on digests to gangshao_system;
