-- A claim is answered at the counter of the paying body, which sees no tip: it is found and changed by the code alone.
alter table tip_rewards add column penalty_yuan integer check (penalty_yuan >= 0);
-- The answer the reporter has been told last.
alter table tip_rewards add column told text not null default '' check (told in ('', 'eligible', 'notEligible', 'paid'));

-- Whether the present official works for a body that pays: market regulation.
create function of_paying_body() returns boolean language sql stable security definer set search_path = public as $$
  select has_role('departmentOfficer')
     and exists (select from agencies where id = any (my_agencies()) and function_kind = 'marketRegulation')
$$;
revoke execute on function of_paying_body() from public;
grant execute on function of_paying_body() to gangshao_app;

create or replace function reward_of_claim(hash bytea) returns setof tip_rewards language sql stable security definer set search_path = public as $$
  select * from tip_rewards where claim_hash = hash and of_paying_body()
$$;

-- As the owner, because row-level security shows a reward with its tip only. The moves are those of reward.ts; the last guard.
create function answer_claim(hash bytea, answer text, at timestamptz) returns boolean language plpgsql security definer set search_path = public as $$
declare
  changed integer;
begin
  if not of_paying_body() then raise exception 'no paying body' using errcode = '42501'; end if;
  update tip_rewards set status = answer, answered_by = present_official(), answered_at = at
   where claim_hash = hash and decided_at is not null
     and ((status = 'claimed' and answer in ('eligible', 'notEligible')) or (status = 'eligible' and answer = 'paid'));
  get diagnostics changed = row_count;
  return changed = 1;
end $$;
revoke execute on function answer_claim(bytea, text, timestamptz) from public;
grant execute on function answer_claim(bytea, text, timestamptz) to gangshao_app;
