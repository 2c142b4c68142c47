-- Meter data in PostgreSQL: what was delivered and by which right, which batches count, what the detectors say.
-- The readings themselves lie in the meter store (docs/decisions/003-readings-layout.md).

-- Power data is commercial information shared by agreement for a purpose: not every post of an area may see it.
create function sees_meters() returns boolean language sql stable parallel safe as $$
  select string_to_array(nullif(current_setting('app.roles', true), ''), ',')
      && array['cityOffice', 'countyOffice', 'departmentOfficer', 'powerLiaison', 'superiorInspector']
$$;

-- What the power company handed over, under which agreement, for what, on which basis.
create table deliveries (
  id uuid primary key,
  agreement text not null check (agreement <> ''),
  purpose text not null check (purpose <> ''),
  basis text not null check (basis <> ''),
  file_id uuid references files (id),
  file_name text not null,
  file_sha256 text not null check (file_sha256 ~ '^[0-9a-f]{64}$'),
  file_size bigint not null,
  status text not null check (status in ('received', 'importing', 'inForce', 'failed', 'withdrawn')),
  -- Share of the file read so far, 0–1: written while it is imported.
  progress real not null default 0,
  days integer not null default 0,
  accounts integer not null default 0,
  unknown_accounts integer not null default 0,
  rejected_rows integer not null default 0,
  first_day date,
  last_day date,
  -- Why it could not be imported: {code, line}.
  failure jsonb,
  withdrawn_reason text,
  delivered_by uuid references officials (id),
  delivered_at timestamptz(3) not null,
  finished_at timestamptz(3),
  area_id integer not null references areas (id),
  area_path text collate "C" not null
);
create index deliveries_in_order on deliveries (delivered_at desc, id desc);
create index deliveries_by_path on deliveries (area_path, delivered_at desc, id desc);
create index deliveries_of_area on deliveries (area_id);
create index deliveries_of_file on deliveries (file_id);
create index deliveries_of_official on deliveries (delivered_by);
-- The same content is under way or in force once.
create unique index deliveries_of_content on deliveries (file_sha256) where status in ('received', 'importing', 'inForce');

-- One attempt to bring a delivery into the meter store. Readers see the batches in force and no other.
create sequence reading_versions;
create table reading_batches (
  id uuid primary key,
  delivery_id uuid not null references deliveries (id),
  state text not null check (state in ('arriving', 'inForce', 'dead', 'withdrawn')),
  parts integer not null default 0,
  -- Order in which batches came into force: for each quarter hour the newest one counts.
  version bigint unique,
  -- The parts of a dead batch have left the meter store.
  cleared boolean not null default false,
  area_path text collate "C" not null,
  begun_at timestamptz(3) not null,
  ended_at timestamptz(3),
  check ((state in ('inForce', 'withdrawn')) = (version is not null))
);
grant usage on sequence reading_versions to gangshao_system;
create index reading_batches_of_delivery on reading_batches (delivery_id);
create index reading_batches_in_force on reading_batches (version) where state = 'inForce';
create index reading_batches_to_clear on reading_batches (id) where state = 'arriving' or (state = 'dead' and not cleared);

-- Rows of a file that were not taken, the first of them (count: deliveries.rejected_rows).
create table delivery_rejects (
  delivery_id uuid not null references deliveries (id),
  line integer not null,
  account text,
  day text,
  reason text not null,
  area_path text collate "C" not null,
  primary key (delivery_id, line)
);
-- Accounts that the ledger did not know when they were delivered: their readings are kept.
create table delivery_unknown_accounts (
  delivery_id uuid not null references deliveries (id),
  account text not null,
  days integer not null,
  area_path text collate "C" not null,
  primary key (delivery_id, account)
);
create index delivery_unknown_accounts_by_account on delivery_unknown_accounts (account);

-- Where each usage point stands: as of the last run of the detectors. No row: nobody has looked yet.
create table meter_states (
  usage_point_id uuid primary key references usage_points (id),
  state text not null check (state in ('reading', 'gaps', 'silent', 'noReadings')),
  last_read_on date,
  -- Of the thirty days up to the newest day of any delivery.
  missing_share real not null,
  score real,
  scored_to date,
  card_version text not null,
  looked_at timestamptz(3) not null,
  area_path text collate "C" not null
);
create index meter_states_by_path on meter_states (area_path);

create table alarms (
  id uuid primary key,
  usage_point_id uuid not null references usage_points (id),
  kind text not null check (kind in ('unlicensedMelting', 'restartAtClosedSite', 'registerFirst', 'silentMeter', 'plainThreshold')),
  score real not null,
  -- Reasons as codes with numbers, caveats, measures: shape in src/metering/alarm.ts.
  reasons jsonb not null,
  window_from date not null,
  window_to date not null,
  -- Last day of readings that was looked at; what lies before it is spent once the alarm is closed.
  looked_to date not null,
  raised_at timestamptz(3) not null,
  rescored_at timestamptz(3),
  status text not null check (status in ('open', 'assigned', 'verified', 'closed')),
  assigned_agency_id uuid references agencies (id),
  -- Nothing was found in the register that would explain it.
  register_checked_at timestamptz(3),
  register_checked_by uuid references officials (id),
  found text,
  verified_at timestamptz(3),
  verified_by uuid references officials (id),
  cause text check (cause in ('honestFoundry', 'registerWrong', 'otherTrade', 'idle', 'theft', 'forbidden', 'readingsBack')),
  close_note text,
  closed_at timestamptz(3),
  closed_by uuid references officials (id),
  lead_id uuid references leads (id),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  card_version text not null,
  check ((status = 'closed') = (cause is not null)),
  check ((status = 'closed') = (closed_at is not null))
);
create unique index alarms_open on alarms (usage_point_id, kind) where status <> 'closed';
create index alarms_of_usage_point on alarms (usage_point_id, raised_at desc);
create index alarms_in_order on alarms (score desc, id desc);
create index alarms_by_kind on alarms (kind, score desc, id desc);
create index alarms_by_path on alarms (area_path, score desc, id desc);
create index alarms_of_area on alarms (area_id);
create index alarms_of_lead on alarms (lead_id);
create index alarms_of_agency on alarms (assigned_agency_id);
create index alarms_register_checked_by on alarms (register_checked_by);
create index alarms_verified_by on alarms (verified_by);
create index alarms_closed_by on alarms (closed_by);
-- The measured yield.
create index alarms_closed on alarms (kind, cause) where status = 'closed';

do $$
declare t text;
begin
  foreach t in array array['deliveries', 'reading_batches', 'delivery_rejects', 'delivery_unknown_accounts', 'meter_states', 'alarms'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy %I on %I to gangshao_system using (true) with check (true)', t || '_system', t);
    execute format('grant select, insert, update on %I to gangshao_system', t);
  end loop;
  foreach t in array array['deliveries', 'delivery_rejects', 'delivery_unknown_accounts', 'meter_states', 'alarms'] loop
    execute format('create policy %I on %I to gangshao_app using (in_scope(area_path) and sees_meters()) with check (in_scope(area_path) and sees_meters())', t || '_scope', t);
    execute format('grant select on %I to gangshao_app', t);
  end loop;
end $$;
grant insert, update on deliveries to gangshao_app;
grant update on alarms to gangshao_app;
-- Which batches count is no secret and holds for everyone who may read a curve at all.
create policy reading_batches_read on reading_batches for select to gangshao_app using (sees_meters());
create policy reading_batches_withdraw on reading_batches for update to gangshao_app
  using (in_scope(area_path) and sees_meters()) with check (in_scope(area_path) and sees_meters());
grant select, update on reading_batches to gangshao_app;
-- From and to which day there are readings at all: an office of a county sees the curves of its area, not the delivery of the city.
create function readings_span(out first_day date, out last_day date)
  language sql stable security definer set search_path = public as $$
  select min(d.first_day), max(d.last_day) from deliveries d where d.status = 'inForce'
$$;
revoke all on function readings_span() from public;
grant execute on function readings_span() to gangshao_app, gangshao_system;
