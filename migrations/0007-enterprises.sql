-- The ledger: enterprises with or without a code, sites that outlive their occupants, furnaces, usage points, licences.
-- Names sort and compare by code point: a page's mark and a prefix search use the same index.

create table enterprises (
  id uuid primary key,
  name text collate "C" not null,
  -- 统一社会信用代码; traders and hide-outs have none.
  uscc text unique check (uscc ~ '^[0-9A-HJ-NP-RTUWXY]{18}$'),
  -- A code of GB/T 4754 means nothing without its edition; null only where the source names none and no edition we know has it.
  industry_code text,
  industry_edition text,
  declared_output_t numeric check (declared_output_t >= 0),
  declared_output_year integer,
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  registered_at timestamptz(3) not null,
  import_id uuid,
  check (industry_edition is null or industry_code is not null)
);
-- Without a code the name within its place has to do.
create unique index enterprises_without_code on enterprises (area_id, name) where uscc is null;
create index enterprises_in_order on enterprises (name, id);
create index enterprises_by_path on enterprises (area_path, name, id);
create index enterprises_of_area on enterprises (area_id, name);
create index enterprises_of_import on enterprises (import_id);

create table sites (
  id uuid primary key,
  name text collate "C" not null,
  address text not null,
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  kind text not null check (kind in ('melting', 'rolling', 'both', 'other')),
  status text not null check (status in ('operating', 'idle', 'closed')),
  closed_on date,
  focus_kinds text[] not null default '{}',
  registered_at timestamptz(3) not null,
  import_id uuid,
  check ((status = 'closed') = (closed_on is not null)),
  unique (area_id, name)
);
create index sites_in_order on sites (name, id);
create index sites_by_path on sites (area_path, name, id);
create index sites_of_import on sites (import_id);

create table occupancies (
  id uuid primary key,
  site_id uuid not null references sites (id),
  enterprise_id uuid not null references enterprises (id),
  -- The site's place.
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  valid_from date not null,
  valid_to date check (valid_to is null or valid_to >= valid_from)
);
create unique index occupancies_present on occupancies (site_id, enterprise_id) where valid_to is null;
create index occupancies_of_site on occupancies (site_id, valid_from);
create index occupancies_of_enterprise on occupancies (enterprise_id, valid_from);
create index occupancies_by_path on occupancies (area_path, enterprise_id);
create index occupancies_of_area on occupancies (area_id);

create table furnaces (
  id uuid primary key,
  site_id uuid not null references sites (id),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  -- The number painted on it or given at the count; unique at its site.
  label text collate "C" not null,
  kind text not null check (kind in ('mainsFrequency', 'mediumFrequency', 'arc', 'cupola', 'other')),
  capacity_t numeric check (capacity_t > 0),
  power_kw numeric check (power_kw > 0),
  transformer_kva numeric check (transformer_kva > 0),
  purpose text,
  judgement text check (judgement in ('permitted', 'forbidden', 'expertNeeded')),
  judged_on date,
  state text not null check (state in ('standing', 'idle', 'sealed', 'dismantled', 'destroyed', 'removed')),
  -- Where it, or what is left of it, is now.
  whereabouts text,
  registered_at timestamptz(3) not null,
  import_id uuid,
  unique (site_id, label),
  check ((judgement is null) = (judged_on is null)),
  check (state <> 'removed' or whereabouts is not null)
);
create index furnaces_in_order on furnaces (area_path, site_id, label);
create index furnaces_of_area on furnaces (area_id);
create index furnaces_of_import on furnaces (import_id);

-- A furnace that changed hands. The flag says why that may be an offence (大气污染防治法 27); it is never a finding.
create table furnace_transfers (
  id uuid primary key,
  furnace_id uuid not null references furnaces (id),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  kind text not null check (kind in ('transfer', 'sale', 'lease')),
  happened_on date not null,
  to_whom text not null,
  whereabouts text not null,
  flag text check (flag in ('eliminated', 'unjudged')),
  rule_id uuid references rules (id),
  recorded_by uuid not null references officials (id),
  recorded_at timestamptz(3) not null
);
create index furnace_transfers_of_furnace on furnace_transfers (furnace_id, happened_on);
create index furnace_transfers_flagged on furnace_transfers (area_path, happened_on desc) where flag is not null;
create index furnace_transfers_of_area on furnace_transfers (area_id);
create index furnace_transfers_by_rule on furnace_transfers (rule_id);
create index furnace_transfers_recorded_by on furnace_transfers (recorded_by);

create table usage_points (
  id uuid primary key,
  account text collate "C" not null unique,
  site_id uuid not null references sites (id),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  feeder text,
  contract_kva numeric check (contract_kva > 0),
  contract_kw numeric check (contract_kw > 0),
  tariff_class text,
  registered_at timestamptz(3) not null,
  import_id uuid
);
create index usage_points_of_site on usage_points (site_id);
create index usage_points_by_path on usage_points (area_path, account);
create index usage_points_of_area on usage_points (area_id);
create index usage_points_of_import on usage_points (import_id);

-- What the register allows to melt at a site: power and hours. No row: no licence on file, which is not "forbidden".
create table licences (
  id uuid primary key,
  site_id uuid not null references sites (id),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  number text,
  furnace_power_kw numeric not null check (furnace_power_kw >= 0),
  shift text not null check (shift in ('none', 'day', 'night', 'any')),
  valid_from date not null,
  valid_to date check (valid_to is null or valid_to >= valid_from),
  registered_at timestamptz(3) not null,
  import_id uuid
);
create index licences_of_site on licences (site_id, valid_from);
create index licences_by_path on licences (area_path);
create index licences_of_area on licences (area_id);
create index licences_of_import on licences (import_id);

-- A table of many rows taken into the ledger: read, previewed with every bad row, then applied in one transaction.
create table ledger_imports (
  id uuid primary key,
  file_id uuid references files (id),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  status text not null check (status in ('reading', 'previewed', 'unreadable', 'applying', 'applied', 'failed')),
  -- Grants under which it was asked for; a job acts within them and no further.
  grants jsonb not null,
  started_by uuid references officials (id),
  started_at timestamptz(3) not null,
  applied_by uuid references officials (id),
  applied_at timestamptz(3),
  encoding text,
  ignored_columns text[] not null default '{}',
  total_rows integer not null default 0,
  done_rows integer not null default 0,
  -- good, bad, new, changed, unchanged; and after applying what was written by kind of record.
  counts jsonb not null default '{}',
  written jsonb not null default '{}',
  -- Whether bad rows are left out, as chosen when it was applied.
  only_good boolean,
  -- Code of the refusal that ended it, with its details.
  refusal jsonb
);
create index ledger_imports_by_path on ledger_imports (area_path, id desc);
create index ledger_imports_area_id on ledger_imports (area_id);
create index ledger_imports_of_file on ledger_imports (file_id);
create index ledger_imports_started_by on ledger_imports (started_by);
create index ledger_imports_applied_by on ledger_imports (applied_by);
create table ledger_import_rows (
  import_id uuid not null references ledger_imports (id),
  -- As a spreadsheet counts: the header is row 1.
  row_number integer not null,
  area_path text collate "C" not null,
  verdict text not null check (verdict in ('bad', 'new', 'changed', 'unchanged')),
  -- What was read, by column; and what it would change.
  cells jsonb not null,
  problems jsonb not null default '[]',
  differences jsonb not null default '[]',
  primary key (import_id, row_number)
);
create index ledger_import_rows_by_verdict on ledger_import_rows (import_id, verdict, row_number);
create index ledger_import_rows_by_path on ledger_import_rows (area_path);

-- A code or an account is one in the whole city: whether it is taken may be asked across scopes, by ids only.
create function enterprise_ids_of(codes text[]) returns table (uscc text, id uuid)
  language sql stable security definer set search_path = public as $$
  select e.uscc, e.id from enterprises e where e.uscc = any (codes)
$$;
create function sites_of_accounts(accounts text[]) returns table (account text, site_id uuid)
  language sql stable security definer set search_path = public as $$
  select u.account, u.site_id from usage_points u where u.account = any (accounts)
$$;
revoke all on function enterprise_ids_of(text[]), sites_of_accounts(text[]) from public;
grant execute on function enterprise_ids_of(text[]), sites_of_accounts(text[]) to gangshao_app, gangshao_system;

do $$ declare t text; begin
  foreach t in array array['sites', 'occupancies', 'furnaces', 'furnace_transfers', 'usage_points', 'licences',
                           'ledger_imports', 'ledger_import_rows'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy %I on %I to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path))', t || '_scope', t);
    execute format('create policy %I on %I to gangshao_system using (true) with check (true)', t || '_system', t);
    execute format('grant select, insert, update on %I to gangshao_app, gangshao_system', t);
  end loop;
end $$;

-- An enterprise registered elsewhere is seen by those in whose place it has, or had, a site.
-- A function, so that it is asked only for rows outside the scope and not worked out for all beforehand.
create function has_site_in_scope(enterprise uuid) returns boolean language sql stable parallel safe as $$
  select exists (select 1 from occupancies o where o.enterprise_id = enterprise)
$$;
create policy enterprises_read on enterprises for select to gangshao_app using (in_scope(area_path) or has_site_in_scope(id));
create policy enterprises_enter on enterprises for insert to gangshao_app with check (in_scope(area_path));
create policy enterprises_change on enterprises for update to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path));
create policy enterprises_system on enterprises to gangshao_system using (true) with check (true);
alter table enterprises enable row level security;
grant select, insert, update on enterprises to gangshao_app, gangshao_system;
