-- Licensed hours and yearly volume: a shift is a word, the paper names hours and tonnes. Older rows keep their shift only.
-- Hours: 'HH:MM-HH:MM', over midnight where they end before they begin.
alter table licences add column hours text[], add column yearly_volume_t numeric check (yearly_volume_t > 0);
alter table licences add constraint licences_hours check (hours is null or (cardinality(hours) between 1 and 6
  and array_to_string(hours, ',') ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)(,|$))+$'));
alter table licences add constraint licences_that_allow_melting
  check (shift <> 'none' or (hours is null and yearly_volume_t is null));

-- What a firm invoiced in a month, as the tax authority told it. A correction closes the row it replaces and leaves it standing.
create table invoiced_tonnages (
  id uuid primary key,
  enterprise_id uuid not null references enterprises (id),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  month text not null check (month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
  tonnes numeric not null check (tonnes >= 0),
  -- The sharing agreement under which the figure came, and the paper it stands in.
  agreement text not null,
  document text not null,
  entered_by uuid not null references officials (id),
  entered_at timestamptz(3) not null,
  -- The row that replaces this one, and why; null: it stands.
  replaced_by uuid references invoiced_tonnages (id) deferrable initially deferred,
  replaced_because text,
  check ((replaced_by is null) = (replaced_because is null))
);
create unique index invoiced_tonnages_standing on invoiced_tonnages (enterprise_id, month) where replaced_by is null;
create index invoiced_tonnages_of_enterprise on invoiced_tonnages (enterprise_id, month desc, id desc);
create index invoiced_tonnages_by_path on invoiced_tonnages (area_path);
create index invoiced_tonnages_of_area on invoiced_tonnages (area_id);
create index invoiced_tonnages_entered_by on invoiced_tonnages (entered_by);
create index invoiced_tonnages_replaced_by on invoiced_tonnages (replaced_by) where replaced_by is not null;

alter table invoiced_tonnages enable row level security;
create policy invoiced_tonnages_scope on invoiced_tonnages to gangshao_app
  using (in_scope(area_path)) with check (in_scope(area_path));
create policy invoiced_tonnages_system on invoiced_tonnages to gangshao_system using (true) with check (true);
grant select, insert on invoiced_tonnages to gangshao_app, gangshao_system;
grant update (replaced_by, replaced_because) on invoiced_tonnages to gangshao_app, gangshao_system;
