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
