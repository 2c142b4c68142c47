-- A task may be owned by whoever holds a post of its area, today and later.
alter table tasks add column owner_post text check (owner_post in ('principal', 'leaderInCharge', 'gridLeader', 'gridWorker')),
  add constraint tasks_owner_one check (owner_post is null or owner_agency_id is null);
-- Not named as addressee, but the owner of a task: the notice reaches it all the same.
alter table notice_addressees add column by_task boolean not null default false;
