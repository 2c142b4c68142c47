-- What is still under review is no more for those it will be sent to than a draft.
alter policy notices_read on notices
  using (in_scope(area_path) or (status not in ('draft', 'inReview', 'approved')
         and (over_me(area_path) or exists (select 1 from notice_addressees d where d.notice_id = notices.id))));
