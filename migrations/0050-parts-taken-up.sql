-- A part that was begun and is held by nobody was left by a worker that is gone: another takes it up.
alter table detection_parts add column begun_at timestamptz(3);
-- How often it was begun: 1 unless a worker was lost or a fault came between.
alter table detection_parts add column attempts integer not null default 0;
