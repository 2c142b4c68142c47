-- A lead that a tip had before it joined another and that the other did not take over. It stays part of the matter: whoever the tip is
-- kept from does not see it either.
create table tip_leads_left (
  lead_id uuid primary key references leads (id),
  tip_id uuid not null references tips (id)
);
create index tip_leads_left_of_tip on tip_leads_left (tip_id);
alter table tip_leads_left enable row level security;
create policy tip_leads_left_holder on tip_leads_left to gangshao_app
  using (exists (select from tips t where t.id = tip_id)) with check (exists (select from tips t where t.id = tip_id));
create policy tip_leads_left_system on tip_leads_left to gangshao_system using (true) with check (true);
grant select, insert on tip_leads_left to gangshao_app, gangshao_system;

-- As before, and with the leads left behind.
create or replace function matters_kept(from_official uuid) returns table (subject_id uuid, official_id uuid)
  language plpgsql stable security definer set search_path = public as $$
begin
  if not exists (select from tip_withholdings w where from_official is null or w.official_id = from_official) then return; end if;
  return query
    with recursive kept as (
      select m.id, m.lead_id, m.former_lead_id, w.official_id
        from tip_withholdings w join tips t on t.id = w.tip_id
        join tips m on m.id = coalesce(t.joined_to, t.id) or m.joined_to = coalesce(t.joined_to, t.id)
       where from_official is null or w.official_id = from_official
    ), kept_leads as (
      select l.id, k.official_id
        from kept k cross join lateral (
          select k.lead_id union select k.former_lead_id union select f.lead_id from tip_leads_left f where f.tip_id = k.id) l(id)
       where l.id is not null
      union
      select l.second_look_of, k.official_id from kept_leads k join leads l on l.id = k.id where l.second_look_of is not null
    )
    select k.id, k.official_id from kept k union select k.id, k.official_id from kept_leads k;
end $$;

-- A claim is not answered while its tip is looked at again: nothing is paid of which the result is open. As the owner, for the body that
-- pays, which learns of the tip nothing else.
create function claim_waits(hash bytea) returns boolean language sql stable security definer set search_path = public as $$
  select of_paying_body() and exists (
    select from tip_rewards r join tips t on t.id = r.tip_id where r.claim_hash = hash and t.status not in ('founded', 'dealtWith'))
$$;
revoke execute on function claim_waits(bytea) from public;
grant execute on function claim_waits(bytea) to gangshao_app;
create or replace function answer_claim(hash bytea, answer text, at timestamptz) returns boolean language plpgsql security definer set search_path = public as $$
declare
  changed integer;
begin
  if not of_paying_body() then raise exception 'no paying body' using errcode = '42501'; end if;
  update tip_rewards r set status = answer, answered_by = present_official(), answered_at = at
   where claim_hash = hash and decided_at is not null
     and ((status = 'claimed' and answer in ('eligible', 'notEligible')) or (status = 'eligible' and answer = 'paid'))
     and exists (select from tips t where t.id = r.tip_id and t.status in ('founded', 'dealtWith') for update);
  get diagnostics changed = row_count;
  return changed = 1;
end $$;

-- The first step of a report to the demo city says so in its claim, which the register has signed for.
create function is_demonstration() returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from heartbeats where name = 'demonstration')
$$;
revoke execute on function is_demonstration() from public;
grant execute on function is_demonstration() to gangshao_public, gangshao_app, gangshao_system;

-- Lists of custodians and openings by keyset: what waits or is in use first, the newest before the others.
create index custodians_in_order on custodians ((state in ('retired', 'lost')), proposed_at desc, id desc);
create index identity_openings_in_order on identity_openings ((state <> 'requested'), requested_at desc, id desc);
