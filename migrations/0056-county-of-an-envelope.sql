-- An envelope is sealed to the custodians of the county of its day. A tip that turns out to lie in another county keeps its envelopes,
-- and they are opened by those to whom they were sealed.
alter table tip_envelopes add column county_id integer references areas (id);
update tip_envelopes e set county_id = t.county_id from tips t where t.id = e.tip_id;
alter table tip_envelopes alter column county_id set not null;
create index tip_envelopes_of_county on tip_envelopes (county_id);

-- Which half of an envelope the present official keeps. Custodians of a county that went into another are found there.
create function my_half_in(county integer, tip uuid) returns text language sql stable security definer set search_path = public as $$
  select case when c.body = 'city' then 'B' else 'A' end
    from tips t join custodians c on c.official_id = present_official() and c.state = 'active'
     and ((c.body = 'city' and t.area_path ^@ c.area_path)
       or (c.body = 'county' and not t.county_involved and (c.area_id = county
            or exists (select from area_moves m where m.area_id = county and m.into_id = c.area_id and m.kind <> 'split' and m.followed_at is not null)))
       or (c.body = 'secondBody' and t.area_path ^@ c.area_path and t.county_involved))
   where t.id = tip
   order by 1 limit 1
$$;
revoke execute on function my_half_in(integer, uuid) from public;

-- The half of at least one envelope; of a tip without any, that of its county.
create or replace function my_half_of(tip uuid) returns text language sql stable security definer set search_path = public as $$
  select min(my_half_in(sealed.county_id, tip)) from (
    select distinct e.county_id from tip_envelopes e where e.tip_id = tip
    union all
    select t.county_id from tips t where t.id = tip and not exists (select from tip_envelopes e where e.tip_id = tip)) sealed
$$;

create or replace function halves_for_me(opening uuid) returns table (envelope_id uuid, half text) language sql stable security definer set search_path = public as $$
  select e.id, case mine.half when 'A' then e.sealed ->> 'halfA' else e.sealed ->> 'halfB' end
    from identity_openings o join tip_envelopes e on e.tip_id = o.tip_id
   cross join lateral my_half_in(e.county_id, e.tip_id) as mine (half)
   where o.id = opening and o.state = 'requested' and mine.half is not null
   order by e.id
$$;
create or replace function halves_to_reseal(after uuid, most integer) returns table (envelope_id uuid, half text) language sql stable security definer set search_path = public as $$
  select e.id, case mine.half when 'A' then e.sealed ->> 'halfA' else e.sealed ->> 'halfB' end
    from tip_envelopes e cross join lateral my_half_in(e.county_id, e.tip_id) as mine (half)
   where (after is null or e.id > after) and mine.half is not null
   order by e.id limit most
$$;
create or replace function reseal_half(envelope uuid, half text) returns boolean language plpgsql security definer set search_path = public as $$
declare
  mine text;
begin
  select my_half_in(county_id, tip_id) into mine from tip_envelopes where id = envelope;
  if mine is null then return false; end if;
  update tip_envelopes set sealed = jsonb_set(sealed, array[case mine when 'A' then 'halfA' else 'halfB' end], to_jsonb(half)) where id = envelope;
  return true;
end $$;
