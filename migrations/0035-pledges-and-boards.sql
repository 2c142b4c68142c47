-- 责任书: what a holder undertakes, in versions; confirmed by account (确认) or by a scan with his signature.
create table pledges (
  id uuid primary key,
  appointment_id uuid not null references appointments (id),
  version integer not null check (version > 0),
  official_id uuid not null references officials (id),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  -- What it says, as it was drawn up; the documents are made from it. Its SHA-256 stands on the paper and in the events.
  content jsonb not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  drawn_up_by uuid not null references officials (id),
  drawn_up_at timestamptz not null,
  confirmed_at timestamptz,
  scan_file_id uuid references files (id),
  scanned_at timestamptz,
  unique (appointment_id, version),
  check ((scan_file_id is null) = (scanned_at is null))
);
create index pledges_of_official on pledges (official_id);
create index pledges_of_area on pledges (area_id);
create index pledges_by_path on pledges (area_path);
create index pledges_drawn_up_by on pledges (drawn_up_by);
create index pledges_of_scan on pledges (scan_file_id);
-- What was confirmed or signed stays as it was.
create function pledges_frozen() returns trigger language plpgsql as $$
begin
  if (new.appointment_id, new.version, new.official_id, new.area_id, new.content, new.digest, new.drawn_up_by, new.drawn_up_at)
     is distinct from (old.appointment_id, old.version, old.official_id, old.area_id, old.content, old.digest, old.drawn_up_by, old.drawn_up_at)
     or (old.confirmed_at is not null and new.confirmed_at is distinct from old.confirmed_at)
  then raise exception 'a pledge is changed' using errcode = '23514', constraint = 'pledges_frozen';
  end if;
  return new;
end $$;
create trigger pledges_frozen before update on pledges for each row execute function pledges_frozen();
alter table pledges enable row level security;
create policy pledges_read on pledges for select to gangshao_app using (in_scope(area_path));
create policy pledges_write on pledges for insert to gangshao_app with check (in_scope(area_path) and drawn_up_by = present_official());
create policy pledges_change on pledges for update to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path));
create policy pledges_system on pledges to gangshao_system using (true) with check (true);
grant select, insert, update on pledges to gangshao_app, gangshao_system;

-- 公示牌: where a board stands, and whom it named when it was last printed.
create table boards (
  id uuid primary key,
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  place text not null,
  -- Area, post and official of everybody named, in order.
  named jsonb not null,
  printed_on date not null,
  printed_by uuid not null references officials (id),
  removed_on date
);
create index boards_by_path on boards (area_path, id);
create index boards_of_area on boards (area_id);
create index boards_printed_by on boards (printed_by);
alter table boards enable row level security;
create policy boards_read on boards for select to gangshao_app using (in_scope(area_path));
create policy boards_write on boards for insert to gangshao_app with check (in_scope(area_path) and printed_by = present_official());
create policy boards_change on boards for update to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path));
create policy boards_system on boards to gangshao_system using (true) with check (true);
grant select, insert, update on boards to gangshao_app, gangshao_system;
