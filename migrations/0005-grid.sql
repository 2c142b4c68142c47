-- Who holds which required post, from when to when, by which document.
create table appointments (
  id uuid primary key,
  official_id uuid not null references officials (id),
  post text not null check (post in ('principal', 'leaderInCharge', 'gridLeader', 'gridWorker', 'liaison')),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  -- For a liaison: whose.
  agency_id uuid references agencies (id),
  phone text,
  has_phone boolean not null generated always as (phone is not null) stored,
  valid_from date not null,
  valid_to date check (valid_to is null or valid_to >= valid_from),
  source text not null,
  source_file_id uuid references files (id),
  pledge_file_id uuid references files (id),
  last_active_on date,
  -- The official holds or held a post elsewhere too: only such a one can be overloaded. Kept by the trigger below.
  several boolean not null default false
);
create index appointments_of_area on appointments (area_id, post, valid_from);
-- All holders of a post in one ordered sweep, from the index alone; beside area_versions_by_level it finds the blind spots.
create index appointments_by_post on appointments (post, area_id) include (valid_from, valid_to, area_path, has_phone, last_active_on);
create index appointments_of_several on appointments (official_id) include (area_id, area_path, valid_from, valid_to) where several;
create index appointments_of_official on appointments (official_id);
create index appointments_by_path on appointments (area_path, post);
create index appointments_of_agency on appointments (agency_id);
create index appointments_source_file on appointments (source_file_id);
create index appointments_pledge_file on appointments (pledge_file_id);

-- As the owner, because the other post may lie outside the scope of who appoints.
create function mark_several() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update appointments a set several = true
   where a.official_id in (select official_id from added) and not a.several
     and exists (select 1 from appointments b where b.official_id = a.official_id and b.area_id <> a.area_id);
  return null;
end $$;
create trigger mark_several after insert on appointments referencing new table as added for each statement execute function mark_several();

-- Whether an area lies above one of mine: its office answers for me too, so I may call it.
create function over_me(path text) returns boolean language sql stable parallel safe as $$
  select exists (
    select 1 from unnest(string_to_array(nullif(current_setting('app.paths', true), ''), ',')) as s(scope)
    where starts_with(s.scope, path)
  )
$$;
alter table appointments enable row level security;
create policy appointments_read on appointments for select to gangshao_app
  using (area_path ^@ any ((select my_scope())::text[]) or area_path = any ((select my_superiors())::text[]));
create policy appointments_write on appointments for insert to gangshao_app with check (in_scope(area_path));
create policy appointments_change on appointments for update to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path));
create policy appointments_system on appointments to gangshao_system using (true) with check (true);
grant select, insert, update on appointments to gangshao_app, gangshao_system;

-- What anyone may see of it: township and up, name and post, never a phone.
create view public_holders as
  select a.area_id, a.post, o.name, a.valid_from, a.valid_to
    from appointments a join officials o on o.id = a.official_id join areas ar on ar.id = a.area_id
   where ar.level in ('city', 'county', 'township') and a.post <> 'liaison';
grant select on public_holders to gangshao_public, gangshao_app;
