-- Official documents: numbers, addressees, receipts, and the tasks their paragraphs demand.
create table document_numbers (
  agency_id uuid not null references agencies (id),
  year integer not null,
  last_serial integer not null,
  primary key (agency_id, year)
);
create table notices (
  id uuid primary key,
  issuer_agency_id uuid not null references agencies (id),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  title text not null,
  paragraphs jsonb not null,
  demands jsonb not null,
  receipt_days integer,
  status text not null check (status in ('draft', 'issued', 'withdrawn')),
  -- 机关代字〔年〕序号号, taken at issue and never given again.
  number text unique,
  serial integer,
  issued_on date,
  superior_notice_id uuid references notices (id),
  -- Number of a superior document that is not kept here.
  superior_number text,
  file_id uuid references files (id),
  withdrawn_reason text,
  drafted_by uuid not null references officials (id),
  drafted_at timestamptz not null
);
create index notices_in_order on notices (drafted_at desc, id desc);
create index notices_of_area on notices (area_path, drafted_at desc, id desc);
create index notices_of_issuer on notices (issuer_agency_id);
create index notices_of_area_id on notices (area_id);
create index notices_by_superior on notices (superior_notice_id);
create index notices_by_file on notices (file_id);
create index notices_by_drafter on notices (drafted_by);
create table notice_addressees (
  id uuid primary key,
  notice_id uuid not null references notices (id),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  -- Null: the government of the area itself.
  agency_id uuid references agencies (id),
  unique nulls not distinct (notice_id, area_id, agency_id)
);
create index notice_addressees_of_area on notice_addressees (area_path);
create index notice_addressees_of_area_id on notice_addressees (area_id);
create index notice_addressees_of_agency on notice_addressees (agency_id);
-- A receipt is a confirmation by account (确认), not a signature.
create table receipts (
  addressee_id uuid primary key references notice_addressees (id),
  notice_id uuid not null references notices (id),
  area_path text collate "C" not null,
  official_id uuid not null references officials (id),
  confirmed_at timestamptz not null
);
create index receipts_of_notice on receipts (notice_id);
create index receipts_of_official on receipts (official_id);
create table tasks (
  id uuid primary key,
  notice_id uuid not null references notices (id),
  addressee_id uuid not null references notice_addressees (id),
  paragraph integer not null,
  title text not null,
  product text not null check (product in ('workPlan', 'dutySplit', 'selfCheckReport', 'sweep', 'other')),
  owner_area_id integer not null references areas (id),
  owner_agency_id uuid references agencies (id),
  area_path text collate "C" not null,
  due_on date not null,
  status text not null check (status in ('open', 'delivered', 'accepted', 'returned', 'cancelled')),
  -- What was handed in: a file, or a record of a later module.
  product_file_id uuid references files (id),
  product_kind text,
  product_id uuid,
  delivered_on date,
  returned_reason text
);
create index tasks_in_order on tasks (due_on, id);
create index tasks_of_area on tasks (area_path, due_on, id);
create index tasks_of_notice on tasks (notice_id, due_on, id);
create index tasks_of_addressee on tasks (addressee_id);
create index tasks_of_owner_area on tasks (owner_area_id);
create index tasks_of_owner_agency on tasks (owner_agency_id);
create index tasks_by_file on tasks (product_file_id);
-- Files a notice shows to its addressees, beyond their own scope.
alter table notices enable row level security;
create policy notices_read on notices for select to gangshao_app
  using (in_scope(area_path) or (status <> 'draft' and over_me(area_path)));
create policy notices_insert on notices for insert to gangshao_app with check (in_scope(area_path));
create policy notices_change on notices for update to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path));
create policy notices_system on notices to gangshao_system using (true) with check (true);
alter table notice_addressees enable row level security;
create policy addressees_scope on notice_addressees to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path));
create policy addressees_system on notice_addressees to gangshao_system using (true) with check (true);
alter table receipts enable row level security;
create policy receipts_scope on receipts to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path) and official_id = present_official());
create policy receipts_system on receipts to gangshao_system using (true) with check (true);
alter table tasks enable row level security;
create policy tasks_scope on tasks to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path));
create policy tasks_system on tasks to gangshao_system using (true) with check (true);
grant select, insert, update on notices, tasks, document_numbers to gangshao_app, gangshao_system;
grant select, insert on notice_addressees, receipts to gangshao_app, gangshao_system;
grant delete on notice_addressees to gangshao_app, gangshao_system;
create policy files_of_notices on files for select to gangshao_app
  using (exists (select 1 from notices n where n.file_id = files.id));
