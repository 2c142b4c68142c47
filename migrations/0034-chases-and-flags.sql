-- A blind spot is chased by one click: who was reminded of what, by whom and when. Sending it is the part of the channels, which read the event.
create table chases (
  id uuid primary key,
  kind text not null check (kind in ('vacancy', 'noPhone', 'overloaded', 'unacknowledged', 'inactive')),
  post text not null,
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  appointment_id uuid references appointments (id),
  agency_id uuid references agencies (id),
  -- Who is to put it right: the holder, or for a post without holder whoever appoints there.
  to_official_id uuid not null references officials (id),
  chased_by uuid not null references officials (id),
  chased_on date not null,
  chased_at timestamptz not null,
  unique nulls not distinct (area_id, kind, post, appointment_id, agency_id, chased_on)
);
create index chases_in_order on chases (chased_at desc, id desc);
create index chases_by_path on chases (area_path, chased_at desc, id desc);
create index chases_to on chases (to_official_id, chased_at desc);
create index chases_by on chases (chased_by);
create index chases_of_appointment on chases (appointment_id);
create index chases_of_agency on chases (agency_id);
alter table chases enable row level security;
create policy chases_read on chases for select to gangshao_app using (in_scope(area_path));
create policy chases_write on chases for insert to gangshao_app with check (in_scope(area_path) and chased_by = present_official());
create policy chases_system on chases to gangshao_system using (true) with check (true);
grant select, insert on chases to gangshao_app;
grant select, insert, update on chases to gangshao_system;

-- Records that do not look like work done: signs for the supervisor with their reasons, never a judgement of a person.
create table work_flags (
  id uuid primary key,
  kind text not null check (kind in ('samePhoto', 'shortVisit', 'burst', 'position', 'copiedText')),
  -- What was found is flagged once, however often it is looked for.
  fingerprint text not null unique,
  official_id uuid references officials (id),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  subject_kind text not null check (subject_kind in ('observation', 'visit')),
  subject_ids uuid[] not null,
  -- Figures, and the threshold of the rule of that day; no words of a record.
  reasons jsonb not null,
  rule_id uuid not null references rules (id),
  found_on date not null,
  found_at timestamptz not null,
  status text not null check (status in ('open', 'dismissed', 'followedUp')),
  decided_by uuid references officials (id),
  decided_at timestamptz,
  decision_reason text,
  check ((status = 'open') = (decided_by is null))
);
create index work_flags_in_order on work_flags (found_at desc, id desc);
create index work_flags_by_path on work_flags (area_path, found_at desc, id desc);
create index work_flags_of_official on work_flags (official_id);
create index work_flags_of_area on work_flags (area_id);
create index work_flags_of_rule on work_flags (rule_id);
create index work_flags_decided_by on work_flags (decided_by);
alter table work_flags enable row level security;
create policy work_flags_read on work_flags for select to gangshao_app
  using (in_scope(area_path) and (has_role('cityOffice') or has_role('countyOffice')));
create policy work_flags_decide on work_flags for update to gangshao_app
  using (in_scope(area_path) and (has_role('cityOffice') or has_role('countyOffice')))
  with check (in_scope(area_path) and decided_by = present_official() and official_id is distinct from present_official());
create policy work_flags_system on work_flags to gangshao_system using (true) with check (true);
grant select, update on work_flags to gangshao_app;
grant select, insert, update on work_flags to gangshao_system;
