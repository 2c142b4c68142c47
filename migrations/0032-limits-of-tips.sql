-- The limits of a tip go with its holder; what a county gives back is the city office's again, whole.
create or replace function give_tip_back(tip uuid, city integer, city_path text) returns void language plpgsql security definer set search_path = public as $$
begin
  if current_setting('role') = 'gangshao_app'
     and not exists (select from tips where id = tip and holder_level = 'county' and in_scope(area_path) and has_role('countyOffice'))
  then raise exception 'a tip that is not held' using errcode = '42501';
  end if;
  update tips set holder_level = 'city', area_id = city, area_path = city_path, status = 'received', hops = hops + 1 where id = tip;
  update time_limits set area_id = city, area_path = city_path, raised_level = null,
         holder_agency_id = (select a.id from agencies a where a.area_id = city and a.kind = 'office' and a.valid_to is null order by a.code limit 1)
   where subject_id = tip and state in ('running', 'suspended');
end $$;
