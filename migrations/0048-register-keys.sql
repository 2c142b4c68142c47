-- The keys of the public register of tips, one after the other. Public keys only: what they are made of lies with the secrets of the
-- data folder, each in a file of its own. A row is one key and, from the second on, the signed announcement of the change and what
-- proves that the announcement went into the tree.
create table register_keys (
  number smallint primary key check (number > 0),
  algorithm text not null check (algorithm in ('ed25519', 'sm2')),
  public_key bytea not null unique check (octet_length(public_key) between 32 and 33),
  -- From then on it signs; the first one signed from the beginning.
  from_at timestamptz unique,
  lost boolean not null default false,
  announcement text,
  proof jsonb,
  check ((number = 1) = (from_at is null) and (number = 1) = (announcement is null) and (number = 1) = (proof is null))
);

-- The first key of a register that has promised nothing yet may still be another one, because the setting was another one.
create function register_key_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and old.number = 1
     and not exists (select 1 from register_heads) and not exists (select 1 from register_pending)
     and not exists (select 1 from register_keys where number > 1) then
    return old;
  end if;
  raise exception 'the register is only appended to' using errcode = 'insufficient_privilege';
end $$;
create trigger register_keys_stay before update or delete on register_keys for each row execute function register_key_stays();
create trigger register_keys_whole before truncate on register_keys execute function register_stays();

grant select on register_keys to gangshao_public, gangshao_app;
grant select, insert, delete on register_keys to gangshao_system;
