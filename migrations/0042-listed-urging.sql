-- Listed urging (挂牌督办): the level above lists a matter with its reason and a limit, and strikes it off only with proof.
create table urgings (
  id uuid primary key,
  number text not null unique check (number ~ '^DB\d{4}-\d{4,}$'),
  -- Who lists: an office, and its level.
  agency_id uuid not null references agencies (id),
  lister_level text not null check (lister_level in ('city', 'county')),
  -- Who answers for the matter.
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  subject_kind text not null check (subject_kind in ('lead', 'caseFile', 'rectification')),
  subject_id uuid not null,
  -- As the matter's own list called it on that day.
  title text not null,
  reason text not null,
  picks jsonb,
  listed_by uuid not null references officials (id),
  listed_at timestamptz(3) not null,
  due_on date not null,
  status text not null check (status in ('listed', 'answered', 'struckOff', 'withdrawn')),
  -- What the public reads of it; null: not made public.
  public_words text,
  answer text,
  answer_file_ids uuid[] not null default '{}',
  answered_by uuid references officials (id),
  answered_on date,
  -- After the last day; stays for good.
  late boolean not null default false,
  return_reason text,
  findings text,
  proof_file_ids uuid[] not null default '{}',
  ended_by uuid references officials (id),
  ended_on date,
  -- Nothing is struck off without proof.
  check (status <> 'struckOff' or (cardinality(proof_file_ids) > 0 and findings is not null and ended_on is not null)),
  check (status <> 'answered' or answered_by is not null)
);
-- A matter is listed once at a time.
create unique index urgings_of_subject on urgings (subject_id) where status in ('listed', 'answered');
create index urgings_in_order on urgings (listed_at desc, id desc);
create index urgings_by_path on urgings (area_path, listed_at desc, id desc);
create index urgings_of_area on urgings (area_id);
create index urgings_of_agency on urgings (agency_id);
create index urgings_listed_by on urgings (listed_by);
create index urgings_answered_by on urgings (answered_by);
create index urgings_ended_by on urgings (ended_by);
create index urgings_public on urgings (listed_at desc, id desc) where public_words is not null;

alter table urgings enable row level security;
create policy urgings_read on urgings for select to gangshao_app
  using (coalesce(area_path ^@ any ((select my_scope())::text[]), false));
create policy urgings_list on urgings for insert to gangshao_app with check (in_scope(area_path) and listed_by = present_official());
create policy urgings_change on urgings for update to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path));
create policy urgings_system on urgings to gangshao_system using (true) with check (true);
grant select, insert on urgings to gangshao_app, gangshao_system;
grant update (status, answer, answer_file_ids, answered_by, answered_on, late, return_reason, findings, proof_file_ids, ended_by, ended_on)
  on urgings to gangshao_app, gangshao_system;

-- What anyone may see: the place, the words written for the public, and whether it is settled.
create view public_urgings as
  select id, area_id, lister_level, public_words, (listed_at at time zone 'Asia/Shanghai')::date as listed_on, due_on, status, ended_on
    from urgings where public_words is not null and status <> 'withdrawn';
grant select on public_urgings to gangshao_public, gangshao_app;
