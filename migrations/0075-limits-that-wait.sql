-- A limit whose last day lies in a year of which nobody has entered the working days. The matter goes its way; the limit begins, counted from
-- its own day, when the year is there. What meets or ends it before takes it away.
create table time_limits_waiting (
  id uuid primary key,
  subject_kind text not null,
  subject_id uuid not null,
  kind text not null,
  area_id integer not null,
  area_path text collate "C" not null,
  holder_official_id uuid,
  holder_agency_id uuid,
  started_on date not null,
  days integer not null,
  day_kind text not null check (day_kind in ('working', 'calendar')),
  confined boolean not null,
  unique (subject_id, kind)
);
alter table time_limits_waiting enable row level security;
create policy time_limits_waiting_scope on time_limits_waiting to gangshao_app
  using (in_scope(area_path)
    and (not confined or ((has_role('cityOffice') or has_role('countyOffice') or subject_id = any ((select leads_charged_to_me())::uuid[]))
                          and not (subject_id = any ((select withheld_from_me())::uuid[])))))
  with check (in_scope(area_path));
create policy time_limits_waiting_system on time_limits_waiting to gangshao_system using (true) with check (true);
grant select, insert, update, delete on time_limits_waiting to gangshao_app, gangshao_system;
select past.refuse('present', 'time_limits_waiting');

-- As before; what waits goes back to the city with what runs.
create or replace function give_tip_back(tip uuid, city integer, city_path text) returns void language plpgsql security definer set search_path = public as $$
declare
  office uuid := (select a.id from agencies a where a.area_id = city and a.kind = 'office' and a.valid_to is null order by a.code limit 1);
begin
  if current_setting('role') = 'gangshao_app'
     and not exists (select from tips where id = tip and holder_level = 'county' and in_scope(area_path) and has_role('countyOffice'))
  then raise exception 'a tip that is not held' using errcode = '42501';
  end if;
  update tips set holder_level = 'city', area_id = city, area_path = city_path, status = 'received', hops = hops + (id = tip)::integer
   where id = tip or joined_to = tip;
  update time_limits set area_id = city, area_path = city_path, raised_level = null, holder_agency_id = office
   where subject_id in (select id from tips where id = tip or joined_to = tip) and state in ('running', 'suspended');
  update time_limits_waiting set area_id = city, area_path = city_path, holder_agency_id = office
   where subject_id in (select id from tips where id = tip or joined_to = tip);
end $$;
