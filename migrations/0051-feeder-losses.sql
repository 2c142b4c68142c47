-- A loss that was there from the first reading is learnt as normal: what is beyond what such lines lose is an alarm of its own kind.
alter table alarms drop constraint alarms_kind_check;
alter table alarms add constraint alarms_kind_check check (kind in ('unlicensedMelting', 'outsideLicence', 'restartAtClosedSite', 'registerFirst',
  'silentMeter', 'plainThreshold', 'feederSurplus', 'feederLoss'));
alter table alarms drop constraint alarms_feeder_kind;
alter table alarms add constraint alarms_feeder_kind check ((kind in ('feederSurplus', 'feederLoss')) = (feeder_id is not null));

-- medium: 6–20 kV; low: 0.4 kV; null: nobody said, and the wider limit counts.
alter table feeders add column voltage text check (voltage in ('medium', 'low'));

-- Months of readings that were ordered to end, before they are dropped: no transaction spans both stores, and a kill lies between.
create table ended_months (
  month text primary key check (month ~ '^[0-9]{4}-[0-9]{2}$'),
  ordered_at timestamptz(3) not null,
  -- Null: ordered, and perhaps dropped already.
  ended_at timestamptz(3)
);
create index ended_months_under_way on ended_months (month) where ended_at is null;
alter table ended_months enable row level security;
create policy ended_months_system on ended_months to gangshao_system using (true) with check (true);
grant select, insert, update on ended_months to gangshao_system;
