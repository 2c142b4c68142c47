-- One register for everything that may be ditiaogang, from whatever source, with one life cycle (src/leads/lead.ts).

-- Numbers run without gaps: the row of the year is taken in the transaction of the lead, so that openings of one year
-- follow each other, and one that fails gives its number back.
create table lead_counters (
  year integer primary key,
  last integer not null check (last > 0)
);
grant select, insert, update on lead_counters to gangshao_app, gangshao_system;

create table leads (
  id uuid primary key,
  number text not null unique check (number ~ '^XS\d{4}-\d{6,}$'),
  status text not null check (status in
    ('opened', 'assigned', 'underVerification', 'founded', 'unfounded', 'lawful', 'notOurs', 'closed')),
  source text not null check (source in ('alarm', 'observation', 'visit', 'tip', 'superior', 'media')),
  -- The record it came from: an id of this program, or the number of a document, or where it was published.
  source_id text not null,
  site_id uuid references sites (id),
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  -- The list of a county or a township is one walk of an index in its order, which a range of paths cannot give.
  county_id integer generated always as (nullif(split_part(area_path, '/', 3), '')::integer) stored,
  township_id integer generated always as (nullif(split_part(area_path, '/', 4), '')::integer) stored,
  title text not null,
  -- What was known at opening: words and reasons. Never in an event.
  facts jsonb not null default '{}',
  -- Whole milliseconds: the clock of the program, and the mark of a page, know no more.
  opened_at timestamptz(3) not null,
  opened_by uuid references officials (id),
  assigned_agency_id uuid references agencies (id),
  -- What the verification found; stays when the lead is closed.
  outcome text check (outcome in ('founded', 'unfounded', 'lawful', 'notOurs')),
  decision_reason text,
  decided_at timestamptz(3),
  decided_by uuid references officials (id),
  cause text,
  close_note text,
  closed_at timestamptz(3),
  closed_by uuid references officials (id),
  -- The earlier lead of the same matter that this one joined; it takes the status of that one from then on.
  joined_to uuid references leads (id) check (joined_to <> id),
  check ((status = 'closed') = (cause is not null)),
  check (status <> 'assigned' or assigned_agency_id is not null)
);
-- A site has one open lead at most, the others are joined to it.
create unique index leads_open_at_site on leads (site_id) where joined_to is null and status <> 'closed' and site_id is not null;
create index leads_of_site on leads (site_id, opened_at desc);
create index leads_of_source on leads (source_id);
create index leads_joined on leads (joined_to) where joined_to is not null;
create index leads_of_area on leads (area_id);
create index leads_opened_by on leads (opened_by);
create index leads_decided_by on leads (decided_by);
create index leads_closed_by on leads (closed_by);
-- Orders of the list: city, county, township, village. Measured with 100,000 leads: see listLeads in src/leads/store.ts.
create index leads_in_order on leads (opened_at desc, id desc);
create index leads_of_county on leads (county_id, opened_at desc, id desc);
create index leads_of_township on leads (township_id, opened_at desc, id desc);
create index leads_by_path on leads (area_path, opened_at desc, id desc);
create index leads_open_in_order on leads (opened_at desc, id desc) where status <> 'closed';
create index leads_open_of_county on leads (county_id, opened_at desc, id desc) where status <> 'closed';
create index leads_by_agency on leads (assigned_agency_id, opened_at desc, id desc);
-- What the workbench counts.
create index leads_not_closed on leads (area_path, status, source) where status <> 'closed';

-- Every assignment with how it ended: taken up, or given back with its reason.
create table lead_assignments (
  id uuid primary key,
  lead_id uuid not null references leads (id),
  area_path text collate "C" not null,
  agency_id uuid not null references agencies (id),
  assigned_by uuid not null references officials (id),
  assigned_at timestamptz(3) not null,
  note text,
  taken_up_by uuid references officials (id),
  taken_up_at timestamptz(3),
  returned_by uuid references officials (id),
  returned_at timestamptz(3),
  return_reason text,
  check (taken_up_at is null or returned_at is null),
  check ((returned_at is null) = (return_reason is null))
);
create index lead_assignments_of_lead on lead_assignments (lead_id, assigned_at);
create unique index lead_assignments_open on lead_assignments (lead_id) where returned_at is null;
create index lead_assignments_of_agency on lead_assignments (agency_id);
create index lead_assignments_by_path on lead_assignments (area_path);
create index lead_assignments_assigned_by on lead_assignments (assigned_by);
create index lead_assignments_taken_up_by on lead_assignments (taken_up_by);
create index lead_assignments_returned_by on lead_assignments (returned_by);

alter table leads enable row level security;
create policy leads_scope on leads to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path));
create policy leads_system on leads to gangshao_system using (true) with check (true);
alter table lead_assignments enable row level security;
create policy lead_assignments_scope on lead_assignments to gangshao_app using (in_scope(area_path)) with check (in_scope(area_path));
create policy lead_assignments_system on lead_assignments to gangshao_system using (true) with check (true);
grant select, insert, update on leads, lead_assignments to gangshao_app, gangshao_system;
