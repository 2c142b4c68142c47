-- Feeders (馈线): what flows in at the head against what its users draw. Which usage points hang on one, usage_points.feeder says by its name.

create table feeders (
  id uuid primary key,
  name text not null unique check (name <> ''),
  -- Account under which the readings of the meter at its head are delivered; null: not metered, so its balance is unknown.
  account text unique,
  registered_at timestamptz(3) not null,
  registered_by uuid references officials (id),
  area_id integer not null references areas (id),
  area_path text collate "C" not null
);
create index feeders_by_path on feeders (area_path, name);
create index feeders_of_area on feeders (area_id);
create index feeders_registered_by on feeders (registered_by);
create index usage_points_by_feeder on usage_points (feeder) where feeder is not null;

alter table feeders enable row level security;
create policy feeders_system on feeders to gangshao_system using (true) with check (true);
create policy feeders_scope on feeders to gangshao_app using (in_scope(area_path) and sees_meters()) with check (in_scope(area_path) and sees_meters());
grant select, insert, update on feeders to gangshao_app, gangshao_system;

-- An alarm hangs on a usage point, or on a feeder: a surplus belongs to none of the feeder's users.
-- outsideLicence: melting outside the hours or beyond the volume that the licence allows.
alter table alarms alter column usage_point_id drop not null;
alter table alarms add column feeder_id uuid references feeders (id);
alter table alarms drop constraint alarms_kind_check;
alter table alarms add constraint alarms_kind_check check (kind in ('unlicensedMelting', 'outsideLicence', 'restartAtClosedSite', 'registerFirst',
  'silentMeter', 'plainThreshold', 'feederSurplus'));
alter table alarms add constraint alarms_of_point_or_feeder check ((usage_point_id is null) <> (feeder_id is null));
alter table alarms add constraint alarms_feeder_kind check ((kind = 'feederSurplus') = (feeder_id is not null));
create unique index alarms_open_of_feeder on alarms (feeder_id, kind) where status <> 'closed';
