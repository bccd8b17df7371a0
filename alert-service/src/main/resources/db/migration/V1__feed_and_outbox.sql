-- The newest version of each notice, as each agency sees it.
create table notice (
  agency text not null,
  id text not null,
  version integer not null,
  state text not null,
  agreement text not null,
  articles text[] not null,
  -- Whose information the last open version showed: the records name them, also when it has closed.
  owners text[] not null,
  body text not null,
  -- The newest version that entered the agency's feed; 0: none, for its agreement did not permit it.
  fed_version integer not null default 0,
  primary key (agency, id)
);
create index notice_by_state on notice (agency, state, id);
create index notice_withheld on notice (agency, id) where fed_version < version;

-- Each agency's own numbering.
create table feed_head (
  agency text primary key,
  sequence bigint not null
);

-- What entered the feed. The body is that of the notice, as long as it is the newest.
create table feed_event (
  agency text not null,
  sequence bigint not null,
  notice text not null,
  version integer not null,
  primary key (agency, sequence)
);

-- How far the notices' topic has been taken in: moves in the transaction that takes them in.
create table feed_offset (
  topic text not null,
  part integer not null,
  next bigint not null,
  primary key (topic, part)
);

-- Disclosure records that the audit log has not confirmed.
create table outbox (
  ordinal bigint generated always as identity primary key,
  id uuid not null unique,
  topic text not null,
  key text not null,
  type text not null,
  subject text not null,
  at timestamptz not null,
  payload bytea not null,
  -- Consecutive for each topic; given after commit, by the one relay.
  number bigint,
  unique (topic, number)
);
create index outbox_unnumbered on outbox (ordinal) where number is null;

create table outbox_head (
  topic text primary key,
  last bigint not null
);
