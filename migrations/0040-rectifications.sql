-- The rectification ledger (整改台账): what a government is to put right, wherever that was said; answered by it, accepted by the level
-- directly above, made public for ten working days, then struck off.

-- Numbers run without gaps, like those of the leads: the row of the year is taken in the transaction of the record.
create table supervision_counters (
  series text not null check (series ~ '^[A-Z]{2}$'),
  year integer not null,
  last integer not null check (last > 0),
  primary key (series, year)
);
grant select, insert, update on supervision_counters to gangshao_app, gangshao_system;

create table rectifications (
  id uuid primary key,
  number text not null unique check (number ~ '^ZG\d{4}-\d{4,}$'),
  -- The government that answers.
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  -- The level directly above, which accepts; it follows where the area goes.
  superior_path text collate "C" not null generated always as (regexp_replace(area_path, '[0-9]+/$', '')) stored,
  source text not null check (source in ('meeting', 'summons', 'onSite', 'listing', 'superior')),
  -- The record of this program it comes from, and the number of its document; from outside the number alone.
  source_id uuid,
  source_number text,
  problem text not null,
  demand text not null,
  raised_by uuid not null references officials (id),
  -- Level of the office that entered it: what came from above is not taken off by a level between.
  raiser_level text not null check (raiser_level in ('city', 'county')),
  raised_at timestamptz(3) not null,
  -- The day the demand names; null: the days of the rule.
  named_due_on date,
  due_on date not null,
  status text not null check (status in ('open', 'answered', 'accepted', 'publicised', 'struckOff', 'withdrawn')),
  -- What the public reads, written for it by whoever accepted.
  public_problem text,
  public_result text,
  public_from date,
  public_until date,
  ended_by uuid references officials (id),
  ended_on date,
  withdrawn_reason text,
  check ((source = 'superior') = (source_id is null)),
  check ((status in ('publicised', 'struckOff')) = (public_from is not null)),
  check (num_nulls(public_problem, public_result, public_from, public_until) in (0, 4)),
  check ((status = 'withdrawn') = (withdrawn_reason is not null)),
  check (status <> 'struckOff' or ended_on > public_until)
);
create index rectifications_in_order on rectifications (raised_at desc, id desc);
create index rectifications_by_path on rectifications (area_path, raised_at desc, id desc);
create index rectifications_of_area on rectifications (area_id);
create index rectifications_of_source on rectifications (source_id);
create index rectifications_raised_by on rectifications (raised_by);
create index rectifications_ended_by on rectifications (ended_by);
create index rectifications_public on rectifications (public_from desc, id desc) where public_from is not null;

alter table rectifications enable row level security;
create policy rectifications_read on rectifications for select to gangshao_app
  using (coalesce(area_path ^@ any ((select my_scope())::text[]), false));
create policy rectifications_raise on rectifications for insert to gangshao_app
  with check (in_scope(superior_path) and raised_by = present_official());
create policy rectifications_change on rectifications for update to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path));
create policy rectifications_system on rectifications to gangshao_system using (true) with check (true);
grant select, insert on rectifications to gangshao_app, gangshao_system;
grant update (status, due_on, public_problem, public_result, public_from, public_until, ended_by, ended_on, withdrawn_reason)
  on rectifications to gangshao_app, gangshao_system;

-- Every answer with its evidence, and what was said to it. Nobody accepts what he has answered himself.
create table rectification_answers (
  id uuid primary key,
  rectification_id uuid not null references rectifications (id),
  area_path text collate "C" not null,
  round integer not null check (round > 0),
  answer text not null,
  file_ids uuid[] not null,
  answered_by uuid not null references officials (id),
  answered_at timestamptz(3) not null,
  answered_on date not null,
  -- After the last day; stays for good.
  late boolean not null,
  outcome text check (outcome in ('accepted', 'returned')),
  reviewed_by uuid references officials (id) check (reviewed_by <> answered_by),
  reviewed_on date,
  -- The reasons of a return, or how it was verified.
  findings text,
  unique (rectification_id, round),
  check (num_nulls(outcome, reviewed_by, reviewed_on, findings) in (0, 4))
);
create index rectification_answers_by_path on rectification_answers (area_path);
create index rectification_answers_answered_by on rectification_answers (answered_by);
create index rectification_answers_reviewed_by on rectification_answers (reviewed_by);
alter table rectification_answers enable row level security;
create policy rectification_answers_read on rectification_answers for select to gangshao_app
  using (coalesce(area_path ^@ any ((select my_scope())::text[]), false));
create policy rectification_answers_give on rectification_answers for insert to gangshao_app
  with check (in_scope(area_path) and answered_by = present_official());
create policy rectification_answers_review on rectification_answers for update to gangshao_app
  using (in_scope(area_path)) with check (in_scope(area_path) and reviewed_by = present_official());
create policy rectification_answers_system on rectification_answers to gangshao_system using (true) with check (true);
grant select, insert on rectification_answers to gangshao_app, gangshao_system;
grant update (outcome, reviewed_by, reviewed_on, findings) on rectification_answers to gangshao_app, gangshao_system;

-- What was said against a closure while it was public. By whom is not kept.
create table rectification_objections (
  id uuid primary key,
  rectification_id uuid not null references rectifications (id),
  area_path text collate "C" not null,
  channel text not null check (channel in ('phone', 'letter', 'inPerson', 'online', 'recheck')),
  objection text not null,
  -- The publicity it was made against.
  public_from date not null,
  recorded_by uuid not null references officials (id),
  recorded_on date not null,
  recorded_at timestamptz(3) not null
);
create index rectification_objections_of on rectification_objections (rectification_id, recorded_at);
create index rectification_objections_by_path on rectification_objections (area_path);
create index rectification_objections_recorded_by on rectification_objections (recorded_by);
alter table rectification_objections enable row level security;
create policy rectification_objections_read on rectification_objections for select to gangshao_app
  using (coalesce(area_path ^@ any ((select my_scope())::text[]), false));
create policy rectification_objections_record on rectification_objections for insert to gangshao_app
  with check (in_scope(area_path) and recorded_by = present_official());
create policy rectification_objections_system on rectification_objections to gangshao_system using (true) with check (true);
grant select, insert on rectification_objections to gangshao_app, gangshao_system;

-- What anyone may see of it: the place, and the words that were written for the public.
create view public_rectifications as
  select id, area_id, superior_path, source, public_problem, public_result, public_from, public_until, status
    from rectifications where public_from is not null;
grant select on public_rectifications to gangshao_public, gangshao_app;
