-- Supervision meetings (督导会): planned, told by a numbered notice, held, minuted; each demand of the minutes is an item of the ledger.
create table meetings (
  id uuid primary key,
  -- Who calls: an office, and its place.
  agency_id uuid not null references agencies (id),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  status text not null check (status in ('planned', 'notified', 'minuted', 'cancelled')),
  subject text not null,
  cause text not null,
  agenda text[] not null check (cardinality(agenda) > 0),
  -- Why places were picked, as the rule said when the meeting was planned; null where it was not cited.
  picks jsonb,
  planned_by uuid not null references officials (id),
  planned_at timestamptz(3) not null,
  number text unique,
  meeting_at timestamptz(3),
  place text,
  notice_paper jsonb,
  notified_on date,
  minutes_number text unique,
  minutes jsonb,
  minutes_paper jsonb,
  held_on date,
  cancelled_reason text,
  check (status not in ('notified', 'minuted') or number is not null),
  check ((status = 'minuted') = (minutes_number is not null)),
  check ((status = 'cancelled') = (cancelled_reason is not null))
);
create index meetings_in_order on meetings (planned_at desc, id desc);
create index meetings_by_path on meetings (area_path);
create index meetings_of_area on meetings (area_id);
create index meetings_of_agency on meetings (agency_id);
create index meetings_planned_by on meetings (planned_by);

-- Who is summoned: the government of an area, or a department.
create table meeting_attendees (
  id uuid primary key,
  meeting_id uuid not null references meetings (id),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  agency_id uuid references agencies (id),
  -- Who will come, as the summoned answer.
  reply text,
  replied_by uuid references officials (id),
  replied_at timestamptz(3),
  attendance text check (attendance in ('present', 'excused', 'absent')),
  unique nulls not distinct (meeting_id, area_id, agency_id),
  check (num_nulls(reply, replied_by, replied_at) in (0, 3))
);
create index meeting_attendees_by_path on meeting_attendees (area_path);
create index meeting_attendees_of_area on meeting_attendees (area_id);
create index meeting_attendees_of_agency on meeting_attendees (agency_id);
create index meeting_attendees_replied_by on meeting_attendees (replied_by);

-- What was told and what was minuted stays as it was.
create function meetings_frozen() returns trigger language plpgsql as $$
begin
  if (old.number is not null and (old.number, old.meeting_at, old.place, old.notice_paper, old.notified_on)
        is distinct from (new.number, new.meeting_at, new.place, new.notice_paper, new.notified_on))
     or (old.minutes_number is not null and (old.minutes_number, old.minutes, old.minutes_paper, old.held_on)
        is distinct from (new.minutes_number, new.minutes, new.minutes_paper, new.held_on))
     or (old.subject, old.cause, old.agenda, old.picks) is distinct from (new.subject, new.cause, new.agenda, new.picks)
  then raise exception 'a meeting is changed after the fact' using errcode = '23514', constraint = 'meetings_frozen';
  end if;
  return new;
end $$;
create trigger meetings_frozen before update on meetings for each row execute function meetings_frozen();

alter table meeting_attendees enable row level security;
create policy meeting_attendees_read on meeting_attendees for select to gangshao_app
  using (coalesce(area_path ^@ any ((select my_scope())::text[]), false));
create policy meeting_attendees_call on meeting_attendees for insert to gangshao_app with check (in_scope(area_path));
create policy meeting_attendees_change on meeting_attendees for update to gangshao_app
  using (in_scope(area_path)) with check (in_scope(area_path));
create policy meeting_attendees_system on meeting_attendees to gangshao_system using (true) with check (true);
grant select, insert on meeting_attendees to gangshao_app, gangshao_system;
grant update (reply, replied_by, replied_at, attendance) on meeting_attendees to gangshao_app, gangshao_system;

alter table meetings enable row level security;
-- Whom it concerns sees it from the notice on.
create policy meetings_read on meetings for select to gangshao_app
  using (coalesce(area_path ^@ any ((select my_scope())::text[]), false)
         or (number is not null and exists (select from meeting_attendees a where a.meeting_id = meetings.id)));
create policy meetings_plan on meetings for insert to gangshao_app with check (in_scope(area_path) and planned_by = present_official());
create policy meetings_change on meetings for update to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path));
create policy meetings_system on meetings to gangshao_system using (true) with check (true);
grant select, insert, update on meetings to gangshao_app, gangshao_system;

-- A summons too may cite the rule by which places are picked.
alter table summons add column picks jsonb;
