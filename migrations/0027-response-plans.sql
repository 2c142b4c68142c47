-- How a county answers reports (举报响应方案): edited by the county, published in versions, none ever changed.
create table response_plans (
  id uuid primary key,
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  version integer not null check (version > 0),
  content jsonb not null,
  published_at timestamptz(3) not null,
  published_by uuid not null references officials (id),
  demonstration boolean not null default false,
  unique (area_id, version)
);
create index response_plans_by_path on response_plans (area_path);
create index response_plans_published_by on response_plans (published_by);
alter table response_plans enable row level security;
create policy response_plans_read on response_plans for select to gangshao_app, gangshao_public using (true);
create policy response_plans_publish on response_plans for insert to gangshao_app
  with check (in_scope(area_path) and (has_role('countyOffice') or has_role('cityOffice')) and published_by = present_official());
create policy response_plans_system on response_plans to gangshao_system using (true) with check (true);
grant select on response_plans to gangshao_app, gangshao_public, gangshao_system;
grant insert on response_plans to gangshao_app, gangshao_system;
