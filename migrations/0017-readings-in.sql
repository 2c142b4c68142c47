-- How readings come in: by which way, under which token, which end of an interval a time names; how far an import has come; who has looked.

create function issues_tokens() returns boolean language sql stable parallel safe as $$
  select has_role('powerLiaison') or has_role('securityAdmin')
$$;
create function sees_looks() returns boolean language sql stable parallel safe as $$
  select has_role('powerLiaison') or has_role('auditAdmin')
$$;

-- A batch that was cut off continues behind the days that were written for good, if the same reader would give the same days again.
alter table reading_batches add column days integer not null default 0;
alter table reading_batches add column reader text not null default 'reader-0';

-- The power company's key to the interface. The token itself is shown once; here is its SHA-256. Revoked, never deleted.
create table delivery_tokens (
  id uuid primary key,
  name text not null check (name <> ''),
  token_sha256 text not null unique check (token_sha256 ~ '^[0-9a-f]{64}$'),
  agreement text not null check (agreement <> ''),
  purpose text not null check (purpose <> ''),
  basis text not null check (basis <> ''),
  time_mark text not null check (time_mark in ('start', 'end')),
  valid_to date not null,
  issued_at timestamptz(3) not null,
  issued_by uuid not null references officials (id),
  revoked_at timestamptz(3),
  revoked_by uuid references officials (id),
  last_used_at timestamptz(3),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  check ((revoked_at is null) = (revoked_by is null))
);
create index delivery_tokens_in_order on delivery_tokens (issued_at desc, id desc);
create index delivery_tokens_by_path on delivery_tokens (area_path);
create index delivery_tokens_of_area on delivery_tokens (area_id);
create index delivery_tokens_issued_by on delivery_tokens (issued_by);
create index delivery_tokens_revoked_by on delivery_tokens (revoked_by);

alter table deliveries add column channel text not null default 'page' check (channel in ('page', 'commandLine', 'folder', 'interface'));
alter table deliveries add column time_mark text not null default 'start' check (time_mark in ('start', 'end'));
alter table deliveries add column token_id uuid references delivery_tokens (id);
update deliveries set channel = 'commandLine' where file_id is null;
create index deliveries_of_token on deliveries (token_id);

-- Who looked at which curve. Personal: it ends with its retention rule. The event of the look stays, with a digest in place of this row.
create table curve_looks (
  id uuid primary key,
  at timestamptz(3) not null,
  official_id uuid not null references officials (id),
  usage_point_id uuid not null references usage_points (id),
  account text not null,
  first_day date not null,
  last_day date not null,
  area_path text collate "C" not null
);
create index curve_looks_in_order on curve_looks (at desc, id desc);
create index curve_looks_by_path on curve_looks (area_path, at desc, id desc);
create index curve_looks_of_official on curve_looks (official_id, at desc, id desc);
create index curve_looks_of_usage_point on curve_looks (usage_point_id, at desc, id desc);

alter table delivery_tokens enable row level security;
create policy delivery_tokens_system on delivery_tokens to gangshao_system using (true) with check (true);
create policy delivery_tokens_scope on delivery_tokens to gangshao_app using (in_scope(area_path) and issues_tokens()) with check (in_scope(area_path) and issues_tokens());
grant select, insert, update on delivery_tokens to gangshao_app, gangshao_system;

alter table curve_looks enable row level security;
create policy curve_looks_system on curve_looks to gangshao_system using (true) with check (true);
create policy curve_looks_write on curve_looks for insert to gangshao_app with check (in_scope(area_path) and sees_meters());
create policy curve_looks_read on curve_looks for select to gangshao_app using (in_scope(area_path) and sees_looks());
grant select, insert on curve_looks to gangshao_app;
grant select, insert, delete on curve_looks to gangshao_system;
