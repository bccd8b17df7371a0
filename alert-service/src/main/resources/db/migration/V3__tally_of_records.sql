-- What this service believes that it sent: the digest over all numbered payloads of a topic, from the number first on
-- up to this one. What was numbered before there was a digest is not in it.
create table outbox_tally (
  topic text primary key,
  first bigint not null check (first > 0),
  number bigint not null check (number >= first - 1),
  digest bytea not null check (length(digest) = 32)
);
insert into outbox_tally (topic, first, number, digest)
  select topic, last + 1, last, decode(repeat('00', 32), 'hex') from outbox_head;
