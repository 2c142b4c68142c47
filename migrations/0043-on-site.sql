-- On-site supervision of a government (督导检查): planned, seen point by point beside the figure the program knows, fed back under a number;
-- each problem is an item of the ledger. It looks at governments: no column names a site or a firm.
create table onsite_supervisions (
  id uuid primary key,
  agency_id uuid not null references agencies (id),
  supervisor_level text not null check (supervisor_level in ('city', 'county')),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  status text not null check (status in ('planned', 'underway', 'fedBack', 'cancelled')),
  cause text not null,
  members text[] not null check (cardinality(members) > 1),
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  points text[] not null check (cardinality(points) > 0),
  picks jsonb,
  -- What the program knew of the place when the supervision began: the figure beside each point.
  known jsonb,
  -- By point: what was seen, whether it matches, and what is to be put right.
  seen jsonb not null default '{}',
  planned_by uuid not null references officials (id),
  planned_at timestamptz(3) not null,
  started_on date,
  number text unique,
  summary text,
  feedback_paper jsonb,
  fed_back_on date,
  cancelled_reason text,
  check ((status = 'fedBack') = (number is not null)),
  check ((status = 'cancelled') = (cancelled_reason is not null))
);
create index onsite_in_order on onsite_supervisions (planned_at desc, id desc);
create index onsite_by_path on onsite_supervisions (area_path);
create index onsite_of_area on onsite_supervisions (area_id);
create index onsite_of_agency on onsite_supervisions (agency_id);
create index onsite_planned_by on onsite_supervisions (planned_by);

alter table onsite_supervisions enable row level security;
-- Whom it concerns sees it from its beginning on; the plan may be unannounced.
create policy onsite_read on onsite_supervisions for select to gangshao_app
  using (coalesce(area_path ^@ any ((select my_scope())::text[]), false)
         and (started_on is not null or coalesce(substring(area_path from case supervisor_level when 'city' then '^/[0-9]+/' else '^/[0-9]+/[0-9]+/' end)
              ^@ any ((select my_scope())::text[]), false)));
create policy onsite_plan on onsite_supervisions for insert to gangshao_app with check (in_scope(area_path) and planned_by = present_official());
create policy onsite_change on onsite_supervisions for update to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path));
create policy onsite_system on onsite_supervisions to gangshao_system using (true) with check (true);
grant select, insert on onsite_supervisions to gangshao_app, gangshao_system;
grant update (status, known, seen, started_on, number, summary, feedback_paper, fed_back_on, cancelled_reason) on onsite_supervisions
  to gangshao_app, gangshao_system;
