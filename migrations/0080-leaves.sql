-- A holder is on leave (请假、离岗) from a day to a day and stays appointed; the substitute of the place stands in meanwhile. Whoever comes back
-- earlier is present from that day on. No reason is kept: it is personal, and nothing follows from it.
create table leaves (
  id uuid primary key,
  appointment_id uuid not null references appointments (id),
  area_path text collate "C" not null,
  from_on date not null,
  to_on date not null check (to_on >= from_on),
  returned_on date,
  entered_by uuid not null references officials (id),
  entered_at timestamptz(3) not null
);
create index leaves_of_appointment on leaves (appointment_id, to_on);
create index leaves_by_path on leaves (area_path);
create index leaves_by_day on leaves (to_on, from_on);
create index leaves_entered_by on leaves (entered_by);
alter table leaves enable row level security;
-- seen by whoever sees the appointment
create policy leaves_read on leaves for select to gangshao_app
  using (area_path ^@ any ((select my_scope())::text[]) or area_path = any ((select my_superiors())::text[]));
create policy leaves_write on leaves for insert to gangshao_app with check (in_scope(area_path) and entered_by = present_official());
create policy leaves_change on leaves for update to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path));
create policy leaves_system on leaves to gangshao_system using (true) with check (true);
grant select, insert, update on leaves to gangshao_app, gangshao_system;
select past.keep('leaves');

alter table chases drop constraint chases_kind_check;
alter table chases add constraint chases_kind_check
  check (kind in ('vacancy', 'onLeave', 'noPhone', 'overloaded', 'unacknowledged', 'inactive'));
