-- A legal reviewer enters the holidays of a year from the official text, and no other rule: others come with an edition of the program
-- and are raised, not written.
create policy rules_enter on rules for insert to gangshao_app with check (
  has_role('legalReviewer') and key ~ '^calendar\.\d{4}$' and standing = 'authentic' and text_file_id is not null and raised_by = present_official());
grant insert on rules to gangshao_app;
