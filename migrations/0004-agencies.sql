-- Bodies that act: offices, governments, departments, companies; dated, with succession.
create table agencies (
  id uuid primary key,
  code text not null unique,
  name jsonb not null,
  kind text not null check (kind in ('office', 'government', 'department', 'company')),
  -- What it is competent for: quality, environment, power …; null for governments and offices.
  function_kind text,
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  -- 机关代字 for document numbers, where it issues documents.
  document_code text,
  valid_from date not null,
  valid_to date,
  standing text not null,
  note jsonb
);
create index agencies_of_area on agencies (area_id);
create index agencies_by_path on agencies (area_path, code);
create table agency_successions (
  predecessor_id uuid not null references agencies (id),
  successor_id uuid not null references agencies (id),
  happened_on date not null,
  primary key (predecessor_id, successor_id)
);
create index agency_successions_back on agency_successions (successor_id);

-- Duties of a kind of department, with the legal basis and how sure it is.
create table duties (
  id uuid primary key,
  code text not null unique,
  function_kind text not null,
  text jsonb not null,
  citation jsonb not null,
  standing text not null,
  grade text,
  valid_from date not null,
  valid_to date
);
create index duties_by_function on duties (function_kind, valid_from);

create table officials (
  id uuid primary key,
  name text not null,
  agency_id uuid references agencies (id),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  account_id text unique references auth_users (id),
  enforcement_card text,
  card_valid_to date,
  demonstration boolean not null default false
);
create index officials_of_agency on officials (agency_id);
create index officials_of_area on officials (area_path, name, id);
create index officials_of_area_id on officials (area_id);
alter table officials enable row level security;
-- The directory of who works where is internal but common; phones are not in it.
create policy officials_read on officials for select to gangshao_app using (true);
create policy officials_add on officials for insert to gangshao_app
  with check (in_scope(area_path) and (has_role('systemAdmin') or has_role('cityOffice') or has_role('countyOffice') or has_role('townshipLeader')));
create policy officials_change on officials for update to gangshao_app
  using (in_scope(area_path) and (has_role('systemAdmin') or has_role('cityOffice') or has_role('countyOffice') or has_role('townshipLeader')))
  with check (in_scope(area_path));
create policy officials_system on officials to gangshao_system using (true) with check (true);

-- Only the system administrator ties an official to an account.
create function officials_account() returns trigger language plpgsql as $$
begin
  if current_user = 'gangshao_app' and not has_role('systemAdmin')
     and (tg_op = 'INSERT' and new.account_id is not null or tg_op = 'UPDATE' and new.account_id is distinct from old.account_id)
  then raise exception 'account of an official' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger officials_account before insert or update on officials for each row execute function officials_account();

-- Roles that do not follow from a post of the grid; granted by the security administrator.
create table role_grants (
  id uuid primary key,
  official_id uuid not null references officials (id),
  role text not null,
  agency_id uuid references agencies (id),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  valid_from date not null,
  valid_to date,
  granted_by uuid,
  reason text
);
create index role_grants_of_official on role_grants (official_id);
create index role_grants_of_agency on role_grants (agency_id);
create index role_grants_of_area on role_grants (area_path);
alter table role_grants enable row level security;
create policy role_grants_read on role_grants for select to gangshao_app using (in_scope(area_path) or official_id = present_official());
create policy role_grants_write on role_grants for insert to gangshao_app with check (has_role('securityAdmin') and in_scope(area_path));
create policy role_grants_end on role_grants for update to gangshao_app using (has_role('securityAdmin') and in_scope(area_path)) with check (has_role('securityAdmin') and in_scope(area_path));
create policy role_grants_system on role_grants to gangshao_system using (true) with check (true);

-- One account is at most one of the three administrators.
create function administrators_apart() returns trigger language plpgsql security definer set search_path = public as $$
begin
  -- Two grants at once to one official wait for each other.
  perform 1 from officials where id = new.official_id for update;
  if new.role in ('systemAdmin', 'securityAdmin', 'auditAdmin') and exists (
    select 1 from role_grants g
     where g.official_id = new.official_id and g.id <> new.id and g.role in ('systemAdmin', 'securityAdmin', 'auditAdmin')
       and g.role <> new.role and (g.valid_to is null or g.valid_to >= new.valid_from)
       and (new.valid_to is null or new.valid_to >= g.valid_from))
  then raise exception 'administrators apart' using errcode = '23514', constraint = 'administrators_apart';
  end if;
  return new;
end $$;
create trigger administrators_apart before insert or update on role_grants for each row execute function administrators_apart();

grant select on agencies, agency_successions, duties to gangshao_app, gangshao_public, gangshao_system;
grant insert, update on agencies, agency_successions, duties to gangshao_system;
grant select, insert, update on officials, role_grants to gangshao_app, gangshao_system;
