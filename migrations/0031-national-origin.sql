-- Article nine looks at what was reported to the national conference or found in its check, whatever way it came here.
alter table leads add column national_origin text check (national_origin in ('reported', 'found'));
alter table tips add column national_origin text check (national_origin in ('reported', 'found'));
create index leads_national on leads (area_path, id) where national_origin is not null;
create index tips_national on tips (area_path, id) where national_origin is not null;
