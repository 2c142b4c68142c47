-- Summons talks (约谈): proposed by one, approved by another, told by a numbered notice, held, minuted, answered in writing, verified.
create table summons (
  id uuid primary key,
  -- Who summons: an office, and its place.
  agency_id uuid not null references agencies (id),
  summoner_level text not null check (summoner_level in ('city', 'county')),
  -- Who is summoned: the government of an area.
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  -- Whoever summons stands above: where the place moves, the office that is above it now goes on with it.
  summoner_path text collate "C" not null generated always as (
    substring(area_path from case summoner_level when 'city' then '^/[0-9]+/' else '^/[0-9]+/[0-9]+/' end)) stored,
  status text not null check (status in ('proposed', 'approved', 'declined', 'notified', 'minuted', 'answered', 'verified')),
  grounds text not null,
  facts text not null,
  -- What the program counted when it was proposed, with the instant and the SHA-256 over its canonical JSON: why this place was picked.
  figures jsonb not null,
  as_of timestamptz(3) not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  proposed_by uuid not null references officials (id),
  proposed_at timestamptz(3) not null,
  decided_by uuid references officials (id),
  decided_at timestamptz(3),
  decline_reason text,
  number text unique,
  talk_at timestamptz(3),
  place text,
  attendees text,
  notice_paper jsonb,
  notified_on date,
  minutes_number text unique,
  minutes jsonb,
  minutes_paper jsonb,
  held_on date,
  answer text,
  answer_file_id uuid references files (id),
  answered_by uuid references officials (id),
  answered_on date,
  answers integer not null default 0,
  return_reason text,
  findings text,
  verified_by uuid references officials (id),
  verified_on date,
  check ((status in ('proposed', 'approved', 'declined')) = (number is null))
);
create index summons_in_order on summons (proposed_at desc, id desc);
create index summons_of_area on summons (area_path);
create index summons_of_area_id on summons (area_id);
create index summons_of_agency on summons (agency_id);
create index summons_proposed_by on summons (proposed_by);
create index summons_decided_by on summons (decided_by);
create index summons_answered_by on summons (answered_by);
create index summons_verified_by on summons (verified_by);
create index summons_by_file on summons (answer_file_id);

-- What was told and what was minuted stays as it was.
create function summons_frozen() returns trigger language plpgsql as $$
begin
  if (old.number is not null and (old.number, old.talk_at, old.place, old.attendees, old.notice_paper, old.notified_on)
        is distinct from (new.number, new.talk_at, new.place, new.attendees, new.notice_paper, new.notified_on))
     or (old.minutes_number is not null and (old.minutes_number, old.minutes, old.minutes_paper, old.held_on)
        is distinct from (new.minutes_number, new.minutes, new.minutes_paper, new.held_on))
     or (old.grounds, old.facts, old.figures, old.as_of, old.digest, old.area_id) is distinct from (new.grounds, new.facts, new.figures, new.as_of, new.digest, new.area_id)
  then raise exception 'a summons is changed after the fact' using errcode = '23514', constraint = 'summons_frozen';
  end if;
  return new;
end $$;
create trigger summons_frozen before update on summons for each row execute function summons_frozen();

alter table summons enable row level security;
-- Whom it concerns sees it from the notice on; before that it is the business of who summons.
create policy summons_read on summons for select to gangshao_app
  using (coalesce(area_path ^@ any ((select my_scope())::text[]), false)
         and (status not in ('proposed', 'approved', 'declined') or coalesce(summoner_path ^@ any ((select my_scope())::text[]), false)));
create policy summons_propose on summons for insert to gangshao_app with check (in_scope(area_path) and in_scope(summoner_path));
create policy summons_change on summons for update to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path));
create policy summons_system on summons to gangshao_system using (true) with check (true);
grant select, insert, update on summons to gangshao_app, gangshao_system;
