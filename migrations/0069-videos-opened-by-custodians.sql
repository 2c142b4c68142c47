-- A video is opened by itself: its key has an envelope of its own, so that no name is opened with it. Two custodians, one of each level;
-- the first half is sealed to those of the other level, and whoever of them gives the second opens the video and makes the stills.
alter table identity_openings add column file_id uuid references tip_files (id);
alter table identity_openings add column stills_by uuid references officials (id);
alter table identity_openings alter column recipient drop not null;
alter table identity_openings add check ((file_id is null) = (recipient is not null));
alter table identity_openings add check ((file_id is not null and state = 'opened') = (stills_by is not null));
create index identity_openings_of_file on identity_openings (file_id) where file_id is not null;
create index identity_openings_stills_by on identity_openings (stills_by) where stills_by is not null;
drop index identity_openings_one;
create unique index identity_openings_one on identity_openings (tip_id, requested_by) where state = 'requested' and file_id is null;
create unique index identity_openings_one_video on identity_openings (file_id) where state = 'requested' and file_id is not null;

-- As which custodian a still was made; null for those made before, by whoever had opened the identity.
alter table tip_files add column made_as text check (made_as in ('county', 'city', 'secondBody'));
alter table tip_files add check (made_as is null or kind = 'still');

-- Who keeps which half of an envelope that was sealed for a county. The rule of my_half_in, which now asks here.
create function keepers_of(county integer, tip uuid) returns table (official_id uuid, public_key text, body text, half text)
  language sql stable security definer set search_path = public as $$
  select c.official_id, c.public_key, c.body, case when c.body = 'city' then 'B' else 'A' end
    from tips t join custodians c on c.state = 'active'
     and ((c.body = 'city' and t.area_path ^@ c.area_path)
       or (c.body = 'county' and not t.county_involved and (c.area_id = county
            or exists (select from area_moves m where m.area_id = county and m.into_id = c.area_id and m.kind <> 'split' and m.followed_at is not null)))
       or (c.body = 'secondBody' and t.area_path ^@ c.area_path and t.county_involved))
   where t.id = tip
$$;
revoke execute on function keepers_of(integer, uuid) from public;
create or replace function my_half_in(county integer, tip uuid) returns text language sql stable security definer set search_path = public as $$
  select min(k.half) from keepers_of(county, tip) k where k.official_id = present_official()
$$;

-- The half of an opening that the present official keeps: of the identity, or of the one video.
create function my_half_for(opening uuid) returns text language sql stable security definer set search_path = public as $$
  select case when o.file_id is null then my_half_of(o.tip_id)
         else (select my_half_in(e.county_id, e.tip_id) from tip_files f join tip_envelopes e on e.id = f.envelope_id where f.id = o.file_id) end
    from identity_openings o where o.id = opening
$$;
revoke execute on function my_half_for(uuid) from public;
grant execute on function my_half_for(uuid) to gangshao_app;
create or replace function openings_for_me() returns uuid[] language sql stable security definer set search_path = public as $$
  select coalesce(array_agg(o.id), '{}') from identity_openings o
   where exists (select from custodians c where c.official_id = present_official() and c.state = 'active') and my_half_for(o.id) is not null
     and not (o.tip_id = any (withheld_from_me()))
$$;

-- The key of a video is in no opening of an identity, and nothing but it in that of the video.
create or replace function halves_for_me(opening uuid) returns table (envelope_id uuid, half text) language sql stable security definer set search_path = public as $$
  select e.id, case mine.half when 'A' then e.sealed ->> 'halfA' else e.sealed ->> 'halfB' end
    from identity_openings o join tip_envelopes e on e.tip_id = o.tip_id left join tip_files f on f.envelope_id = e.id
   cross join lateral my_half_in(e.county_id, e.tip_id) as mine (half)
   where o.id = opening and o.state = 'requested' and mine.half is not null and not (o.tip_id = any (withheld_from_me()))
     and case when o.file_id is null then f.kind is distinct from 'video' else f.id = o.file_id end
   order by e.id
$$;

-- To whom the present official seals the half of a video: to the custodians of the other level who may open it, or to himself where
-- theirs is there already. Whoever asked is not among them, and nobody from whom the tip is kept.
create function video_recipients(opening uuid) returns table (public_key text) language sql stable security definer set search_path = public as $$
  select k.public_key
    from identity_openings o join tip_files f on f.id = o.file_id join tip_envelopes e on e.id = f.envelope_id
   cross join lateral keepers_of(e.county_id, e.tip_id) k
   where o.id = opening and o.state = 'requested'
     and case when coalesce(o.given_a_by, o.given_b_by) is null
         then k.half <> my_half_for(o.id) and k.official_id <> o.requested_by and not (k.official_id = any (officials_kept_from(o.tip_id)))
         else k.half = my_half_for(o.id) and k.official_id = present_official() end
   order by k.public_key
$$;
revoke execute on function video_recipients(uuid) from public;
grant execute on function video_recipients(uuid) to gangshao_app;
-- As which body the present official keeps the half of an opening.
create function my_body_for(opening uuid) returns text language sql stable security definer set search_path = public as $$
  select k.body
    from identity_openings o join tip_files f on f.id = o.file_id join tip_envelopes e on e.id = f.envelope_id
   cross join lateral keepers_of(e.county_id, e.tip_id) k
   where o.id = opening and k.official_id = present_official() and k.half = my_half_for(o.id)
   limit 1
$$;
revoke execute on function my_body_for(uuid) from public;
grant execute on function my_body_for(uuid) to gangshao_app;

-- What the present official has opened as custodian: the videos, and the envelopes of their keys. Nothing else of the tip.
create function videos_open_to_me() returns uuid[] language sql stable security definer set search_path = public as $$
  select coalesce(array_agg(x.id), '{}')
    from identity_openings o join tip_files f on f.id = o.file_id cross join lateral (values (f.id), (f.envelope_id)) x(id)
   where o.stills_by = present_official() and o.state = 'opened' and not (o.tip_id = any (withheld_from_me()))
     and exists (select from custodians c where c.official_id = present_official() and c.state = 'active')
$$;
revoke execute on function videos_open_to_me() from public;
grant execute on function videos_open_to_me() to gangshao_app;
create function is_video_open_to_me(video uuid, tip uuid) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from tip_files f where f.id = video and f.tip_id = tip and f.id = any (videos_open_to_me()))
$$;
revoke execute on function is_video_open_to_me(uuid, uuid) from public;
grant execute on function is_video_open_to_me(uuid, uuid) to gangshao_app;

drop policy tip_files_holder on tip_files;
create policy tip_files_holder on tip_files for select to gangshao_app using (exists (select from tips t where t.id = tip_id));
create policy tip_files_keeper on tip_files for select to gangshao_app using (id = any ((select videos_open_to_me())::uuid[]));
-- Stills are made by custodians alone.
create policy tip_files_still on tip_files for insert to gangshao_app
  with check (kind = 'still' and made_by = present_official() and is_video_open_to_me(of_file, tip_id));
create policy tip_envelopes_keeper on tip_envelopes for select to gangshao_app using (id = any ((select videos_open_to_me())::uuid[]));
