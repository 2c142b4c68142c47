-- A visit that comes from a lead which only its handlers see is theirs until it has begun: who reads on the eve that officers come tells
-- the firm. Once begun it happened, in front of everybody; what it came from stays with those who see the lead.
alter table visits add column confined boolean not null default false;
update visits v set confined = true from leads l where l.id = v.lead_id and l.confined;
alter table visit_officers add column confined boolean not null default false;
update visit_officers o set confined = true from visits v where v.id = o.visit_id and v.confined;
create index visits_before_begin on visits (agency_id) where confined and started_at is null;

-- Confined visits that have not begun, of the caller's agencies or with the caller among the officers. As the owner: the policy of the
-- officers asks that of the visits, which cannot ask back.
create function visits_ahead_of_me() returns uuid[] language sql stable security definer set search_path = public as $$
  select coalesce(array_agg(v.id), '{}') from visits v
   where v.confined and v.started_at is null and not coalesce(v.lead_id = any (withheld_from_me()), false)
     and (v.agency_id = any (my_agencies())
       or exists (select from visit_officers o where o.visit_id = v.id and o.official_id = present_official()))
$$;
revoke execute on function visits_ahead_of_me() from public;
grant execute on function visits_ahead_of_me() to gangshao_app;

-- Whether an official sees a lead at all is asked of the policy of the leads.
alter policy visits_scope on visits using (in_scope(area_path)
  and (not confined or started_at is not null or id = any ((select visits_ahead_of_me())::uuid[])
       or exists (select from leads l where l.id = lead_id)));
alter policy visit_officers_scope on visit_officers using (in_scope(area_path)
  and (not confined or exists (select from visits v where v.id = visit_id)));

-- The timeline of a tip, of a lead that comes from one and of its visit is for the same eyes as the record; the audit administrator reads
-- all but what is kept from him. A function, and one look-up for what is not confined: every write asks the policy.
create function timeline_kept(kind text, subject text) returns boolean language plpgsql stable security definer set search_path = public as $$
declare
  of_lead uuid;
begin
  if kind = 'visit' then
    select coalesce(v.lead_id, v.id) into of_lead from visits v where v.id = subject::uuid and v.confined and v.started_at is null;
    if not found or subject::uuid = any (visits_ahead_of_me()) then return false; end if;
  elsif kind = 'lead' then
    select l.id into of_lead from leads l where l.id = subject::uuid and l.confined;
    if not found then return false; end if;
  else
    of_lead := subject::uuid;
  end if;
  if of_lead = any (withheld_from_me()) then return true; end if;
  return not (has_role('auditAdmin')
    or case kind
         when 'visit' then of_lead = any (leads_charged_to_me())
                           or ((has_role('cityOffice') or has_role('countyOffice')) and exists (select from leads l where l.id = of_lead and in_scope(l.area_path)))
         when 'lead' then has_role('cityOffice') or has_role('countyOffice') or of_lead = any (leads_charged_to_me())
         else has_role('cityOffice') or has_role('countyOffice')
       end);
end $$;
revoke execute on function timeline_kept(text, text) from public;
grant execute on function timeline_kept(text, text) to gangshao_app;
alter policy events_read on events using ((in_scope(area_path) or moved_into_scope(area_path))
  and (subject_kind not in ('tip', 'lead', 'visit') or not timeline_kept(subject_kind, subject_id)));
