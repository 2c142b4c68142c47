-- A notice is issued in December too: where its working days reach into a year that nobody has entered, its tasks are due at the end of time
-- ('infinity') until that year is there, and so are its confirmations. The days are kept to be counted then; null where the text names a date.
alter table tasks add column days integer, add column day_kind text not null default 'calendar' check (day_kind in ('working', 'calendar'));
alter table tasks add check (due_on <> 'infinity' or days is not null);
select past.keep('tasks');
create index tasks_to_be_dated on tasks (id) where due_on = 'infinity';
create index acknowledgements_to_be_dated on acknowledgements (id) where due_on = 'infinity';
grant update (late) on task_products to gangshao_system;
