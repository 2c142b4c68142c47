-- Numbers of confined leads and of hand-over forms do not count: in a series without gaps, whoever sees two numbers and not the one
-- between them knows that something is kept from him. Drawn by chance, each once; nobody may read which are taken.
create table drawn_numbers (number text primary key);
insert into drawn_numbers (number)
  select number from leads where number like 'XM%' union select number from tip_hand_overs where number is not null;
alter table drawn_numbers enable row level security;
create policy drawn_numbers_draw on drawn_numbers for insert to gangshao_app, gangshao_system with check (true);
grant insert on drawn_numbers to gangshao_app, gangshao_system;

drop table tip_counters;
delete from lead_counters where series = 'XM';
alter table lead_counters drop constraint lead_counters_pkey, drop column series, add primary key (year);
