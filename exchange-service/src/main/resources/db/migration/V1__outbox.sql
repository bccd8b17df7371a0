-- Events on their way out. A row is deleted when it is confirmed: by the broker, or for records by the audit log.
create table outbox (
  seq bigint generated always as identity primary key,
  id uuid not null,
  topic text not null,
  key text not null,
  type text not null,
  subject text not null,
  at timestamptz not null,
  payload bytea,
  -- Given by the relay alone, after commit: consecutive a topic, from 1.
  number bigint
);
create index outbox_fresh on outbox (seq) where number is null;
create unique index outbox_numbered on outbox (topic, number) where number is not null;

create table outbox_counter (
  topic text primary key,
  last bigint not null
);
