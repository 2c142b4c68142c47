-- As before, for limits that wait too, and for those of an office that has to answer (accept what was put right, judge a product): they lie at
-- the place of whoever waits for the answer, and where that place comes to another office, so do they. Departments are charged by name and stay. What a custodian has to do with the own key
-- is held by the key, not by a post: it is handed over to nobody.
create or replace function pass_left_limits(below text, day date) returns integer language plpgsql as $$
declare
  held record;
  changed integer;
  passed integer := 0;
begin
  for held in select * from (values ('time_limits', 'l.state in (''running'', ''suspended'')'), ('time_limits_waiting', 'true')) as t (name, open) loop
    execute format('update %I l set holder_official_id = (
        select p.official_id from appointments p join areas a on a.id = p.area_id
         where l.area_path ^@ p.area_path and a.level in (''township'', ''county'') and p.post in (''gridLeader'', ''leaderInCharge'', ''principal'')
           and p.valid_from <= $2 and (p.valid_to is null or p.valid_to >= $2)
         order by length(p.area_path) desc, array_position(array[''gridLeader'', ''leaderInCharge'', ''principal''], p.post), p.id limit 1)
      where l.area_path ^@ $1 and %s and l.holder_official_id is not null and l.subject_kind <> ''custodian''
        and not exists (select 1 from appointments p where p.official_id = l.holder_official_id and l.area_path ^@ p.area_path
                           and p.valid_from <= $2 and (p.valid_to is null or p.valid_to >= $2))
        and not exists (select 1 from role_grants g where g.official_id = l.holder_official_id and l.area_path ^@ g.area_path
                           and g.valid_from <= $2 and (g.valid_to is null or g.valid_to >= $2))', held.name, held.open) using below, day;
    get diagnostics changed = row_count;
    passed := passed + changed;
    execute format('update %I l set holder_agency_id = (
        select g.id from agencies g
         where g.kind in (''office'', ''government'') and l.area_path ^@ g.area_path
           and cardinality(string_to_array(g.area_path, ''/'')) <= cardinality(string_to_array(h.area_path, ''/''))
           and g.valid_from <= $2 and (g.valid_to is null or g.valid_to >= $2)
         order by length(g.area_path) desc, g.kind = ''office'' desc, g.code limit 1)
       from agencies h
      where h.id = l.holder_agency_id and h.kind in (''office'', ''government'') and not l.area_path ^@ h.area_path
        and l.area_path ^@ $1 and %s', held.name, held.open) using below, day;
    get diagnostics changed = row_count;
    passed := passed + changed;
  end loop;
  return passed;
end $$;
