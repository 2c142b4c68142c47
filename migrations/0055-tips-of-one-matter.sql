-- Whoever disputes the result of a tip takes up again those that joined it too, though the request sees none of them but by this.
create function reopen_joined() returns table (id uuid, county_code text, received_on date)
language sql security definer set search_path = public as $$
  update tips j set status = h.status, holder_level = h.holder_level, area_id = h.area_id, area_path = h.area_path,
         lead_id = h.lead_id, former_lead_id = h.former_lead_id
    from tips h where h.id = present_tip() and j.joined_to = h.id and h.status = 'received' and j.status <> 'received'
  returning j.id, j.county_code, j.received_on
$$;
revoke execute on function reopen_joined() from public;
grant execute on function reopen_joined() to gangshao_public;

-- As before, and those that joined the tip leave the county's eyes with it. How often it went back is counted for the first alone.
create or replace function give_tip_back(tip uuid, city integer, city_path text) returns void language plpgsql security definer set search_path = public as $$
begin
  if current_setting('role') = 'gangshao_app'
     and not exists (select from tips where id = tip and holder_level = 'county' and in_scope(area_path) and has_role('countyOffice'))
  then raise exception 'a tip that is not held' using errcode = '42501';
  end if;
  update tips set holder_level = 'city', area_id = city, area_path = city_path, status = 'received', hops = hops + (id = tip)::integer
   where id = tip or joined_to = tip;
  update time_limits set area_id = city, area_path = city_path, raised_level = null,
         holder_agency_id = (select a.id from agencies a where a.area_id = city and a.kind = 'office' and a.valid_to is null order by a.code limit 1)
   where subject_id in (select id from tips where id = tip or joined_to = tip) and state in ('running', 'suspended');
end $$;
