-- How many reports came is asked with every report now, and anybody may ask for work: no further is counted than changes what is asked.
drop function tips_since(timestamptz);
create function tips_since(since timestamptz, most int) returns bigint language sql stable security definer set search_path = public as $$
  select count(*) from (select from tips where received_at >= since limit most) came
$$;
revoke execute on function tips_since(timestamptz, int) from public;
grant execute on function tips_since(timestamptz, int) to gangshao_public;
