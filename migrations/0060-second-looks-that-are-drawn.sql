-- A second look that is drawn has a limit of its own; it is no day on which the reporter hears of anything.
create or replace function due_of_present_tip() returns date language sql stable security definer set search_path = public as $$
  select min(l.due_on) from time_limits l
   where l.subject_id = (select coalesce(t.joined_to, t.id) from tips t where t.id = present_tip())
     and l.kind not in ('limit.tipHandOver', 'limit.tipRecheck') and l.state = 'running'
$$;
