-- Rules are dated data: every limit, threshold, checklist and legal basis with its source and how sure it is.
create table rules (
  id uuid primary key,
  key text not null,
  title jsonb not null,
  value jsonb not null,
  valid_from date not null,
  valid_to date check (valid_to is null or valid_to >= valid_from),
  citation jsonb not null,
  standing text not null check (standing in ('authentic', 'secondary', 'inferred', 'unverified')),
  grade text check (grade in ('A', 'B', 'C', 'D')),
  note jsonb,
  -- The official text a legal reviewer attached when raising the row.
  text_file_id uuid references files (id),
  raised_by uuid,
  raised_at timestamptz,
  -- Raised by a fictional reviewer of the demo city: shown as such, never to be relied on.
  demonstration boolean not null default false,
  unique (key, valid_from)
);
create index rules_by_text_file on rules (text_file_id);
alter table rules enable row level security;
create policy rules_read on rules for select to gangshao_app, gangshao_public using (true);
create policy rules_raise on rules for update to gangshao_app using (has_role('legalReviewer')) with check (has_role('legalReviewer'));
create policy rules_system on rules to gangshao_system using (true) with check (true);
grant select on rules to gangshao_app, gangshao_public;
grant update (standing, text_file_id, raised_by, raised_at, demonstration) on rules to gangshao_app;
grant select, insert, update on rules to gangshao_system;
