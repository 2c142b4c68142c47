-- More time for a task: asked for by its owner before the last day has passed, decided by whoever judges the task. The day of before stays.
create table task_extensions (
  id uuid primary key,
  task_id uuid not null references tasks (id),
  area_path text collate "C" not null,
  -- The last day when it was asked for, and the one that is asked for.
  due_on date not null,
  until date not null,
  reason text not null,
  asked_by uuid not null references officials (id),
  -- The area whose office asked, which does not decide; null where a department or a grid worker did.
  asked_area_id integer references areas (id),
  asked_at timestamptz(3) not null,
  state text not null check (state in ('asked', 'approved', 'refused', 'dropped')),
  decided_by uuid references officials (id),
  decided_at timestamptz(3),
  answer text,
  check (until > due_on),
  check (decided_by <> asked_by),
  check ((state = 'asked') = (decided_at is null)),
  check ((state in ('approved', 'refused')) = (decided_by is not null)),
  check (state <> 'refused' or answer is not null)
);
create unique index task_extensions_open on task_extensions (task_id) where state = 'asked';
create index task_extensions_of_task on task_extensions (task_id, asked_at);
create index task_extensions_by_path on task_extensions (area_path);
create index task_extensions_asked_area on task_extensions (asked_area_id);
create index task_extensions_asked_by on task_extensions (asked_by);
create index task_extensions_decided_by on task_extensions (decided_by);
alter table task_extensions enable row level security;
create policy task_extensions_scope on task_extensions to gangshao_app
  using (coalesce(area_path ^@ any ((select my_scope())::text[]), false)) with check (in_scope(area_path));
create policy task_extensions_system on task_extensions to gangshao_system using (true) with check (true);
grant select, insert on task_extensions to gangshao_app, gangshao_system;
grant update (state, decided_by, decided_at, answer) on task_extensions to gangshao_app, gangshao_system;
select past.keep('task_extensions');
