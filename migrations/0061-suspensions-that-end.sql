-- A suspension names the day on which its limits run on by themselves; those without one have a month from now.
update time_limits set suspensions = jsonb_set(suspensions, '{-1,expectedOn}', to_jsonb((current_date + 30)::text))
 where state = 'suspended' and subject_kind = 'tip' and jsonb_array_length(suspensions) > 0;
create index time_limits_suspended on time_limits (subject_id) where state = 'suspended';
