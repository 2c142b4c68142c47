-- Pictures and videos of a report. Of a picture the reporter's device sends a reading copy and the sealed original; of a video the
-- sealed original alone, of which whoever opened it makes stills. docs/decisions/012-tip-files.md.
-- Neither the reporter's file name nor anything of the file's metadata is kept here.
create table tip_files (
  id uuid primary key,
  tip_id uuid not null references tips (id),
  kind text not null check (kind in ('photo', 'video', 'still')),
  state text not null check (state in ('arriving', 'preparing', 'ready', 'sealed', 'unreadable', 'notWhole')),
  -- The reporter says that the picture shows where he stands, or does not know.
  shows_place boolean not null,
  -- Octets as they were announced; what has arrived is the length of the piece on disk.
  reading_octets integer check (reading_octets > 0),
  sealed_octets integer check (sealed_octets > 0),
  -- As they were received, in the receipt.
  reading_sha256 text check (reading_sha256 ~ '^[0-9a-f]{64}$'),
  sealed_sha256 text check (sealed_sha256 ~ '^[0-9a-f]{64}$'),
  -- The reading copy, encoded anew by us: the only one that is ever shown.
  display_sha256 text check (display_sha256 ~ '^[0-9a-f]{64}$'),
  width integer,
  height integer,
  -- The reading copy as it was sent is still on disk.
  as_sent boolean not null default false,
  -- Holds the key of the original, in two halves like every envelope.
  envelope_id uuid unique references tip_envelopes (id),
  -- Of a still: the video it was taken from, by whom, and where in it.
  of_file uuid references tip_files (id),
  made_by uuid references officials (id),
  at_second integer check (at_second >= 0),
  announced_at timestamptz(3) not null,
  received_at timestamptz(3),
  check ((kind = 'still') = (made_by is not null)),
  check ((kind = 'still') = (of_file is not null)),
  check ((kind = 'video') = (reading_octets is null)),
  check (kind <> 'still' or sealed_octets is null),
  check ((sealed_octets is null) = (envelope_id is null)),
  check (state <> 'ready' or display_sha256 is not null)
);
create index tip_files_of_tip on tip_files (tip_id, announced_at, id);
create index tip_files_of_file on tip_files (of_file) where of_file is not null;
create index tip_files_made_by on tip_files (made_by) where made_by is not null;
create index tip_files_preparing on tip_files (received_at, id) where state = 'preparing';
create index tip_files_arriving on tip_files (announced_at) where state = 'arriving';
create index tip_files_as_sent on tip_files (id) where as_sent and state in ('ready', 'unreadable');

-- The tip of a file, for whoever shows the token that was given out for it.
create function tip_of_file(file uuid) returns uuid language sql stable security definer set search_path = public as $$
  select tip_id from tip_files where id = file
$$;
revoke execute on function tip_of_file(uuid) from public;
grant execute on function tip_of_file(uuid) to gangshao_public;

alter table tip_files enable row level security;
-- Seen with the tip: the policy asks the policy of the tip.
create policy tip_files_holder on tip_files to gangshao_app
  using (exists (select from tips t where t.id = tip_id))
  with check (kind = 'still' and made_by = present_official() and exists (select from tips t where t.id = tip_id));
create policy tip_files_reporter on tip_files to gangshao_public
  using (tip_id = present_tip()) with check (tip_id = present_tip() and kind <> 'still');
create policy tip_files_system on tip_files to gangshao_system using (true) with check (true);
grant select, insert on tip_files to gangshao_app, gangshao_public, gangshao_system;
grant update (state, received_at, reading_sha256, sealed_sha256, as_sent) on tip_files to gangshao_public;
grant update on tip_files to gangshao_system;
