-- The public register of tips: a Merkle tree (RFC 6962) whose leaves are steps. Everything but the waiting steps is insert-only, by grant
-- and by trigger; an owner who takes the trigger away is found out by whoever kept a signed head or a receipt.

-- Steps that wait for the next batch. A row is inserted with the step and leaves with the batch; its id says nothing of the order.
create table register_pending (
  id uuid primary key,
  leaf bytea not null check (octet_length(leaf) between 1 and 1000),
  promised_by timestamptz not null
);
create index register_pending_promised on register_pending (promised_by);

create table register_leaves (
  seq bigint primary key check (seq >= 0),
  leaf bytea not null,
  leaf_hash bytea not null unique check (octet_length(leaf_hash) = 32)
);

-- Full tiles of 256 entries; what lies at the right edge is made of the leaves and of the roots of the tiles below.
create table register_tiles (
  level smallint not null,
  index bigint not null,
  hashes bytea not null check (octet_length(hashes) = 8192),
  root bytea not null check (octet_length(root) = 32),
  primary key (level, index)
);

create table register_heads (
  id bigint generated always as identity primary key,
  size bigint not null,
  root bytea not null check (octet_length(root) = 32),
  algorithm text not null check (algorithm in ('sha256', 'sm3')),
  signed_at timestamptz not null,
  -- The C2SP checkpoint with its signature, as it is published.
  note text not null
);

-- Steps of a batch by the clear part of their leaves: the books are their sums, so that nobody waits for a million leaves to be read.
create table register_counts (
  head_id bigint not null references register_heads (id),
  county text not null,
  month text not null,
  kind text not null,
  steps integer not null check (steps > 0),
  primary key (head_id, county, month, kind)
);

create function register_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the register is only appended to' using errcode = 'insufficient_privilege';
end $$;
create trigger register_leaves_stay before update or delete on register_leaves for each row execute function register_stays();
create trigger register_leaves_whole before truncate on register_leaves execute function register_stays();
create trigger register_tiles_stay before update or delete on register_tiles for each row execute function register_stays();
create trigger register_tiles_whole before truncate on register_tiles execute function register_stays();
create trigger register_heads_stay before update or delete on register_heads for each row execute function register_stays();
create trigger register_heads_whole before truncate on register_heads execute function register_stays();
create trigger register_counts_stay before update or delete on register_counts for each row execute function register_stays();
create trigger register_counts_whole before truncate on register_counts execute function register_stays();

grant insert on register_pending to gangshao_public, gangshao_app;
grant select, insert, delete on register_pending to gangshao_system;
grant select on register_leaves, register_tiles, register_heads, register_counts to gangshao_public, gangshao_app;
grant select, insert on register_leaves, register_tiles, register_heads, register_counts to gangshao_system;
