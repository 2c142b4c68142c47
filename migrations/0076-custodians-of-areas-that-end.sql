-- Custodians of a county that ends, and halves sealed anew that are checked before they count: docs/decisions/027-keys-of-custodians.md.

-- A key stays that of the county for which it was agreed to; its path says who answers for it today.
create or replace function followed_area_columns() returns table (table_name name, column_name name) language sql stable as $$
  select c.relname, a.attname from scoped_tables() s (relname) join pg_class c on c.relname = s.relname and c.relnamespace = 'public'::regnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.atttypid = 'int4'::regtype
   where c.relname not in ('appointments', 'notice_addressees', 'sweep_targets', 'reports', 'response_plans', 'hand_overs', 'pledges', 'chases',
                           'custodians')
     and (a.attname = 'area_id' or exists (
       select 1 from pg_constraint k where k.contype = 'f' and k.conrelid = c.oid and k.confrelid = 'areas'::regclass and k.conkey = array[a.attnum]))
   order by c.relname, a.attname
$$;

-- The area into which one went, however often it ended in another; itself where it is still there.
create function area_today(area integer) returns integer language sql stable security definer set search_path = public as $$
  with recursive went (id, times) as (
    select area, 0
    union all
    select m.into_id, times + 1 from went join area_moves m on m.area_id = went.id
     where m.kind in ('merge', 'close') and m.followed_at is not null)
  select id from went order by times desc limit 1
$$;
revoke execute on function area_today(integer) from public;
grant execute on function area_today(integer) to gangshao_app, gangshao_system;

-- Custodians in use of the body that keeps a half today: B is the city's, A that of the county, or of the one into which it went; of the
-- second body where the county may be involved, and where the county has nobody. Never is A the city's.
create function keepers_today(county integer, place text, involved boolean, half text) returns uuid[] language sql stable security definer set search_path = public as $$
  select coalesce(
    (select array_agg(c.id order by c.id) from custodians c
      where half = 'A' and not involved and c.state = 'active' and c.body = 'county' and c.area_id = area_today(county)),
    (select array_agg(c.id order by c.id) from custodians c
      where c.state = 'active' and place ^@ c.area_path and c.body = case half when 'B' then 'city' else 'secondBody' end),
    '{}')
$$;
revoke execute on function keepers_today(integer, text, boolean, text) from public;
grant execute on function keepers_today(integer, text, boolean, text) to gangshao_public, gangshao_app, gangshao_system;

-- To whom the halves of an envelope are sealed. A half is asked of nobody else.
alter table tip_envelopes add column keepers_a uuid[] not null default '{}', add column keepers_b uuid[] not null default '{}';
-- Of those there already nobody wrote it down: the custodians of today who were in use when the tip came. What was sealed anew to later ones
-- is sealed anew once more.
update tip_envelopes e set keepers_a = coalesce(was.a, today.a), keepers_b = coalesce(was.b, today.b)
  from tips t
 cross join lateral (select keepers_today(x.county_id, t.area_path, t.county_involved, 'A') as a, keepers_today(x.county_id, t.area_path, t.county_involved, 'B') as b, x.id
                       from tip_envelopes x where x.tip_id = t.id) today
 cross join lateral (select array_agg(c.id order by c.id) filter (where c.id = any (today.a)) as a, array_agg(c.id order by c.id) filter (where c.id = any (today.b)) as b
                       from custodians c where c.active_from <= t.received_at) was
 where today.id = e.id;
alter table tip_envelopes add constraint tip_envelopes_kept check (cardinality(keepers_a) > 0 and cardinality(keepers_b) > 0) not valid;
create index tip_envelopes_keepers_a on tip_envelopes using gin (keepers_a);
create index tip_envelopes_keepers_b on tip_envelopes using gin (keepers_b);

-- Those of the keys named by whoever sealed that are in use. A page that was open before it named them sealed to those of today.
create function sealed_to(tip uuid, county integer, half text, keys text[]) returns uuid[] language sql stable security definer set search_path = public as $$
  select case when keys is null then (select keepers_today(county, t.area_path, t.county_involved, half) from tips t where t.id = tip)
              else coalesce((select array_agg(c.id order by c.id) from custodians c
                where c.state = 'active' and c.public_key = any (keys) and (c.body = 'city') = (half = 'B')), '{}') end
$$;
revoke execute on function sealed_to(uuid, integer, text, text[]) from public;
grant execute on function sealed_to(uuid, integer, text, text[]) to gangshao_public, gangshao_app, gangshao_system;

-- Halves sealed anew. One takes the place of the old only when those who received it have opened it and found it right.
create table half_sealings (
  envelope_id uuid not null references tip_envelopes (id),
  half text not null check (half in ('A', 'B')),
  sealed text not null,
  -- Custodians to whom it is sealed, and those of them who found it right: whoever sealed it did so at once.
  receivers uuid[] not null check (cardinality(receivers) > 0),
  found_right uuid[] not null,
  sealed_by uuid not null references custodians (id),
  primary key (envelope_id, half)
);
create index half_sealings_receivers on half_sealings using gin (receivers);
create index half_sealings_sealed_by on half_sealings (sealed_by);
alter table half_sealings enable row level security;
create policy half_sealings_system on half_sealings to gangshao_system using (true) with check (true);
grant select on half_sealings to gangshao_system;
select past.refuse('tips', 'tip_envelopes', 'half_sealings');

create function my_keys() returns uuid[] language sql stable security definer set search_path = public as $$
  select coalesce(array_agg(id), '{}') from custodians where official_id = present_official() and state = 'active'
$$;
revoke execute on function my_keys() from public;

drop function keepers_of(integer, uuid);
drop function my_half_in(integer, uuid);
-- Who can open which half of an envelope.
create function keepers_of(envelope uuid) returns table (official_id uuid, public_key text, body text, half text)
  language sql stable security definer set search_path = public as $$
  select c.official_id, c.public_key, c.body, case when c.id = any (e.keepers_a) then 'A' else 'B' end
    from tip_envelopes e join custodians c on c.id = any (e.keepers_a || e.keepers_b) and c.state = 'active' where e.id = envelope
$$;
revoke execute on function keepers_of(uuid) from public;
create function my_half_in(envelope uuid) returns text language sql stable security definer set search_path = public as $$
  select case when e.keepers_a && my_keys() then 'A' when e.keepers_b && my_keys() then 'B' end from tip_envelopes e where e.id = envelope
$$;
revoke execute on function my_half_in(uuid) from public;

-- The half of at least one envelope; of a tip without any, that of its county.
create or replace function my_half_of(tip uuid) returns text language sql stable security definer set search_path = public as $$
  select case when exists (select from tip_envelopes e where e.tip_id = tip)
    then (select min(my_half_in(e.id)) from tip_envelopes e where e.tip_id = tip)
    else (select case when keepers_today(t.county_id, t.area_path, t.county_involved, 'A') && my_keys() then 'A'
                      when keepers_today(t.county_id, t.area_path, t.county_involved, 'B') && my_keys() then 'B' end from tips t where t.id = tip) end
$$;
create or replace function my_half_for(opening uuid) returns text language sql stable security definer set search_path = public as $$
  select case when o.file_id is null then my_half_of(o.tip_id)
         else (select my_half_in(f.envelope_id) from tip_files f where f.id = o.file_id) end
    from identity_openings o where o.id = opening
$$;
drop function halves_for_me(uuid);
create function halves_for_me(opening uuid) returns table (envelope_id uuid, half text, commitment text)
  language sql stable security definer set search_path = public as $$
  select e.id, e.sealed ->> ('half' || mine.half), e.sealed #>> array['commitments', 'half' || mine.half]
    from identity_openings o join tip_envelopes e on e.tip_id = o.tip_id left join tip_files f on f.envelope_id = e.id
   cross join lateral my_half_in(e.id) as mine (half)
   where o.id = opening and o.state = 'requested' and mine.half is not null and not (o.tip_id = any (withheld_from_me()))
     and case when o.file_id is null then f.kind is distinct from 'video' else f.id = o.file_id end
   order by e.id
$$;
revoke execute on function halves_for_me(uuid) from public;
grant execute on function halves_for_me(uuid) to gangshao_app;
create or replace function video_recipients(opening uuid) returns table (public_key text) language sql stable security definer set search_path = public as $$
  select k.public_key
    from identity_openings o join tip_files f on f.id = o.file_id cross join lateral keepers_of(f.envelope_id) k
   where o.id = opening and o.state = 'requested'
     and case when coalesce(o.given_a_by, o.given_b_by) is null
         then k.half <> my_half_for(o.id) and k.official_id <> o.requested_by and not (k.official_id = any (officials_kept_from(o.tip_id)))
         else k.half = my_half_for(o.id) and k.official_id = present_official() end
   order by k.public_key
$$;
create or replace function my_body_for(opening uuid) returns text language sql stable security definer set search_path = public as $$
  select k.body
    from identity_openings o join tip_files f on f.id = o.file_id cross join lateral keepers_of(f.envelope_id) k
   where o.id = opening and k.official_id = present_official() and k.half = my_half_for(o.id)
   limit 1
$$;

-- Halves that some of these keys open, that are not with everybody who keeps them today, and are not on their way there.
create function halves_due(keys uuid[]) returns table (envelope_id uuid, half text, keepers uuid[], heirs uuid[])
  language sql stable security definer set search_path = public as $$
  with halves as (
    select e.id, x.half, x.keepers, e.county_id, t.area_path, t.county_involved
      from tip_envelopes e join tips t on t.id = e.tip_id cross join lateral (values ('A', e.keepers_a), ('B', e.keepers_b)) x (half, keepers)
     where (e.keepers_a && keys or e.keepers_b && keys) and x.keepers && keys),
  bodies as materialized (
    select b.*, keepers_today(b.county_id, b.area_path, b.county_involved, b.half) as heirs
      from (select distinct h.county_id, h.area_path, h.county_involved, h.half from halves h) b)
  select h.id, h.half, h.keepers, b.heirs from halves h join bodies b using (county_id, area_path, county_involved, half)
   where not (b.heirs <@ h.keepers)
     and not exists (select from half_sealings s where s.envelope_id = h.id and s.half = h.half and s.receivers @> b.heirs)
$$;
revoke execute on function halves_due(uuid[]) from public;
grant execute on function halves_due(uuid[]) to gangshao_system;

drop function halves_to_reseal(uuid, integer);
create function halves_to_reseal(after uuid, most integer) returns table (envelope_id uuid, half text, commitment text, which text, recipients text[])
  language sql stable security definer set search_path = public as $$
  with me as materialized (select my_keys() as keys),
       page as materialized (
    select d.envelope_id, d.half, d.heirs, e.sealed
      from me cross join lateral halves_due(me.keys) d join tip_envelopes e on e.id = d.envelope_id
     where (after is null or d.envelope_id > after) and (d.half = 'A') = (e.keepers_a && me.keys)
     order by d.envelope_id limit most)
  select p.envelope_id, p.sealed ->> ('half' || p.half), p.sealed #>> array['commitments', 'half' || p.half], p.half,
         (select array_agg(c.public_key order by c.id) from custodians c where c.id = any (p.heirs))
    from page p order by p.envelope_id
$$;
revoke execute on function halves_to_reseal(uuid, integer) from public;
grant execute on function halves_to_reseal(uuid, integer) to gangshao_app;

-- @param recipients keys to which the browser sealed it: where others keep the half by now, nothing is done.
drop function reseal_half(uuid, text);
create function reseal_half(envelope uuid, new_sealed text, recipients text[]) returns boolean language plpgsql security definer set search_path = public as $$
declare
  mine text := my_half_in(envelope);
  own uuid;
  held uuid[];
  heirs uuid[];
  changed integer;
begin
  if mine is null then return false; end if;
  select case mine when 'A' then e.keepers_a else e.keepers_b end, keepers_today(e.county_id, t.area_path, t.county_involved, mine)
    into held, heirs from tip_envelopes e join tips t on t.id = e.tip_id where e.id = envelope for update of e;
  select c.id into own from custodians c where c.id = any (held) and c.id = any (my_keys()) order by c.id limit 1;
  if heirs <@ held or (select array_agg(c.public_key order by c.public_key) from custodians c where c.id = any (heirs))
       is distinct from (select array_agg(r order by r) from unnest(recipients) r)
  then return false; end if;
  insert into half_sealings as s (envelope_id, half, sealed, receivers, found_right, sealed_by)
    values (envelope, mine, new_sealed, heirs, case when own = any (heirs) then array[own] else '{}' end, own)
    on conflict (envelope_id, half) do update set sealed = excluded.sealed, receivers = excluded.receivers, found_right = excluded.found_right,
      sealed_by = excluded.sealed_by where not (s.receivers @> excluded.receivers);
  get diagnostics changed = row_count;
  return changed > 0;
end $$;
revoke execute on function reseal_half(uuid, text, text[]) from public;
grant execute on function reseal_half(uuid, text, text[]) to gangshao_app;

-- Puts halves sealed anew in their place: all who received them and are in use found them right, somebody besides the sealer among them; or
-- nobody is left who opens the old ones.
create function settle_halves(envelope uuid) returns integer language plpgsql security definer set search_path = public as $$
declare
  new record;
  settled integer := 0;
begin
  for new in
    select s.*, x.present, x.sure, x.orphaned
      from half_sealings s join tip_envelopes e on e.id = s.envelope_id
     cross join lateral (
       select coalesce(array_agg(c.id) filter (where c.id = any (s.receivers)), '{}') as present,
              coalesce(array_agg(c.id) filter (where c.id = any (s.found_right)), '{}') as sure,
              count(*) filter (where c.id = any (case s.half when 'A' then e.keepers_a else e.keepers_b end)) = 0 as orphaned
         from custodians c where c.state = 'active' and c.id = any (s.receivers || e.keepers_a || e.keepers_b)) x
     where (envelope is null or s.envelope_id = envelope)
       and (x.present <@ x.sure and cardinality(array_remove(x.sure, s.sealed_by)) > 0 or x.orphaned and cardinality(x.present) > 0)
     order by s.envelope_id for update of s
  loop
    -- where nobody could say so any more, it is taken as it came
    update tip_envelopes e set sealed = jsonb_set(e.sealed, array['half' || new.half], to_jsonb(new.sealed)),
        keepers_a = case new.half when 'A' then case when cardinality(new.sure) > 0 then new.sure else new.present end else e.keepers_a end,
        keepers_b = case new.half when 'B' then case when cardinality(new.sure) > 0 then new.sure else new.present end else e.keepers_b end
      where e.id = new.envelope_id;
    delete from half_sealings s where s.envelope_id = new.envelope_id and s.half = new.half;
    settled := settled + 1;
  end loop;
  return settled;
end $$;
revoke execute on function settle_halves(uuid) from public;
grant execute on function settle_halves(uuid) to gangshao_app, gangshao_system;

-- What others sealed anew to the present official, to be opened and found right.
create function halves_to_check(after uuid, most integer) returns table (envelope_id uuid, half text, commitment text, which text)
  language sql stable security definer set search_path = public as $$
  select s.envelope_id, s.sealed, e.sealed #>> array['commitments', 'half' || s.half], s.half
    from half_sealings s join tip_envelopes e on e.id = s.envelope_id
   where s.receivers && my_keys() and not (s.found_right && my_keys()) and (after is null or s.envelope_id > after)
   order by s.envelope_id limit most
$$;
revoke execute on function halves_to_check(uuid, integer) from public;
grant execute on function halves_to_check(uuid, integer) to gangshao_app;

-- @returns who sealed what was found right, or wrong: then the old one stays and is sealed anew again. Nothing where it is not to be checked.
create function check_half(envelope uuid, is_right boolean) returns uuid language plpgsql security definer set search_path = public as $$
declare
  pending half_sealings;
begin
  select * into pending from half_sealings s
   where s.envelope_id = envelope and s.receivers && my_keys() and not (s.found_right && my_keys()) order by s.half limit 1 for update;
  if not found then return null; end if;
  if is_right then
    update half_sealings s set found_right = s.found_right || (select array_agg(c.id) from custodians c where c.id = any (s.receivers) and c.id = any (my_keys()))
     where s.envelope_id = envelope and s.half = pending.half;
    perform settle_halves(envelope);
  else
    delete from half_sealings s where s.envelope_id = envelope and s.half = pending.half;
  end if;
  return (select c.official_id from custodians c where c.id = pending.sealed_by);
end $$;
revoke execute on function check_half(uuid, boolean) from public;
grant execute on function check_half(uuid, boolean) to gangshao_app;

-- How much waits for the present official: to be sealed anew, and to be checked.
create function halves_waiting(out to_reseal integer, out to_check integer) language sql stable security definer set search_path = public as $$
  with me as materialized (select my_keys() as keys)
  select (select count(*)::int from me cross join lateral halves_due(me.keys) d join tip_envelopes e on e.id = d.envelope_id
           where (d.half = 'A') = (e.keepers_a && me.keys)),
         (select count(*)::int from half_sealings s, me where s.receivers && me.keys and not (s.found_right && me.keys))
$$;
revoke execute on function halves_waiting() from public;
grant execute on function halves_waiting() to gangshao_app;

-- Halves that nobody else in use opens.
create function halves_only_with(key uuid) returns integer language sql stable security definer set search_path = public as $$
  select count(*)::int from tip_envelopes e cross join lateral (values (e.keepers_a), (e.keepers_b)) x (keepers)
   where (e.keepers_a @> array[key] or e.keepers_b @> array[key]) and x.keepers @> array[key]
     and not exists (select from custodians c where c.id = any (x.keepers) and c.id <> key and c.state = 'active')
$$;
revoke execute on function halves_only_with(uuid) from public;
grant execute on function halves_only_with(uuid) to gangshao_app, gangshao_system;
