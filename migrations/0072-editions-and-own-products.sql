-- The summary over all reports of a notice as it was issued: numbered, with the figures of its instant and their digest. Nothing of it is
-- ever changed: by grant, and by a trigger against the owner's own hand. Figures that change later make the next edition.
create table summary_editions (
  id uuid primary key,
  notice_id uuid not null references notices (id),
  -- Whose number it takes: the issuer of the notice.
  agency_id uuid not null references agencies (id),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  edition integer not null check (edition > 0),
  number text not null unique,
  snapshot jsonb not null,
  as_of timestamptz(3) not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  issued_by uuid not null references officials (id),
  issued_at timestamptz(3) not null,
  unique (notice_id, edition)
);
create index summary_editions_by_path on summary_editions (area_path);
create index summary_editions_of_area on summary_editions (area_id);
create index summary_editions_of_agency on summary_editions (agency_id);
create index summary_editions_issued_by on summary_editions (issued_by);

create function summary_editions_frozen() returns trigger language plpgsql as $$
begin
  if (old.id, old.notice_id, old.agency_id, old.edition, old.number, old.snapshot, old.as_of, old.digest, old.issued_by, old.issued_at)
     is distinct from
     (new.id, new.notice_id, new.agency_id, new.edition, new.number, new.snapshot, new.as_of, new.digest, new.issued_by, new.issued_at)
  then raise exception 'an issued summary is changed' using errcode = '23514', constraint = 'summary_editions_frozen';
  end if;
  return new;
end $$;
create trigger summary_editions_frozen before update on summary_editions for each row execute function summary_editions_frozen();

alter table summary_editions enable row level security;
create policy summary_editions_read on summary_editions for select to gangshao_app using (in_scope(area_path));
create policy summary_editions_insert on summary_editions for insert to gangshao_app
  with check (in_scope(area_path) and issued_by = present_official());
create policy summary_editions_system on summary_editions to gangshao_system using (true) with check (true);
grant select, insert on summary_editions to gangshao_app, gangshao_system;
select past.keep('summary_editions');

-- The area whose office handed a product in: an office does not judge what it handed in itself. Null: a department, a grid worker, or
-- handed in before this was noted.
alter table task_products add column delivered_area_id integer references areas (id);
create index task_products_delivered_area on task_products (delivered_area_id);
select past.keep('task_products');
