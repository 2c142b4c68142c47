-- Roles: the program never reads or writes as the owner of the tables. Each transaction becomes one of these.
-- gangshao_app: a signed-in user, under row-level security. gangshao_system: jobs and the command line.
-- gangshao_public: anyone without an account; sees only what is granted to it by name.
do $$ begin
  if not exists (select from pg_roles where rolname = 'gangshao_app') then create role gangshao_app nologin; end if;
  if not exists (select from pg_roles where rolname = 'gangshao_system') then create role gangshao_system nologin; end if;
  if not exists (select from pg_roles where rolname = 'gangshao_public') then create role gangshao_public nologin; end if;
  execute format('grant gangshao_app, gangshao_system, gangshao_public to %I', current_user);
exception when insufficient_privilege or duplicate_object or unique_violation then
  raise notice 'roles are expected to exist already';
end $$;

grant usage on schema public to gangshao_app, gangshao_system, gangshao_public;

-- Scope of the present transaction, set by the server from today's posts and roles.
create function in_scope(path text) returns boolean language sql stable parallel safe as $$
  select path ^@ any (string_to_array(nullif(current_setting('app.paths', true), ''), ','))
$$;
create function has_role(wanted text) returns boolean language sql stable parallel safe as $$
  select wanted = any (string_to_array(nullif(current_setting('app.roles', true), ''), ','))
$$;
create function present_official() returns uuid language sql stable parallel safe as $$
  select nullif(current_setting('app.official', true), '')::uuid
$$;

-- Events: the spine. Insert-only by grant; nobody but the owner could change a row, and the chain shows if he does.
create table events (
  id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  actor_id uuid,
  kind text not null,
  subject_kind text not null,
  subject_id text not null,
  area_path text collate "C" not null,
  from_status text,
  to_status text,
  changed jsonb not null default '{}',
  digest bytea,
  request_id text
);
create index events_in_order on events (xid, id);
create index events_of_subject on events (subject_id, id);
create index events_of_area on events (area_path, id);
create index events_of_actor on events (actor_id, id);
alter table events enable row level security;
create policy events_read on events for select to gangshao_app using (in_scope(area_path));
create policy events_write on events for insert to gangshao_app with check (actor_id = present_official());
create policy events_system on events to gangshao_system using (true) with check (true);
create policy events_public on events for insert to gangshao_public with check (actor_id is null);
grant select, insert on events to gangshao_app, gangshao_system;
grant insert on events to gangshao_public;

-- Salts of digests live apart and end with the personal data they protect.
create table event_salts (
  event_id bigint primary key references events (id),
  salt bytea not null
);
alter table event_salts enable row level security;
create policy event_salts_write on event_salts for insert to gangshao_app with check (true);
create policy event_salts_system on event_salts to gangshao_system using (true) with check (true);
grant insert on event_salts to gangshao_app;
grant select, insert, delete on event_salts to gangshao_system;

-- What of an event the chain covers, always the same text for the same row.
create function event_text(e events) returns text language sql stable as $$
  select jsonb_build_array(
    e.id, e.xid::text, (extract(epoch from e.at) * 1000000)::bigint, e.actor_id, e.kind, e.subject_kind, e.subject_id,
    e.area_path, e.from_status, e.to_status, e.changed, encode(e.digest, 'hex'), e.request_id)::text
$$;

create table event_seals (
  seq bigint primary key,
  event_id bigint not null unique references events (id),
  hash bytea not null,
  algorithm text not null,
  sealed_at timestamptz not null default now()
);
grant select, insert on event_seals to gangshao_system;
grant select on event_seals to gangshao_app;

create table event_heads (
  day date primary key,
  seq bigint not null,
  hash bytea not null,
  algorithm text not null,
  public_key text not null,
  signature text not null,
  signed_at timestamptz not null default now()
);
grant select, insert on event_heads to gangshao_system;
grant select on event_heads to gangshao_app, gangshao_public;

-- Time limits of every module; what they mean is in platform/shared/time-limit.ts.
create table time_limits (
  id uuid primary key,
  subject_kind text not null,
  subject_id uuid not null,
  kind text not null,
  area_id integer not null,
  area_path text collate "C" not null,
  holder_official_id uuid,
  holder_agency_id uuid,
  started_on date not null,
  days integer,
  day_kind text not null check (day_kind in ('working', 'calendar')),
  due_on date not null,
  state text not null check (state in ('running', 'suspended', 'met', 'ended')),
  suspensions jsonb not null default '[]',
  extensions jsonb not null default '[]',
  met_on date,
  ended_reason text
);
create index time_limits_of_subject on time_limits (subject_id, due_on);
create index time_limits_open on time_limits (area_path, due_on, id) where state in ('running', 'suspended');
create index time_limits_of_holder on time_limits (holder_official_id, due_on) where state in ('running', 'suspended');
create index time_limits_of_agency on time_limits (holder_agency_id, due_on) where state in ('running', 'suspended');
alter table time_limits enable row level security;
create policy time_limits_scope on time_limits to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path));
create policy time_limits_system on time_limits to gangshao_system using (true) with check (true);
grant select, insert, update on time_limits to gangshao_app, gangshao_system;

-- Files: the bytes lie in the data folder under their SHA-256; here is what we know of them.
create table files (
  id uuid primary key,
  sha256 text not null,
  size bigint not null,
  type text not null,
  name text not null,
  purpose text not null,
  area_id integer not null,
  area_path text collate "C" not null,
  uploaded_by uuid,
  uploaded_at timestamptz not null,
  -- Re-encoded picture for display, without metadata; null for other kinds.
  display_sha256 text,
  width integer,
  height integer,
  -- Time and place found in the original picture, kept as evidence.
  taken_at timestamptz,
  taken_lat double precision,
  taken_lon double precision
);
create index files_by_digest on files (sha256);
create index files_of_area on files (area_path, uploaded_at desc);
create index files_of_uploader on files (uploaded_by);
alter table files enable row level security;
create policy files_scope on files to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path));
create policy files_system on files to gangshao_system using (true) with check (true);
grant select, insert on files to gangshao_app, gangshao_system;

-- Sign-in. The shape is better-auth's; names and options are in platform/server/sessions.ts.
create table auth_users (
  "id" text primary key, "name" text not null, "email" text not null unique, "emailVerified" boolean not null, "image" text,
  "createdAt" timestamptz default current_timestamp not null, "updatedAt" timestamptz default current_timestamp not null,
  "username" text unique, "displayUsername" text, "twoFactorEnabled" boolean
);
create table auth_sessions (
  "id" text primary key, "expiresAt" timestamptz not null, "token" text not null unique,
  "createdAt" timestamptz default current_timestamp not null, "updatedAt" timestamptz not null,
  "ipAddress" text, "userAgent" text, "userId" text not null references auth_users ("id") on delete cascade
);
create index on auth_sessions ("userId");
create table auth_accounts (
  "id" text primary key, "accountId" text not null, "providerId" text not null,
  "userId" text not null references auth_users ("id") on delete cascade,
  "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz, "scope" text, "password" text,
  "createdAt" timestamptz default current_timestamp not null, "updatedAt" timestamptz not null
);
create index on auth_accounts ("userId");
create table auth_verifications (
  "id" text primary key, "identifier" text not null, "value" text not null, "expiresAt" timestamptz not null,
  "createdAt" timestamptz default current_timestamp not null, "updatedAt" timestamptz default current_timestamp not null
);
create index on auth_verifications ("identifier");
create table auth_two_factors (
  "id" text primary key, "secret" text not null, "backupCodes" text not null,
  "userId" text not null references auth_users ("id") on delete cascade,
  "verified" boolean, "failedVerificationCount" integer, "lockedUntil" timestamptz
);
create index on auth_two_factors ("secret");
create index on auth_two_factors ("userId");
create table auth_rate_limits (
  "id" text primary key, "key" text not null unique, "count" integer not null, "lastRequest" bigint not null
);
-- Failed sign-ins per user name: the lock-out counts names, so that it also slows guessing from many addresses.
create table sign_in_failures (
  username text primary key,
  failures integer not null,
  last_failed_at timestamptz not null,
  locked_until timestamptz
);
grant select, insert, update, delete on auth_users, auth_sessions, auth_accounts, auth_verifications, auth_two_factors,
  auth_rate_limits, sign_in_failures to gangshao_system;

-- Heartbeats of what runs beside the requests (sealer, jobs, nightly rounds), for the health page.
create table heartbeats (
  name text primary key,
  beat_at timestamptz not null,
  detail jsonb not null default '{}'
);
grant select, insert, update on heartbeats to gangshao_system;
grant select on heartbeats to gangshao_app;
