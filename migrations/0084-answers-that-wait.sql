-- What had been handed in and not answered when this edition came is waited for like what comes after it: one week from the update.
insert into time_limits (id, subject_kind, subject_id, kind, area_id, area_path, holder_agency_id, started_on, days, day_kind, due_on, state)
  select gen_random_uuid(), 'task', t.id, 'limit.taskReview', t.owner_area_id, t.area_path, n.issuer_agency_id, current_date, null, 'calendar',
         current_date + 7, 'running'
    from task_products p join tasks t on t.id = p.task_id join notices n on n.id = t.notice_id
   where p.status = 'delivered' and t.status = 'delivered' and n.status = 'issued';
