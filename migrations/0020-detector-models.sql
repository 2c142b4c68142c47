-- The detector's models are data: a model is proposed, approved by a person before it scores anything, and withdrawn with a reason.
create table detector_models (
  version text primary key check (version ~ '^[a-z0-9.-]{3,60}$'),
  -- Tables of points: shape in src/metering/detector-model.ts. Never changed: another model is another version.
  model jsonb not null,
  -- SHA-256 of the model as JSON with sorted keys.
  digest text not null unique,
  status text not null check (status in ('proposed', 'approved', 'withdrawn')),
  proposed_at timestamptz(3) not null,
  -- Null: it came with the program.
  proposed_by uuid references officials (id),
  approved_at timestamptz(3),
  approved_by uuid references officials (id),
  withdrawn_at timestamptz(3),
  withdrawn_by uuid references officials (id),
  withdrawn_reason text,
  -- Approved by a fictional person.
  demonstration boolean not null default false,
  check (status <> 'approved' or (approved_at is not null and approved_by is not null)),
  check ((status = 'withdrawn') = (withdrawn_at is not null)),
  check ((withdrawn_at is null) = (withdrawn_reason is null)),
  check (approved_by <> proposed_by)
);
create index detector_models_in_order on detector_models (proposed_at desc, version desc);
create index detector_models_in_use on detector_models (approved_at desc, version desc) where status = 'approved';
create index detector_models_proposed_by on detector_models (proposed_by);
create index detector_models_approved_by on detector_models (approved_by);
create index detector_models_withdrawn_by on detector_models (withdrawn_by);

alter table detector_models enable row level security;
create policy detector_models_system on detector_models to gangshao_system using (true) with check (true);
create policy detector_models_read on detector_models for select to gangshao_app using (sees_meters());
create policy detector_models_propose on detector_models for insert to gangshao_app
  with check (has_role('cityOffice') and status = 'proposed' and proposed_by = present_official());
create policy detector_models_decide on detector_models for update to gangshao_app
  using (has_role('cityOffice')) with check (has_role('cityOffice'));
grant select, insert on detector_models to gangshao_app, gangshao_system;
grant update (status, approved_at, approved_by, withdrawn_at, withdrawn_by, withdrawn_reason, demonstration) on detector_models
  to gangshao_app;

-- Without an approved model meters are looked at for silence only: no model, no version.
alter table meter_states alter column model_version drop not null;
alter table alarms alter column model_version drop not null;

-- One run of detection, split by area into parts that any number of workers work off.
create table detection_runs (
  id uuid primary key,
  -- Runs follow each other in this order; parts of any but the newest have nothing to do.
  number bigint generated always as identity unique,
  planned_at timestamptz(3) not null,
  newest_day date not null,
  model_version text references detector_models (version),
  parts integer not null check (parts >= 0),
  finished_at timestamptz(3)
);
create index detection_runs_of_model on detection_runs (model_version);

create table detection_parts (
  run_id uuid not null references detection_runs (id),
  part integer not null,
  -- Areas from–to in the order of their paths, both inclusive.
  from_path text collate "C" not null,
  to_path text collate "C" not null,
  points integer not null,
  done_at timestamptz(3),
  primary key (run_id, part)
);
create index detection_parts_undone on detection_parts (run_id) where done_at is null;

-- What the newest run measured of a usage point: the newest windows with their features, and the score they led to.
create table point_features (
  usage_point_id uuid primary key references usage_points (id),
  area_path text collate "C" not null,
  run_id uuid not null references detection_runs (id),
  model_version text not null references detector_models (version),
  as_of date not null,
  score real,
  -- The kind an alarm would have, whatever the score; null: none.
  kind text check (kind in ('restartAtClosedSite', 'outsideLicence', 'unlicensedMelting', 'registerFirst')),
  -- Windows with their features: shape in src/metering/detection-store.ts.
  windows jsonb not null
);
create index point_features_by_path on point_features (area_path);
create index point_features_of_run on point_features (run_id);
create index point_features_of_model on point_features (model_version);
create index point_features_by_score on point_features (score desc, usage_point_id) where kind is not null;

do $$
declare t text;
begin
  foreach t in array array['detection_runs', 'detection_parts', 'point_features'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy %I on %I to gangshao_system using (true) with check (true)', t || '_system', t);
    execute format('grant select, insert, update on %I to gangshao_system', t);
    execute format('grant select on %I to gangshao_app', t);
  end loop;
end $$;
-- How far a run has come is no secret among those who may see meters.
create policy detection_runs_read on detection_runs for select to gangshao_app using (sees_meters());
create policy detection_parts_read on detection_parts for select to gangshao_app using (sees_meters());
create policy point_features_scope on point_features for select to gangshao_app using (in_scope(area_path) and sees_meters());
