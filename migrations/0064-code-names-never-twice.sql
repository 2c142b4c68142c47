-- Of these code names the first that no tip has; as the owner, because whoever reports sees no other tip. Without it a name drawn twice
-- refused a report with an error of the program: one in ten thousand where a city has a hundred thousand.
create function unused_code_name(names text[]) returns text language sql stable security definer set search_path = public as $$
  select d.name from unnest(names) with ordinality as d(name, n)
   where not exists (select from tips t where t.code_name = d.name) order by d.n limit 1
$$;
revoke execute on function unused_code_name(text[]) from public;
grant execute on function unused_code_name(text[]) to gangshao_public, gangshao_app, gangshao_system;
