-- Reports from outside (举报): received by every channel, verified, acted on, answered. docs/decisions/009-tips.md.
-- Nothing here holds an address of a reporter, a device, or the key to an envelope.

-- Agencies of the caller, once per statement.
create function my_agencies() returns uuid[] language sql stable parallel safe as $$
  select coalesce(string_to_array(nullif(current_setting('app.agencies', true), ''), ','), '{}')::uuid[]
$$;

create table tips (
  id uuid primary key,
  -- What officials call it: says nothing of when or as the how-manieth it came.
  code_name text not null unique check (code_name ~ '^JB-[0-9A-Z]{6}$'),
  -- Slow keyed hash of the reporter's code.
  code_hash bytea not null unique,
  channel text not null check (channel in
    ('web', 'plainForm', 'phone12345', 'phone12315', 'phone12369', 'letter', 'visit', 'superior', 'media')),
  -- Number of the hotline's work order or of the letter, where there is one.
  source_number text,
  -- Who came first matters for the reward.
  arrival bigint generated always as identity unique,
  status text not null check (status in
    ('received', 'handedOver', 'verifying', 'founded', 'dealtWith', 'unfounded', 'notVerifiable', 'handedOn')),
  holder_level text not null check (holder_level in ('city', 'county')),
  -- Whose eyes it is for: the area of its holder, not the place it speaks of, so that nobody below the holder sees it.
  area_id integer not null references areas (id),
  area_path text collate "C" not null,
  county_id integer not null references areas (id),
  -- As the public register names the county.
  county_code text not null,
  place_area_id integer not null references areas (id),
  place_words text not null default '',
  -- Rounded to a hundredth of a degree before it is sent.
  place_lat numeric(4, 2),
  place_lon numeric(5, 2),
  kind text not null check (kind in ('maker', 'movedOrRestarted', 'underCover', 'rollingOrSelling')),
  runs text not null check (runs in ('night', 'day', 'always', 'unknown')),
  signs text[] not null default '{}',
  words text not null default '',
  -- The reporter fears that somebody in the county is involved: the county never sees it.
  county_involved boolean not null,
  -- Digest of the content as it came, under the salt of the first step.
  received_at timestamptz(3) not null,
  received_on date not null,
  -- Taken into the register of the office; one of a flood waits for it, with its receipt.
  admitted_at timestamptz(3),
  hops integer not null default 0 check (hops between 0 and 2),
  lead_id uuid references leads (id),
  -- The earlier tip of the same matter, whose result it shares.
  joined_to uuid references tips (id) check (joined_to <> id),
  concluded_at timestamptz(3),
  concluded_by uuid references officials (id),
  -- What the reporter is told with the result.
  answer text,
  disputed_at timestamptz(3),
  demonstration boolean not null default false
);
create index tips_of_area on tips (area_id);
create index tips_by_path on tips (area_path, received_at desc, id desc);
create index tips_in_order on tips (received_at desc, id desc);
create index tips_open_in_order on tips (received_at desc, id desc) where status in ('received', 'handedOver', 'verifying');
create index tips_of_county on tips (county_id, received_at desc, id desc);
create index tips_of_place on tips (place_area_id, arrival);
create index tips_of_lead on tips (lead_id) where lead_id is not null;
create index tips_joined on tips (joined_to) where joined_to is not null;
create index tips_concluded_by on tips (concluded_by);
create index tips_waiting on tips (arrival) where admitted_at is null;

-- Challenges that were answered, each once; forgotten when they could not be answered any more.
create table spent_challenges (
  challenge text primary key,
  good_until timestamptz not null
);
create index spent_challenges_old on spent_challenges (good_until);

-- One for a tip and one for every later message, of one size, empty or not.
create table tip_envelopes (
  id uuid primary key,
  tip_id uuid not null references tips (id),
  message_id uuid,
  sealed jsonb not null
);
create index tip_envelopes_of_tip on tip_envelopes (tip_id);
create index tip_envelopes_of_message on tip_envelopes (message_id) where message_id is not null;

-- The life of a tip, step by step; the row of the public register is its leaf.
create table tip_steps (
  id uuid primary key,
  tip_id uuid not null references tips (id),
  seq integer not null,
  kind text not null,
  at timestamptz(3) not null,
  -- Leaf, salt, claim and promise: what the reporter needs to prove it.
  proof jsonb not null,
  unique (tip_id, seq)
);

create table tip_messages (
  id uuid primary key,
  tip_id uuid not null references tips (id),
  sender text not null check (sender in ('reporter', 'office')),
  words text not null,
  at timestamptz(3) not null,
  by uuid references officials (id)
);
create index tip_messages_of_tip on tip_messages (tip_id, at);
create index tip_messages_by on tip_messages (by);

-- Officials from whom a tip is kept: named in it, or close to who is.
create table tip_withholdings (
  tip_id uuid not null references tips (id),
  official_id uuid not null references officials (id),
  set_by uuid not null references officials (id),
  set_at timestamptz(3) not null,
  primary key (tip_id, official_id)
);
create index tip_withholdings_of_official on tip_withholdings (official_id);
create index tip_withholdings_set_by on tip_withholdings (set_by);

-- The hand-over form (交办单): a paraphrase, checked by a second person, in numbered copies.
create table tip_hand_overs (
  id uuid primary key,
  tip_id uuid not null references tips (id),
  number text unique,
  status text not null check (status in ('drafted', 'issued', 'discarded')),
  receiver_area_id integer not null references areas (id),
  paraphrase text not null,
  purpose text not null,
  -- What could give the reporter away, as it was found and answered.
  clues jsonb not null default '[]',
  -- Receivers with the number of their copy.
  copies jsonb not null default '[]',
  drafted_by uuid not null references officials (id),
  drafted_at timestamptz(3) not null,
  checked_by uuid references officials (id) check (checked_by <> drafted_by),
  issued_at timestamptz(3)
);
create index tip_hand_overs_of_tip on tip_hand_overs (tip_id, drafted_at);
create unique index tip_hand_overs_one_draft on tip_hand_overs (tip_id) where status = 'drafted';
create index tip_hand_overs_receiver on tip_hand_overs (receiver_area_id);
create index tip_hand_overs_drafted_by on tip_hand_overs (drafted_by);
create index tip_hand_overs_checked_by on tip_hand_overs (checked_by);
create table tip_counters (
  year integer primary key,
  last integer not null check (last > 0)
);

-- Closed tips looked at again by somebody else: drawn as a sample, or because the reporter disputes the result.
create table tip_rechecks (
  id uuid primary key,
  tip_id uuid not null references tips (id),
  reason text not null check (reason in ('sample', 'dispute')),
  opened_at timestamptz(3) not null,
  outcome text check (outcome in ('upheld', 'changed')),
  words text,
  decided_by uuid references officials (id),
  decided_at timestamptz(3)
);
create index tip_rechecks_of_tip on tip_rechecks (tip_id);
create unique index tip_rechecks_open on tip_rechecks (tip_id) where decided_at is null;
create index tip_rechecks_decided_by on tip_rechecks (decided_by);

-- A reward is claimed by code and paid against a second code shown at the counter; no name is written down here.
create table tip_rewards (
  id uuid primary key,
  tip_id uuid not null unique references tips (id),
  status text not null check (status in ('open', 'claimed', 'eligible', 'notEligible', 'paid', 'lapsed')),
  scheme text not null,
  level integer,
  amount_yuan integer,
  reasons text,
  claim_until date not null,
  claim_hash bytea unique,
  claimed_at timestamptz(3),
  decided_by uuid references officials (id),
  decided_at timestamptz(3),
  answered_by uuid references officials (id),
  answered_at timestamptz(3)
);
create index tip_rewards_decided_by on tip_rewards (decided_by);
create index tip_rewards_answered_by on tip_rewards (answered_by);
create index tip_rewards_open on tip_rewards (claim_until) where status in ('open', 'claimed', 'eligible');

-- The tip whose code the present request has shown.
create function present_tip() returns uuid language sql stable parallel safe as $$
  select nullif(current_setting('app.tip', true), '')::uuid
$$;
-- As the owner: the public role finds a tip by the hash of its code and in no other way.
create function tip_of_code(hash bytea) returns uuid language sql stable security definer set search_path = public as $$
  select id from tips where code_hash = hash
$$;
revoke execute on function tip_of_code(bytea) from public;
grant execute on function tip_of_code(bytea) to gangshao_public, gangshao_app;
-- How many came since an instant, and nothing else: what a flood costs is decided by it.
create function tips_since(since timestamptz) returns bigint language sql stable security definer set search_path = public as $$
  select count(*) from tips where received_at >= since
$$;
revoke execute on function tips_since(timestamptz) from public;
grant execute on function tips_since(timestamptz) to gangshao_public;
-- Everything that is kept from the present official: the tips, and the leads opened from them.
create function withheld_from_me() returns uuid[] language sql stable security definer set search_path = public as $$
  select coalesce(array_agg(id), '{}') from (
    select w.tip_id as id from tip_withholdings w where w.official_id = present_official()
    union all
    select t.lead_id from tip_withholdings w join tips t on t.id = w.tip_id where w.official_id = present_official() and t.lead_id is not null) kept
$$;
revoke execute on function withheld_from_me() from public;
grant execute on function withheld_from_me() to gangshao_app;
-- A county gives a tip back: the row leaves its eyes with this write, which row-level security cannot allow by itself.
create function give_tip_back(tip uuid, city integer, city_path text) returns void language plpgsql security definer set search_path = public as $$
begin
  if current_setting('role') = 'gangshao_app'
     and not exists (select from tips where id = tip and holder_level = 'county' and in_scope(area_path) and has_role('countyOffice'))
  then raise exception 'a tip that is not held' using errcode = '42501';
  end if;
  update tips set holder_level = 'city', area_id = city, area_path = city_path, status = 'received', hops = hops + 1 where id = tip;
  update time_limits set area_id = city, area_path = city_path where subject_id = tip and state in ('running', 'suspended');
end $$;
revoke execute on function give_tip_back(uuid, integer, text) from public;
grant execute on function give_tip_back(uuid, integer, text) to gangshao_app;

alter table tips enable row level security;
create policy tips_holder on tips to gangshao_app
  using (not (id = any ((select withheld_from_me())::uuid[])) and coalesce(area_path ^@ any ((select my_scope())::text[]), false)
     and (has_role('cityOffice') or (holder_level = 'county' and has_role('countyOffice'))))
  with check (in_scope(area_path) and (has_role('cityOffice') or has_role('countyOffice')));
-- A clerk writes down what came by telephone or letter, for the city to hand on: seen in this one transaction, to give the receipt.
create policy tips_entry_read on tips for select to gangshao_app using (id = present_tip());
create policy tips_entry on tips for insert to gangshao_app with check (id = present_tip());
create policy tips_system on tips to gangshao_system using (true) with check (true);
create policy tips_reporter on tips to gangshao_public using (id = present_tip()) with check (id = present_tip());
grant select, insert, update on tips to gangshao_app, gangshao_system;
grant select, insert on tips to gangshao_public;
grant update (disputed_at, status, area_id, area_path, holder_level, joined_to, lead_id) on tips to gangshao_public;

alter table spent_challenges enable row level security;
create policy spent_challenges_public on spent_challenges for insert to gangshao_public, gangshao_app with check (true);
create policy spent_challenges_system on spent_challenges to gangshao_system using (true) with check (true);
grant insert on spent_challenges to gangshao_public, gangshao_app;
grant select, delete on spent_challenges to gangshao_system;

do $$
declare
  part text;
begin
  -- What belongs to a tip is seen with it: the policy asks the policy of the tip.
  foreach part in array array['tip_envelopes', 'tip_steps', 'tip_messages', 'tip_hand_overs', 'tip_rechecks', 'tip_rewards', 'tip_withholdings'] loop
    execute format('alter table %I enable row level security', part);
    execute format('create policy %I on %I to gangshao_app using (exists (select from tips t where t.id = tip_id)) with check (exists (select from tips t where t.id = tip_id))', part || '_holder', part);
    execute format('create policy %I on %I to gangshao_system using (true) with check (true)', part || '_system', part);
    execute format('grant select, insert on %I to gangshao_app, gangshao_system', part);
  end loop;
  foreach part in array array['tip_envelopes', 'tip_steps', 'tip_messages'] loop
    execute format('create policy %I on %I to gangshao_public using (tip_id = present_tip()) with check (tip_id = present_tip())', part || '_reporter', part);
  end loop;
end $$;
create policy tip_rewards_reporter on tip_rewards to gangshao_public using (tip_id = present_tip()) with check (tip_id = present_tip());
create policy tip_rechecks_reporter on tip_rechecks for insert to gangshao_public with check (tip_id = present_tip() and reason = 'dispute');
grant select, insert on tip_steps, tip_messages to gangshao_public;
grant insert on tip_envelopes, tip_rechecks to gangshao_public;
grant select on tip_rewards to gangshao_public;
grant update (status, claim_hash, claimed_at) on tip_rewards to gangshao_public;
grant update on tip_hand_overs, tip_rechecks, tip_rewards to gangshao_app, gangshao_system;
grant delete on tip_withholdings to gangshao_app;
grant select, insert, update on tip_counters to gangshao_app, gangshao_system;

-- A paying body sees claims by the code shown to it, and neither the tip nor its words.
create function reward_of_claim(hash bytea) returns setof tip_rewards language sql stable security definer set search_path = public as $$
  select * from tip_rewards where claim_hash = hash
$$;
revoke execute on function reward_of_claim(bytea) from public;
grant execute on function reward_of_claim(bytea) to gangshao_app;

-- Leads that come from tips are for those who handle them: they carry the area of the holder, run in a number series of their own so
-- that no gap in the other tells of them, and never join a lead that others see.
alter table leads add column confined boolean not null default false;
alter table leads drop constraint leads_number_check;
alter table leads add constraint leads_number_check check (number ~ '^X[SM]\d{4}-\d{6,}$');
alter table lead_counters add column series text not null default 'XS' check (series in ('XS', 'XM'));
alter table lead_counters drop constraint lead_counters_pkey;
alter table lead_counters add primary key (year, series);
drop index leads_open_at_site;
create unique index leads_open_at_site on leads (site_id)
  where joined_to is null and status <> 'closed' and site_id is not null and not confined;
-- An agency that was charged keeps seeing what it gave back.
create function leads_charged_to_me() returns uuid[] language sql stable security definer set search_path = public as $$
  select coalesce(array_agg(distinct x.lead_id), '{}') from lead_assignments x join leads l on l.id = x.lead_id
   where x.agency_id = any (my_agencies()) and l.confined
$$;
revoke execute on function leads_charged_to_me() from public;
grant execute on function leads_charged_to_me() to gangshao_app;
-- What was taken up may be taken back too, by the program, from who stays silent.
alter table lead_assignments drop constraint lead_assignments_check;
alter policy leads_scope on leads using (coalesce(area_path ^@ any ((select my_scope())::text[]), false)
  and (not confined or ((has_role('cityOffice') or has_role('countyOffice') or id = any ((select leads_charged_to_me())::uuid[]))
                        and not (id = any ((select withheld_from_me())::uuid[])))));

create or replace function leads_with_text(wanted text, below text[], most integer) returns uuid[]
  language plpgsql stable security definer set search_path = public as $$
declare
  found uuid[];
begin
  with scoped as (select my_scope() as paths, leads_charged_to_me() as charged, withheld_from_me() as withheld), hits as (
    select l.id from leads l, scoped
     where grams(l.title) @> (case when length(wanted) = 1 then array[lower(wanted)]
                                   else (select array_agg(substr(lower(wanted), place, 2)) from generate_series(1, length(wanted) - 1) as place) end)
       and strpos(lower(l.title), lower(wanted)) > 0 and l.area_path ^@ any (scoped.paths) and l.area_path ^@ any (below)
       and (not l.confined or ((has_role('cityOffice') or has_role('countyOffice') or l.id = any (scoped.charged))
                               and not (l.id = any (scoped.withheld))))
    union all
    select l.id from leads l, scoped
     where l.number collate "C" >= upper(wanted) and l.number collate "C" < upper(wanted) || '~'
       and l.area_path ^@ any (scoped.paths) and l.area_path ^@ any (below)
       and (not l.confined or ((has_role('cityOffice') or has_role('countyOffice') or l.id = any (scoped.charged))
                               and not (l.id = any (scoped.withheld))))
  )
  select coalesce(array_agg(id), '{}') into found from (select id from hits limit most + 1) first;
  return case when cardinality(found) <= most then found end;
end $$;

-- The limits of such a matter are for the same eyes.
alter table time_limits add column confined boolean not null default false;
alter policy time_limits_scope on time_limits using (in_scope(area_path)
  and (not confined or ((has_role('cityOffice') or has_role('countyOffice') or subject_id = any ((select leads_charged_to_me())::uuid[]))
                        and not (subject_id = any ((select withheld_from_me())::uuid[])))));
create policy time_limits_public on time_limits to gangshao_public using (subject_id = present_tip()) with check (false);
grant select on time_limits to gangshao_public;
