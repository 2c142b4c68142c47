-- A list written into a spreadsheet for somebody, as far as that person may see it. The program reads the list as that person, page by
-- page; the file is his alone and is deleted after some days.
create table exports (
  id uuid primary key,
  -- `notices.listTasks`: module and operation.
  list text not null,
  -- What the list was asked for, as its operation takes it.
  question jsonb not null,
  language text not null check (language in ('zh', 'en')),
  status text not null check (status in ('waiting', 'running', 'done', 'failed', 'deleted')),
  -- Written so far.
  row_count integer not null default 0,
  asked_by uuid not null references officials (id),
  asked_at timestamptz(3) not null,
  ended_at timestamptz(3),
  -- Code of the refusal that ended it.
  failure text,
  check ((status = 'failed') = (failure is not null)),
  check ((status in ('waiting', 'running')) = (ended_at is null))
);
create index exports_of_official on exports (asked_by, asked_at desc, id desc);
create index exports_to_delete on exports (ended_at) where status = 'done';
alter table exports enable row level security;
create policy exports_own on exports to gangshao_app
  using (asked_by = present_official()) with check (asked_by = present_official());
create policy exports_system on exports to gangshao_system using (true) with check (true);
grant select, insert on exports to gangshao_app;
grant select on exports to gangshao_system;
grant update (status, row_count, ended_at, failure) on exports to gangshao_system;
