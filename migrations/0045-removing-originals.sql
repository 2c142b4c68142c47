-- A sealed original of a picture or video ends with its retention rule; the row, its digest and the step stay.
alter table tip_files add column original_removed_at timestamptz(3) check (original_removed_at is null or sealed_sha256 is not null);
-- It was decided that the original goes, and it is still on disk: what a process that dies leaves is gone on with.
alter table tip_files add column original_goes boolean not null default false;
create index tip_files_originals on tip_files (received_at, id) where sealed_sha256 is not null and original_removed_at is null;
create index tip_files_original_goes on tip_files (id) where original_goes;
