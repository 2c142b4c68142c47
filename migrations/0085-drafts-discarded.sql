-- A draft that nobody wants any more is discarded and stays with the office that wrote it; it never had a number.
alter table notices drop constraint notices_status_check;
alter table notices add constraint notices_status_check
  check (status in ('draft', 'discarded', 'inReview', 'approved', 'issued', 'withdrawn', 'superseded'));
alter policy notices_read on notices
  using (in_scope(area_path) or (status not in ('draft', 'discarded', 'inReview', 'approved')
         and (over_me(area_path) or exists (select 1 from notice_addressees d where d.notice_id = notices.id))));
select past.keep('notices');
