-- A key that is in use ends with the consent of both levels, as it came into use; its end is a leaf of the register too.
alter table custodians add column end_lost boolean, add column end_agreed_by_county uuid references officials (id),
  add column end_agreed_by_city uuid references officials (id), add column end_proof jsonb,
  add check (end_agreed_by_county <> end_agreed_by_city);
create index custodians_end_agreed_by_county on custodians (end_agreed_by_county);
create index custodians_end_agreed_by_city on custodians (end_agreed_by_city);

-- The body whose case an opening is for, where it is none of ours; else case_reference is the number of the tip's lead.
alter table identity_openings add column outside_body text;
