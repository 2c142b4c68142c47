-- Case files opened from founded leads, penalty decisions, and the closing card: its atoms and every step taken on them.

-- Numbers run without gaps: the row of the year is taken in the transaction of the case, so that one that fails gives it back.
create table case_counters (
  year integer primary key,
  last integer not null check (last > 0)
);
grant select, insert, update on case_counters to gangshao_app, gangshao_system;

create table case_files (
  id uuid primary key,
  number text not null unique check (number ~ '^AJ\d{4}-\d{6,}$'),
  -- A founded lead has one case.
  lead_id uuid not null unique references leads (id),
  site_id uuid not null references sites (id),
  agency_id uuid not null references agencies (id),
  status text not null check (status in ('open', 'closing', 'closed')),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  opened_on date not null,
  opened_at timestamptz(3) not null,
  opened_by uuid not null references officials (id),
  closed_on date,
  check ((status = 'closed') = (closed_on is not null))
);
create index case_files_in_order on case_files (opened_at desc, id desc);
create index case_files_by_path on case_files (area_path, opened_at desc, id desc);
create index case_files_by_agency on case_files (agency_id, opened_at desc, id desc);
create index case_files_of_site on case_files (site_id, opened_at desc);
create index case_files_of_area on case_files (area_id);
create index case_files_opened_by on case_files (opened_by);

create table penalty_decisions (
  id uuid primary key,
  case_file_id uuid not null references case_files (id),
  area_path text collate "C" not null,
  agency_id uuid not null references agencies (id),
  number text not null,
  law text not null,
  article text not null,
  decided_on date not null,
  served_on date check (served_on >= decided_on),
  served_how text check (served_how in ('inPerson', 'leftAtPlace', 'byAgent', 'byPost', 'byNotice')),
  file_id uuid not null references files (id),
  service_file_id uuid references files (id),
  recorded_by uuid not null references officials (id),
  recorded_at timestamptz(3) not null,
  check ((served_on is null) = (served_how is null)),
  unique (case_file_id, number)
);
create index penalty_decisions_by_path on penalty_decisions (area_path);
create index penalty_decisions_of_agency on penalty_decisions (agency_id);
create index penalty_decisions_of_file on penalty_decisions (file_id);
create index penalty_decisions_of_service_file on penalty_decisions (service_file_id);
create index penalty_decisions_recorded_by on penalty_decisions (recorded_by);

-- The card of a case: who handed it in, who accepted it.
create table closure_cards (
  case_file_id uuid primary key references case_files (id),
  area_path text collate "C" not null,
  -- The day whose rulebook says which atoms apply and which states meet which standard.
  rules_on date not null,
  submitted_by uuid references officials (id),
  submitted_at timestamptz(3),
  returned_by uuid references officials (id),
  returned_reason text,
  accepted_by uuid references officials (id) check (accepted_by <> submitted_by),
  accepted_at timestamptz(3),
  acceptance_note text,
  check ((accepted_at is null) = (accepted_by is null))
);
create index closure_cards_by_path on closure_cards (area_path);
create index closure_cards_submitted_by on closure_cards (submitted_by);
create index closure_cards_returned_by on closure_cards (returned_by);
create index closure_cards_accepted_by on closure_cards (accepted_by);

create table closure_atoms (
  id uuid primary key,
  case_file_id uuid not null references case_files (id),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  atom text not null check (atom in ('power', 'water', 'transformer', 'furnace', 'mouldsOrCaster', 'hood', 'platform', 'rails',
    'levelGround', 'rawMaterial', 'product', 'disposal')),
  -- Each furnace of the ledger that was judged forbidden is an atom of its own; null: none is in the ledger.
  furnace_id uuid references furnaces (id),
  position integer not null,
  applies boolean not null,
  -- The row of the rulebook that says whether it applies; the local order where that made it apply.
  rule_id uuid not null references rules (id),
  local_order text,
  local_order_file_id uuid references files (id),
  -- unrecorded: nobody has said yet what is there. It is never counted as done.
  state text not null default 'unrecorded' check (state in ('unrecorded', 'notPresent', 'intact', 'sealed', 'confiscated',
    'dismantled', 'destroyed', 'removed', 'leftByLaw')),
  -- Once confiscated it is the state's: what follows is disposal, no new coercion.
  confiscated boolean not null default false,
  -- Power: the accounts that are cut; water: the meter. Only after the declaration that no dwelling hangs on them.
  usage_point_ids uuid[] not null default '{}',
  meter text,
  serves_no_dwelling boolean not null default false,
  unique nulls not distinct (case_file_id, atom, furnace_id),
  check (furnace_id is null or atom = 'furnace'),
  check (state in ('unrecorded', 'notPresent', 'leftByLaw') or atom not in ('power', 'water') or serves_no_dwelling)
);
create index closure_atoms_of_case on closure_atoms (case_file_id, position, id);
create index closure_atoms_by_path on closure_atoms (area_path, atom, state);
create index closure_atoms_of_area on closure_atoms (area_id);
create index closure_atoms_of_furnace on closure_atoms (furnace_id);
create index closure_atoms_by_rule on closure_atoms (rule_id);
create index closure_atoms_of_order on closure_atoms (local_order_file_id);

-- A step on an atom: prepared, then done or withdrawn. What is done is never changed; the state of an atom is that of its last one.
create table closure_steps (
  id uuid primary key,
  atom_id uuid not null references closure_atoms (id),
  case_file_id uuid not null references case_files (id),
  area_path text collate "C" not null,
  move text not null,
  from_state text not null,
  to_state text not null,
  status text not null check (status in ('prepared', 'done', 'withdrawn')),
  -- Done by the party itself, without force.
  by_party boolean not null,
  coercive_step text,
  basis_rule_id uuid references rules (id),
  -- Whose decision it is, and who did it: for power the company on the authority's request.
  authority_agency_id uuid not null references agencies (id),
  executing_agency_id uuid references agencies (id),
  decision_number text,
  before_ids uuid[] not null default '{}',
  during_ids uuid[] not null default '{}',
  after_ids uuid[] not null default '{}',
  -- Papers the legal basis asks for: [{kind, fileId}].
  documents jsonb not null default '[]',
  -- {kind, words}: where the thing is now.
  whereabouts jsonb,
  statement text,
  reason text,
  emergency_reason text,
  second_official_id uuid references officials (id),
  prepared_by uuid references officials (id),
  prepared_at timestamptz(3),
  started_at timestamptz(3),
  ended_at timestamptz(3),
  executed_by uuid references officials (id),
  recorded_at timestamptz(3),
  withdrawn_reason text,
  check ((status = 'done') = (executed_by is not null)),
  check (status <> 'done' or (started_at is not null and ended_at >= started_at)),
  check (second_official_id <> executed_by),
  -- The last guard: nothing by force without its basis.
  check (status <> 'done' or coercive_step is null or basis_rule_id is not null),
  check (status <> 'done' or to_state <> 'removed' or whereabouts is not null)
);
create index closure_steps_of_atom on closure_steps (atom_id, recorded_at);
create unique index closure_steps_one_prepared on closure_steps (atom_id) where status = 'prepared';
create index closure_steps_of_case on closure_steps (case_file_id);
create index closure_steps_by_path on closure_steps (area_path);
create index closure_steps_by_basis on closure_steps (basis_rule_id);
create index closure_steps_of_authority on closure_steps (authority_agency_id);
create index closure_steps_of_executing on closure_steps (executing_agency_id);
create index closure_steps_second on closure_steps (second_official_id);
create index closure_steps_prepared_by on closure_steps (prepared_by);
create index closure_steps_executed_by on closure_steps (executed_by);

do $$ declare t text; begin
  foreach t in array array['case_files', 'penalty_decisions', 'closure_cards', 'closure_atoms', 'closure_steps'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy %I on %I to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path))', t || '_scope', t);
    execute format('create policy %I on %I to gangshao_system using (true) with check (true)', t || '_system', t);
    execute format('grant select, insert, update on %I to gangshao_app, gangshao_system', t);
  end loop;
end $$;
