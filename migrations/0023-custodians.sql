-- Who keeps halves of the keys to sealed identity: two in every county, two in the city, two of a second body. A key comes into use
-- only when both levels have agreed, and is a leaf of the public register.
create table custodians (
  id uuid primary key,
  body text not null check (body in ('county', 'city', 'secondBody')),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  official_id uuid not null references officials (id),
  -- age recipient; the private half never comes here.
  public_key text not null unique check (public_key ~ '^age1[a-z0-9]+$' and length(public_key) between 44 and 2000),
  state text not null check (state in ('proposed', 'active', 'retired', 'lost')),
  proposed_at timestamptz(3) not null,
  agreed_by_county uuid references officials (id),
  agreed_by_city uuid references officials (id),
  active_from timestamptz(3),
  ended_at timestamptz(3),
  end_reason text,
  -- Leaf, salt, claim and promise: published, so that anyone can compare the fingerprint on a poster.
  proof jsonb,
  demonstration boolean not null default false
);
create index custodians_of_area on custodians (area_id, state);
create index custodians_by_path on custodians (area_path);
create index custodians_of_official on custodians (official_id);
create index custodians_agreed_by_county on custodians (agreed_by_county);
create index custodians_agreed_by_city on custodians (agreed_by_city);
alter table custodians enable row level security;
-- Public keys are public.
create policy custodians_read on custodians for select to gangshao_app, gangshao_public using (true);
create policy custodians_write on custodians for insert to gangshao_app with check (official_id = present_official() and state = 'proposed' and in_scope(area_path));
create policy custodians_change on custodians for update to gangshao_app using (true)
  with check (official_id = present_official() or has_role('cityOffice') or has_role('countyOffice') or has_role('securityAdmin'));
create policy custodians_system on custodians to gangshao_system using (true) with check (true);
grant select on custodians to gangshao_app, gangshao_public, gangshao_system;
grant insert, update on custodians to gangshao_app, gangshao_system;

-- A request to know who reported: with purpose and case, answered by one custodian of each level, each with the own key.
create table identity_openings (
  id uuid primary key,
  tip_id uuid not null references tips (id),
  purpose text not null,
  case_reference text not null,
  requested_by uuid not null references officials (id),
  requested_at timestamptz(3) not null,
  -- age recipient that the asking browser made for this request; its private half never leaves that browser.
  recipient text not null check (recipient ~ '^age1[a-z0-9]+$' and length(recipient) between 44 and 2000),
  state text not null check (state in ('requested', 'opened', 'refused')),
  -- Halves by envelope, sealed to the recipient above.
  halves_a jsonb,
  given_a_by uuid references officials (id),
  given_a_at timestamptz(3),
  halves_b jsonb,
  given_b_by uuid references officials (id) check (given_b_by <> given_a_by),
  given_b_at timestamptz(3),
  refused_by uuid references officials (id),
  refused_at timestamptz(3),
  refuse_reason text,
  -- The last state the reporter has been told of.
  told text not null default '' check (told in ('', 'requested', 'opened', 'refused')),
  check (given_a_by <> requested_by and given_b_by <> requested_by)
);
create index identity_openings_of_tip on identity_openings (tip_id, requested_at);
create unique index identity_openings_one on identity_openings (tip_id, requested_by) where state = 'requested';
create index identity_openings_waiting on identity_openings (requested_at, id) where state = 'requested';
create index identity_openings_requested_by on identity_openings (requested_by);
create index identity_openings_given_a_by on identity_openings (given_a_by);
create index identity_openings_given_b_by on identity_openings (given_b_by);
create index identity_openings_refused_by on identity_openings (refused_by);

-- Which half of a tip's keys the present official keeps: A for its county or, where that may be involved, for the second body; B for
-- the city. As the owner, because a custodian need not see the tip.
create function my_half_of(tip uuid) returns text language sql stable security definer set search_path = public as $$
  select case when c.body = 'city' then 'B' else 'A' end
    from tips t join custodians c on c.official_id = present_official() and c.state = 'active'
     and ((c.body = 'city' and t.area_path ^@ c.area_path)
       or (c.body = 'county' and c.area_id = t.county_id and not t.county_involved)
       or (c.body = 'secondBody' and t.area_path ^@ c.area_path and t.county_involved))
   where t.id = tip
   order by 1 limit 1
$$;
revoke execute on function my_half_of(uuid) from public;
grant execute on function my_half_of(uuid) to gangshao_app;
create function openings_for_me() returns uuid[] language sql stable security definer set search_path = public as $$
  select coalesce(array_agg(o.id), '{}') from identity_openings o
   where exists (select from custodians c where c.official_id = present_official() and c.state = 'active') and my_half_of(o.tip_id) is not null
$$;
revoke execute on function openings_for_me() from public;
grant execute on function openings_for_me() to gangshao_app;
-- The sealed halves a custodian is asked for, and nothing else of the tip.
create function halves_for_me(opening uuid) returns table (envelope_id uuid, half text) language sql stable security definer set search_path = public as $$
  select e.id, case my_half_of(o.tip_id) when 'A' then e.sealed ->> 'halfA' else e.sealed ->> 'halfB' end
    from identity_openings o join tip_envelopes e on e.tip_id = o.tip_id
   where o.id = opening and o.state = 'requested' and my_half_of(o.tip_id) is not null
   order by e.id
$$;
revoke execute on function halves_for_me(uuid) from public;
grant execute on function halves_for_me(uuid) to gangshao_app;
-- Halves of the body of the present official, to be sealed anew when one of its custodians has changed.
create function halves_to_reseal(after uuid, most integer) returns table (envelope_id uuid, half text) language sql stable security definer set search_path = public as $$
  select e.id, case my_half_of(e.tip_id) when 'A' then e.sealed ->> 'halfA' else e.sealed ->> 'halfB' end
    from tip_envelopes e
   where (after is null or e.id > after) and my_half_of(e.tip_id) is not null
   order by e.id limit most
$$;
revoke execute on function halves_to_reseal(uuid, integer) from public;
grant execute on function halves_to_reseal(uuid, integer) to gangshao_app;
create function reseal_half(envelope uuid, half text) returns boolean language plpgsql security definer set search_path = public as $$
declare
  mine text;
begin
  select my_half_of(tip_id) into mine from tip_envelopes where id = envelope;
  if mine is null then return false; end if;
  update tip_envelopes set sealed = jsonb_set(sealed, array[case mine when 'A' then 'halfA' else 'halfB' end], to_jsonb(half)) where id = envelope;
  return true;
end $$;
revoke execute on function reseal_half(uuid, text) from public;
grant execute on function reseal_half(uuid, text) to gangshao_app;

alter table identity_openings enable row level security;
create policy identity_openings_see on identity_openings to gangshao_app
  using (exists (select from tips t where t.id = tip_id) or id = any ((select openings_for_me())::uuid[]))
  with check (exists (select from tips t where t.id = tip_id) or id = any ((select openings_for_me())::uuid[]));
create policy identity_openings_system on identity_openings to gangshao_system using (true) with check (true);
grant select, insert, update on identity_openings to gangshao_app, gangshao_system;
