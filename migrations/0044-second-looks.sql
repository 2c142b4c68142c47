-- A result that its reporter disputes is looked into by others than before: the second lead knows the first, the tip its former one.
alter table leads add column second_look_of uuid references leads (id) check (second_look_of <> id);
create index leads_second_looks on leads (second_look_of) where second_look_of is not null;
alter table tips add column former_lead_id uuid references leads (id);
create index tips_former_lead on tips (former_lead_id) where former_lead_id is not null;
-- The reporter's dispute puts the lead aside.
grant update (former_lead_id) on tips to gangshao_public;

-- The last day on which whoever reported hears of it; that of the earlier tip where this one joined it, which its reporter cannot see.
create function due_of_present_tip() returns date language sql stable security definer set search_path = public as $$
  select min(l.due_on) from time_limits l
   where l.subject_id = (select coalesce(t.joined_to, t.id) from tips t where t.id = present_tip())
     and l.kind <> 'limit.tipHandOver' and l.state = 'running'
$$;
revoke execute on function due_of_present_tip() from public;
grant execute on function due_of_present_tip() to gangshao_public, gangshao_app;
