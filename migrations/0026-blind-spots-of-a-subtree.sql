-- The holders of a subtree and what makes blind spots of them from the index alone: of a city or county in a few milliseconds.
drop index appointments_by_path;
create index appointments_by_path on appointments (area_path, post)
  include (area_id, official_id, valid_from, valid_to, has_phone, last_active_on, several);
