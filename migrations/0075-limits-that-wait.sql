-- A limit of a tip whose last day lies in a year of which nobody has entered the working days. The tip goes its way; the limit begins,
-- counted from its own day, when the year is there (tips.startWaitingLimits).
create table tip_limits_waiting (
  tip_id uuid not null references tips (id),
  kind text not null,
  started_on date not null,
  primary key (tip_id, kind)
);
alter table tip_limits_waiting enable row level security;
create policy tip_limits_waiting_holder on tip_limits_waiting to gangshao_app
  using (exists (select from tips t where t.id = tip_id)) with check (exists (select from tips t where t.id = tip_id));
create policy tip_limits_waiting_system on tip_limits_waiting to gangshao_system using (true) with check (true);
grant select, insert, update on tip_limits_waiting to gangshao_app, gangshao_system;
grant delete on tip_limits_waiting to gangshao_system;
select past.refuse('tips', 'tip_limits_waiting');
