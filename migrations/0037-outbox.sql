-- Words that leave the program: one row for each person, channel and occasion, with what has become of it. It tells that there is a
-- matter and its number, never what it is about; addresses are read at the moment of sending and stand nowhere here.
create table messages (
  -- Also the key by which a channel knows one that comes twice (Message-ID).
  id uuid primary key,
  matter_kind text not null,
  matter_id uuid not null,
  -- Why it is sent: `issue`, `urge.1`. One person is told once of one occasion by one channel.
  occasion text not null,
  number text not null,
  official_id uuid not null references officials (id),
  area_path text collate "C" not null,
  channel text not null check (channel in ('inApp', 'email', 'messenger', 'sms')),
  status text not null check (status in ('waiting', 'sending', 'sent', 'noAddress', 'givenUp', 'cancelled')),
  attempts integer not null default 0,
  -- Time of the next attempt; while `sending`, the time from which the sender counts as dead.
  due_at timestamptz(3) not null,
  put_at timestamptz(3) not null,
  ended_at timestamptz(3),
  -- A word for what went wrong, without address.
  failure text,
  unique (matter_id, occasion, official_id, channel),
  check ((status in ('waiting', 'sending')) = (ended_at is null))
);
create index messages_due on messages (due_at, id) where status in ('waiting', 'sending');
create index messages_of_official on messages (official_id, put_at desc, id desc);
create index messages_by_path on messages (area_path);
create index messages_undelivered on messages (ended_at desc, id desc) where status in ('noAddress', 'givenUp');
alter table messages enable row level security;
create policy messages_read on messages for select to gangshao_app using (in_scope(area_path));
create policy messages_put on messages for insert to gangshao_app with check (in_scope(area_path));
create policy messages_change on messages for update to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path));
create policy messages_system on messages to gangshao_system using (true) with check (true);
grant select, insert on messages to gangshao_app, gangshao_system;
grant update (status, attempts, due_at, ended_at, failure) on messages to gangshao_app, gangshao_system;
-- A moved area takes its rows along (0015); as the owner.

-- Where a person wants to be told. Read by the person and, when something is sent, by the program; by nobody else.
create table official_contacts (
  official_id uuid primary key references officials (id),
  email text,
  mobile text,
  changed_at timestamptz(3) not null
);
alter table official_contacts enable row level security;
create policy official_contacts_own on official_contacts to gangshao_app
  using (official_id = present_official()) with check (official_id = present_official());
create policy official_contacts_system on official_contacts for select to gangshao_system using (true);
grant select, insert, update on official_contacts to gangshao_app;
grant select on official_contacts to gangshao_system;
