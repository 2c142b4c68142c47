-- Sweeps that must cover every village and every target site, what was seen from outside, what was checked on site, what was judged.
create table sweeps (
  id uuid primary key,
  notice_id uuid not null references notices (id),
  name text not null,
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  starts_on date not null,
  due_on date not null,
  -- Number of the plan approved by a county government or above; without it the sweep yields observations only.
  plan_number text,
  plan_approved_by uuid references agencies (id),
  status text not null check (status in ('running', 'finished')),
  opened_by uuid not null references officials (id),
  opened_at timestamptz not null,
  finished_on date
);
create index sweeps_in_order on sweeps (opened_at desc, id desc);
create index sweeps_of_area on sweeps (area_path, opened_at desc, id desc);
create index sweeps_of_area_id on sweeps (area_id);
create index sweeps_of_notice on sweeps (notice_id);
create index sweeps_of_approver on sweeps (plan_approved_by);
create index sweeps_of_opener on sweeps (opened_by);

create table sweep_targets (
  id uuid primary key,
  sweep_id uuid not null references sweeps (id),
  kind text not null check (kind in ('village', 'site')),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  site_id uuid references sites (id),
  -- unvisited is never clean; observed: seen from outside only.
  status text not null check (status in ('unvisited', 'nothingSeen', 'reported', 'observed', 'visited')),
  reported_on date,
  unique nulls not distinct (sweep_id, area_id, site_id)
);
create index sweep_targets_of_area on sweep_targets (sweep_id, area_path, id);
create index sweep_targets_by_status on sweep_targets (sweep_id, status, area_path, id);
create index sweep_targets_of_area_id on sweep_targets (area_id);
create index sweep_targets_of_site on sweep_targets (site_id);

create table observations (
  id uuid primary key,
  content_hash bytea not null,
  sweep_target_id uuid references sweep_targets (id),
  site_id uuid references sites (id),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  seen text[] not null,
  words text,
  photo_ids uuid[] not null default '{}',
  position jsonb,
  observed_at timestamptz not null,
  observed_by uuid not null references officials (id),
  received_at timestamptz not null,
  lead_id uuid references leads (id)
);
create index observations_in_order on observations (received_at desc, id desc);
create index observations_of_area on observations (area_path, received_at desc, id desc);
create index observations_of_area_id on observations (area_id);
create index observations_of_site on observations (site_id);
create index observations_of_target on observations (sweep_target_id);
create index observations_of_observer on observations (observed_by);
create index observations_of_lead on observations (lead_id);
-- A second content under an id already used: both are kept, neither silently wins.
create table observation_conflicts (
  id uuid primary key,
  observation_id uuid not null references observations (id),
  area_path text collate "C" not null,
  content jsonb not null,
  sent_by uuid not null references officials (id),
  received_at timestamptz not null
);
create index observation_conflicts_of_observation on observation_conflicts (observation_id);
create index observation_conflicts_of_sender on observation_conflicts (sent_by);

create table visits (
  id uuid primary key,
  site_id uuid not null references sites (id),
  enterprise_id uuid references enterprises (id),
  agency_id uuid not null references agencies (id),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  lead_id uuid references leads (id),
  sweep_target_id uuid references sweep_targets (id),
  case_file_id uuid,
  task_source text not null,
  -- Law and article as the officers state it, and the rule of the rulebook that makes the agency competent.
  basis jsonb not null,
  basis_rule_id uuid not null references rules (id),
  planned_on date not null,
  item_code text,
  approval jsonb,
  notice jsonb,
  exempt_reason text,
  gate_log_in text,
  status text not null check (status in ('proposed', 'planned', 'underway', 'submitted', 'accepted', 'cancelled')),
  started_at timestamptz,
  submitted_at timestamptz,
  findings jsonb,
  photo_ids uuid[] not null default '{}',
  returned_reason text,
  planned_by uuid references officials (id)
);
create index visits_in_order on visits (planned_on desc, id desc);
create index visits_of_area on visits (area_path, planned_on desc, id desc);
create index visits_of_area_id on visits (area_id);
create index visits_of_site on visits (site_id, planned_on);
create index visits_of_enterprise on visits (enterprise_id, agency_id, planned_on);
create index visits_of_agency on visits (agency_id, planned_on);
create index visits_of_lead on visits (lead_id);
create index visits_of_target on visits (sweep_target_id);
create index visits_of_case on visits (case_file_id);
create index visits_of_basis on visits (basis_rule_id);
create index visits_of_planner on visits (planned_by);
create table visit_officers (
  visit_id uuid not null references visits (id),
  official_id uuid not null references officials (id),
  area_path text collate "C" not null,
  card text not null,
  primary key (visit_id, official_id)
);
create index visit_officers_of_official on visit_officers (official_id);

create table judgements (
  id uuid primary key,
  visit_id uuid not null references visits (id),
  site_id uuid not null references sites (id),
  furnace_id uuid references furnaces (id),
  area_path text collate "C" not null,
  evidence jsonb not null,
  -- What the table says, and what the persons signed: the same, unless experts were needed.
  proposed text not null check (proposed in ('permitted', 'forbidden', 'expertNeeded')),
  outcome text not null check (outcome in ('permitted', 'forbidden', 'expertNeeded')),
  rule_keys text[] not null,
  photo_ids uuid[] not null default '{}',
  note text,
  judged_on date not null,
  judged_by uuid not null references officials (id),
  experts jsonb,
  opinion_file_id uuid references files (id)
);
create index judgements_of_site on judgements (site_id, judged_on desc, id desc);
create index judgements_of_area on judgements (area_path, judged_on desc, id desc);
create index judgements_of_visit on judgements (visit_id);
create index judgements_of_furnace on judgements (furnace_id);
create index judgements_of_judge on judgements (judged_by);
create index judgements_of_opinion on judgements (opinion_file_id);
do $$
declare t text;
begin
  foreach t in array array['sweeps', 'sweep_targets', 'observations', 'observation_conflicts', 'visits', 'visit_officers', 'judgements'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy %I on %I to gangshao_system using (true) with check (true)', t || '_system', t);
    execute format('grant select, insert, update on %I to gangshao_app, gangshao_system', t);
  end loop;
  foreach t in array array['sweep_targets', 'observations', 'observation_conflicts', 'visits', 'visit_officers', 'judgements'] loop
    execute format('create policy %I on %I to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path))', t || '_scope', t);
  end loop;
end $$;
-- A sweep ordered above me concerns me too; only its own area changes it.
create policy sweeps_read on sweeps for select to gangshao_app using (in_scope(area_path) or over_me(area_path));
create policy sweeps_insert on sweeps for insert to gangshao_app with check (in_scope(area_path));
create policy sweeps_change on sweeps for update to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path));
-- An observation keeps its content: only the lead it led to may be added.
revoke update on observations from gangshao_app;
grant update (lead_id) on observations to gangshao_app;
revoke update on observation_conflicts from gangshao_app;
