-- Nothing is decided without a verification on site (decision 021). What stands behind a result is kept with it: the accepted visit that got
-- in, or the survey of a place that is nobody's premises ({surveyedOn, officerIds, photoIds}, src/leads/survey.ts).
alter table leads add column visit_id uuid, add column visited_on date, add column survey jsonb,
  add constraint leads_visit_whole check ((visit_id is null) = (visited_on is null));
alter table alarms add column visit_id uuid, add column visited_on date, add column survey jsonb,
  add constraint alarms_visit_whole check ((visit_id is null) = (visited_on is null));

-- A gate that stayed shut verifies nothing.
create view visits_that_got_in with (security_invoker = true) as
  select id, site_id, agency_id, started_at, (started_at at time zone 'Asia/Shanghai')::date as visited_on from visits
   where status = 'accepted' and (findings ->> 'couldEnter')::boolean;
grant select on visits_that_got_in to gangshao_app, gangshao_system;

-- What was decided before keeps its visit where there was one, and no other.
update leads l set visit_id = v.id, visited_on = v.visited_on
  from (select distinct on (l.id) l.id as lead_id, v.id, v.visited_on
          from leads l join visits_that_got_in v on v.site_id = l.site_id
         where l.joined_to is null
           and (v.started_at between l.opened_at and coalesce(l.decided_at, 'infinity') or (l.source = 'visit' and l.source_id = v.id::text))
           and not exists (select from lead_assignments x where x.lead_id = l.second_look_of and x.agency_id = v.agency_id and x.taken_up_at is not null)
         order by l.id, v.started_at desc, v.id) v
 where l.id = v.lead_id;
update alarms a set visit_id = v.id, visited_on = v.visited_on
  from (select distinct on (a.id) a.id as alarm_id, v.id, v.visited_on
          from alarms a join usage_points u on u.id = a.usage_point_id join visits_that_got_in v on v.site_id = u.site_id
         where v.started_at between a.raised_at and coalesce(a.verified_at, a.closed_at, 'infinity')
         order by a.id, v.started_at desc, v.id) v
 where a.id = v.alarm_id;

-- An accepted visit stands behind every lead about its site that was open when it began, and behind the one it led to; not behind a second
-- look at what the same agency had verified. The newest holds until a result is stated. A lead found founded without any may still get one.
-- As the owner: whoever accepts a visit need not know of a lead that only its handlers see.
create function put_visit_behind_leads(visit uuid) returns table (lead_id uuid, lead_path text, lead_status text)
  language sql security definer set search_path = public as $$
  update leads l set visit_id = v.id, visited_on = v.visited_on from visits_that_got_in v
   where v.id = visit and l.site_id = v.site_id and l.joined_to is null and l.visit_id is distinct from v.id
     and (l.visited_on is null or (l.status <> 'founded' and l.visited_on <= v.visited_on))
     and l.status in ('opened', 'assigned', 'underVerification', 'founded')
     and (l.opened_at <= v.started_at
          or exists (select from leads o where (o.id = l.id or o.joined_to = l.id) and o.source = 'visit' and o.source_id = v.id::text))
     and not exists (select from lead_assignments x where x.lead_id = l.second_look_of and x.agency_id = v.agency_id and x.taken_up_at is not null)
  returning l.id, l.area_path, l.status
$$;
revoke execute on function put_visit_behind_leads(uuid) from public;
grant execute on function put_visit_behind_leads(uuid) to gangshao_app, gangshao_system;

-- And behind every alarm of the usage points there that was raised before it began. An alarm of a feeder is verified by a survey of the line;
-- a visit to one of its users lets it end with a cause that accuses somebody. As the owner: a feeder may belong to a wider area than its users.
create function put_visit_behind_alarms(visit uuid) returns table (alarm_id uuid, alarm_path text, alarm_status text)
  language sql security definer set search_path = public as $$
  update alarms a set visit_id = v.id, visited_on = v.visited_on from visits_that_got_in v
   where v.id = visit and a.visit_id is distinct from v.id
     and (a.visited_on is null or (a.status <> 'verified' and a.visited_on <= v.visited_on))
     and a.status <> 'closed' and a.raised_at <= v.started_at
     and (a.usage_point_id in (select u.id from usage_points u where u.site_id = v.site_id)
          or a.feeder_id in (select f.id from feeders f join usage_points u on u.feeder = f.name where u.site_id = v.site_id))
  returning a.id, a.area_path, a.status
$$;
revoke execute on function put_visit_behind_alarms(uuid) from public;
grant execute on function put_visit_behind_alarms(uuid) to gangshao_app, gangshao_system;
