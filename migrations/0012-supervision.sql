-- The written self-check report (自查排查书面报告) of a county: versions of one task, each with the figures as they stood.
create table reports (
  id uuid primary key,
  task_id uuid not null references tasks (id),
  notice_id uuid not null references notices (id),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  -- Whose number it takes and whose seal it bears.
  agency_id uuid not null references agencies (id),
  version integer not null check (version > 0),
  status text not null check (status in ('draft', 'submitted', 'accepted', 'returned')),
  -- What the county writes itself; what the program counted, with the instant and the SHA-256 over its canonical JSON.
  texts jsonb not null,
  snapshot jsonb not null,
  as_of timestamptz(3) not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  -- Taken at submission in the same transaction; a returned version keeps its own.
  number text unique,
  drafted_by uuid not null references officials (id),
  drafted_at timestamptz(3) not null,
  submitted_by uuid references officials (id),
  submitted_at timestamptz(3),
  submitted_on date,
  reviewed_by uuid references officials (id),
  reviewed_at timestamptz(3),
  returned_reason text,
  unique (task_id, version),
  check ((status = 'draft') = (number is null)),
  check ((status = 'draft') = (submitted_on is null)),
  check ((status = 'returned') = (returned_reason is not null))
);
-- One version at a time is written or waits for its answer.
create unique index reports_open on reports (task_id) where status in ('draft', 'submitted');
create index reports_in_order on reports (drafted_at desc, id desc);
create index reports_of_area on reports (area_path, drafted_at desc, id desc);
create index reports_of_area_id on reports (area_id);
create index reports_of_notice on reports (notice_id, area_path);
create index reports_of_agency on reports (agency_id);
create index reports_drafted_by on reports (drafted_by);
create index reports_submitted_by on reports (submitted_by);
create index reports_reviewed_by on reports (reviewed_by);

-- What was submitted stays as it was submitted, whoever asks.
create function reports_frozen() returns trigger language plpgsql as $$
begin
  if old.status <> 'draft' and
     (old.task_id, old.area_id, old.version, old.texts, old.snapshot, old.as_of, old.digest, old.number, old.submitted_at, old.submitted_on)
     is distinct from
     (new.task_id, new.area_id, new.version, new.texts, new.snapshot, new.as_of, new.digest, new.number, new.submitted_at, new.submitted_on)
  then raise exception 'a submitted report is changed' using errcode = '23514', constraint = 'reports_frozen';
  end if;
  return new;
end $$;
create trigger reports_frozen before update on reports for each row execute function reports_frozen();

alter table reports enable row level security;
-- A draft is the county's own paper until it is submitted.
create policy reports_read on reports for select to gangshao_app
  using (in_scope(area_path) and (status <> 'draft' or has_role('countyOffice')));
create policy reports_insert on reports for insert to gangshao_app with check (in_scope(area_path));
create policy reports_change on reports for update to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path));
create policy reports_system on reports to gangshao_system using (true) with check (true);
grant select, insert, update on reports to gangshao_app, gangshao_system;
