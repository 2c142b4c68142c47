-- A notice is reviewed before it is issued, sealed after it has its number, and may take the place of an older one.
alter table notices drop constraint notices_status_check;
alter table notices add constraint notices_status_check
  check (status in ('draft', 'inReview', 'approved', 'issued', 'withdrawn', 'superseded'));
alter table notices
  -- Whole levels below the issuer that are addressed: read from the tree on the day of issue.
  add column addressee_levels text[] not null default '{}' check (addressee_levels <@ array['county', 'township', 'village']),
  add column submitted_by uuid references officials (id),
  add column reviewed_by uuid references officials (id),
  add column reviewed_at timestamptz(3),
  add column review_note text,
  -- The document as it was issued, whoever prints it later, and the SHA-256 over its canonical JSON.
  add column paper jsonb,
  add column digest text check (digest ~ '^[0-9a-f]{64}$'),
  -- The document counts as issued with the scan of the sealed paper, or the file with an electronic seal.
  add column sealed_file_id uuid references files (id),
  add column seal_kind text check (seal_kind in ('scan', 'eSeal')),
  add column sealed_at timestamptz(3),
  add column sealed_by uuid references officials (id),
  add column supersedes_id uuid references notices (id),
  add constraint notices_sealed_whole check (num_nulls(sealed_file_id, seal_kind, sealed_at, sealed_by) in (0, 4));
create index notices_submitted_by on notices (submitted_by);
create index notices_reviewed_by on notices (reviewed_by);
create index notices_sealed_by on notices (sealed_by);
create index notices_by_sealed_file on notices (sealed_file_id);
create index notices_by_superseded on notices (supersedes_id);
create index notices_unsealed on notices (area_path, issued_on, id) where status = 'issued' and sealed_at is null;
create index notices_in_force on notices (issued_on, id) where status = 'issued';

-- What was issued stays as it was issued, whoever asks.
create function notices_frozen() returns trigger language plpgsql as $$
begin
  if old.number is not null and
     (old.issuer_agency_id, old.title, old.paragraphs, old.demands, old.number, old.serial, old.issued_on, old.superior_notice_id,
      old.superior_number, old.file_id, old.paper, old.digest, old.supersedes_id)
     is distinct from
     (new.issuer_agency_id, new.title, new.paragraphs, new.demands, new.number, new.serial, new.issued_on, new.superior_notice_id,
      new.superior_number, new.file_id, new.paper, new.digest, new.supersedes_id)
  then raise exception 'an issued notice is changed' using errcode = '23514', constraint = 'notices_frozen';
  end if;
  return new;
end $$;
create trigger notices_frozen before update on notices for each row execute function notices_frozen();

alter policy files_of_notices on files
  using (exists (select 1 from notices n where n.file_id = files.id) or exists (select 1 from notices n where n.sealed_file_id = files.id));

-- A place that was addressed passes the notice itself down, with a remark of its own (转发).
create table notice_forwards (
  id uuid primary key,
  notice_id uuid not null references notices (id),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  remark text not null,
  forwarded_by uuid not null references officials (id),
  forwarded_at timestamptz(3) not null
);
create index notice_forwards_of_notice on notice_forwards (notice_id, area_path, forwarded_at);
create index notice_forwards_of_area on notice_forwards (area_path);
create index notice_forwards_of_area_id on notice_forwards (area_id);
create index notice_forwards_by on notice_forwards (forwarded_by);
alter table notice_forwards enable row level security;
create policy notice_forwards_read on notice_forwards for select to gangshao_app using (in_scope(area_path) or over_me(area_path));
create policy notice_forwards_add on notice_forwards for insert to gangshao_app
  with check (in_scope(area_path) and forwarded_by = present_official());
create policy notice_forwards_system on notice_forwards to gangshao_system using (true) with check (true);
grant select, insert on notice_forwards to gangshao_app, gangshao_system;

alter table notice_addressees add column forward_id uuid references notice_forwards (id);
create index notice_addressees_of_forward on notice_addressees (forward_id);
create index notice_addressees_in_order on notice_addressees (notice_id, area_path, id);
-- The scope is read once per statement and not once per row: a notice may have tens of thousands of addressees.
alter policy addressees_scope on notice_addressees using (coalesce(area_path ^@ any ((select my_scope())::text[]), false));
alter policy receipts_scope on receipts using (coalesce(area_path ^@ any ((select my_scope())::text[]), false));
alter policy tasks_scope on tasks using (coalesce(area_path ^@ any ((select my_scope())::text[]), false));
alter policy messages_read on messages using (coalesce(area_path ^@ any ((select my_scope())::text[]), false));

-- Chasing for a receipt (催签): by rule or by a person, once for each occasion.
create table notice_urges (
  addressee_id uuid not null references notice_addressees (id),
  -- `chase.1` by the first step of the rule, `urge.2018-02-12` by a person on that day.
  occasion text not null,
  notice_id uuid not null references notices (id),
  area_path text collate "C" not null,
  -- Null: the rule.
  urged_by uuid references officials (id),
  urged_at timestamptz(3) not null,
  primary key (addressee_id, occasion)
);
create index notice_urges_of_notice on notice_urges (notice_id);
create index notice_urges_by_path on notice_urges (area_path);
create index notice_urges_by on notice_urges (urged_by);
alter table notice_urges enable row level security;
create policy notice_urges_scope on notice_urges to gangshao_app
  using (coalesce(area_path ^@ any ((select my_scope())::text[]), false)) with check (in_scope(area_path) and urged_by = present_official());
create policy notice_urges_system on notice_urges to gangshao_system using (true) with check (true);
grant select, insert on notice_urges to gangshao_app, gangshao_system;

-- What was handed in for a task, version by version, and what was said to each.
create table task_products (
  id uuid primary key,
  task_id uuid not null references tasks (id),
  area_path text collate "C" not null,
  version integer not null check (version > 0),
  file_id uuid references files (id),
  product_kind text,
  product_id uuid,
  delivered_by uuid references officials (id),
  delivered_at timestamptz(3) not null,
  delivered_on date not null,
  -- Handed in after the day that was set; stays for good.
  late boolean not null,
  status text not null check (status in ('delivered', 'accepted', 'returned')),
  reviewed_by uuid references officials (id),
  reviewed_at timestamptz(3),
  returned_reason text,
  unique (task_id, version),
  check ((status = 'returned') = (returned_reason is not null))
);
create index task_products_by_path on task_products (area_path);
create index task_products_by_file on task_products (file_id);
create index task_products_delivered_by on task_products (delivered_by);
create index task_products_reviewed_by on task_products (reviewed_by);
alter table task_products enable row level security;
create policy task_products_scope on task_products to gangshao_app
  using (coalesce(area_path ^@ any ((select my_scope())::text[]), false)) with check (in_scope(area_path));
create policy task_products_system on task_products to gangshao_system using (true) with check (true);
grant select, insert on task_products to gangshao_app, gangshao_system;
grant update (status, reviewed_by, reviewed_at, returned_reason) on task_products to gangshao_app, gangshao_system;
-- Handed in before there were versions: what is known of it.
insert into task_products (id, task_id, area_path, version, file_id, product_kind, product_id, delivered_at, delivered_on, late, status, returned_reason)
  select gen_random_uuid(), t.id, t.area_path, 1, t.product_file_id, t.product_kind, t.product_id, t.delivered_on, t.delivered_on, t.delivered_on > t.due_on,
         case when t.status in ('accepted', 'returned') then t.status else 'delivered' end, case when t.status = 'returned' then coalesce(t.returned_reason, '') end
    from tasks t where t.delivered_on is not null;
