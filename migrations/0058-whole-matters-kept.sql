-- What is kept from an official is the whole matter: the tip, those joined to it or that it joined, today's lead, the one before it and
-- those they look into again. The rule stands here once; the round over time limits asks it too.
create function matters_kept(from_official uuid) returns table (subject_id uuid, official_id uuid)
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
      select l.id, k.official_id from kept k cross join lateral (values (k.lead_id), (k.former_lead_id)) l(id) where l.id is not null
      union
      select l.second_look_of, k.official_id from kept_leads k join leads l on l.id = k.id where l.second_look_of is not null
    )
    select k.id, k.official_id from kept k union select k.id, k.official_id from kept_leads k;
end $$;
revoke execute on function matters_kept(uuid) from public;
grant execute on function matters_kept(uuid) to gangshao_system;
create or replace function withheld_from_me() returns uuid[] language sql stable security definer set search_path = public as $$
  select coalesce(array_agg(subject_id), '{}') from matters_kept(present_official())
$$;

-- A custodian from whom a tip is kept is not asked for its identity: he reads no purpose, gives no half and refuses nothing. Sealing
-- halves anew shows nothing of a tip and stays, or the loss of the other custodian would lose the name.
create or replace function openings_for_me() returns uuid[] language sql stable security definer set search_path = public as $$
  select coalesce(array_agg(o.id), '{}') from identity_openings o
   where exists (select from custodians c where c.official_id = present_official() and c.state = 'active') and my_half_of(o.tip_id) is not null
     and not (o.tip_id = any (withheld_from_me()))
$$;
create or replace function halves_for_me(opening uuid) returns table (envelope_id uuid, half text) language sql stable security definer set search_path = public as $$
  select e.id, case mine.half when 'A' then e.sealed ->> 'halfA' else e.sealed ->> 'halfB' end
    from identity_openings o join tip_envelopes e on e.tip_id = o.tip_id
   cross join lateral my_half_in(e.county_id, e.tip_id) as mine (half)
   where o.id = opening and o.state = 'requested' and mine.half is not null and not (o.tip_id = any (withheld_from_me()))
   order by e.id
$$;

-- Officials from whom the matter of a lead is kept: nobody charges their agency where it has no others, and none of them is sent on its
-- visit. As the owner: whoever plans the visit does not see the tip.
create function officials_kept_from(subject uuid) returns uuid[] language sql stable security definer set search_path = public as $$
  select coalesce(array_agg(distinct k.official_id), '{}') from matters_kept(null) k where k.subject_id = subject
$$;
revoke execute on function officials_kept_from(uuid) from public;
grant execute on function officials_kept_from(uuid) to gangshao_app, gangshao_system;
