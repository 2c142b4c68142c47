-- Who keeps halves of the keys to sealed identity: two in every county, two in the city, two of a second body. A key comes into use
-- only when both levels have agreed, and is a leaf of the public register.
create table custodians (
  id uuid primary key,
  body text not null check (body in ('county', 'city', 'secondBody')),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  official_id uuid not null references officials (id),
  -- age recipient; the private half never comes here.
  public_key text not null unique check (public_key ~ '^age1[a-z0-9]+$' and length(public_key) between 44 and 2000),
  state text not null check (state in ('proposed', 'active', 'retired', 'lost')),
  proposed_at timestamptz(3) not null,
  agreed_by_county uuid references officials (id),
  agreed_by_city uuid references officials (id),
  active_from timestamptz(3),
  ended_at timestamptz(3),
  end_reason text,
  -- Leaf, salt, claim and promise: published, so that anyone can compare the fingerprint on a poster.
  proof jsonb,
  demonstration boolean not null default false
);
create index custodians_of_area on custodians (area_id, state);
create index custodians_by_path on custodians (area_path);
create index custodians_of_official on custodians (official_id);
create index custodians_agreed_by_county on custodians (agreed_by_county);
create index custodians_agreed_by_city on custodians (agreed_by_city);
alter table custodians enable row level security;
-- Public keys are public.
create policy custodians_read on custodians for select to gangshao_app, gangshao_public using (true);
create policy custodians_write on custodians for insert to gangshao_app with check (official_id = present_official() and state = 'proposed' and in_scope(area_path));
create policy custodians_change on custodians for update to gangshao_app using (true)
  with check (official_id = present_official() or has_role('cityOffice') or has_role('countyOffice') or has_role('securityAdmin'));
create policy custodians_system on custodians to gangshao_system using (true) with check (true);
grant select on custodians to gangshao_app, gangshao_public, gangshao_system;
grant insert, update on custodians to gangshao_app, gangshao_system;
