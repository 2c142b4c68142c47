-- The ledger: operators, premises, furnaces, metered supplies, licences. Occupants change, the site stays.
create table enterprises (
  id uuid primary key,
  name text not null,
  -- Unified social credit code; hide-outs and small traders have none.
  uscc text unique,
  industry_code text,
  industry_edition text check (industry_edition in ('2011', '2017')),
  declared_output_t numeric,
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  demonstration boolean not null default false
);
create index enterprises_in_order on enterprises (name, id);
create index enterprises_of_area on enterprises (area_path, name, id);
create index enterprises_of_area_id on enterprises (area_id);
create table sites (
  id uuid primary key,
  name text not null,
  address text not null,
  kind text not null check (kind in ('melting', 'rolling', 'both', 'other')),
  status text not null check (status in ('operating', 'idle', 'closed')),
  closed_on date,
  focus_kinds text[] not null default '{}',
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  demonstration boolean not null default false
);
create index sites_in_order on sites (name, id);
create index sites_of_area on sites (area_path, name, id);
create index sites_of_area_id on sites (area_id);
create table occupancies (
  id uuid primary key,
  site_id uuid not null references sites (id),
  enterprise_id uuid not null references enterprises (id),
  area_path text collate "C" not null,
  valid_from date not null,
  valid_to date check (valid_to is null or valid_to >= valid_from)
);
create index occupancies_of_site on occupancies (site_id, valid_from);
create index occupancies_of_enterprise on occupancies (enterprise_id, valid_from);
create table furnaces (
  id uuid primary key,
  site_id uuid not null references sites (id),
  area_path text collate "C" not null,
  label text not null,
  kind text not null check (kind in ('mainsFrequency', 'mediumFrequency', 'arc', 'cupola', 'other')),
  capacity_t numeric,
  power_kw numeric,
  transformer_kva numeric,
  purpose text,
  judgement text check (judgement in ('permitted', 'forbidden', 'expertNeeded')),
  judged_on date,
  state text not null check (state in ('standing', 'idle', 'sealed', 'dismantled', 'destroyed', 'removed')),
  whereabouts text,
  unique (site_id, label)
);
create index furnaces_of_area on furnaces (area_path, id);
create table usage_points (
  id uuid primary key,
  account text not null unique,
  site_id uuid references sites (id),
  area_path text collate "C" not null,
  feeder text,
  contract_kva numeric,
  contract_kw numeric,
  tariff_class text
);
create index usage_points_of_site on usage_points (site_id);
create index usage_points_of_area on usage_points (area_path, account);
create index usage_points_of_feeder on usage_points (feeder);
create table licences (
  id uuid primary key,
  site_id uuid not null references sites (id),
  area_path text collate "C" not null,
  number text,
  furnace_power_kw numeric not null,
  shift text not null check (shift in ('none', 'day', 'night', 'any')),
  valid_from date not null,
  valid_to date
);
create index licences_of_site on licences (site_id, valid_from);
do $$
declare t text;
begin
  foreach t in array array['enterprises', 'sites', 'occupancies', 'furnaces', 'usage_points', 'licences'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy %I on %I to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path))', t || '_scope', t);
    execute format('create policy %I on %I to gangshao_system using (true) with check (true)', t || '_system', t);
    execute format('grant select, insert, update on %I to gangshao_app, gangshao_system', t);
  end loop;
end $$;
