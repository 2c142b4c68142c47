-- A substitute (替补) stands in for the holder of a township's or village's post, and never fills a vacancy.
alter table appointments drop constraint appointments_post_check;
alter table appointments add constraint appointments_post_check
  check (post in ('principal', 'leaderInCharge', 'gridLeader', 'gridWorker', 'liaison', 'substitute'));
