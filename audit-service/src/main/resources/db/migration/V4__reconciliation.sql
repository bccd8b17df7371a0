-- The digest over the payloads of what was entered of each emitter, and from which number it runs. Null where records
-- were entered before there was a digest: it is then taken over from what the emitter states first.
alter table emitter
  add column tally_first bigint check (tally_first between 1 and number + 1),
  add column tally_digest bytea check (length(tally_digest) = 32),
  add check ((tally_first is null) = (tally_digest is null));

-- One time that emitters were asked what they believe that they sent.
create table reconciliation (
  id     uuid        primary key,
  at     timestamptz not null,
  until  timestamptz not null,
  -- Null: the service itself, at night.
  agency text,
  anew   boolean     not null
);
create index reconciliation_night on reconciliation (at) where agency is null;

-- What came of it, an emitter each.
create table reconciliation_answer (
  reconciliation uuid        not null references reconciliation,
  emitter        text        not null,
  until          timestamptz not null,
  sent           boolean     not null default false,
  -- Null while an answer is waited for.
  outcome        text        check (outcome in ('agree', 'differ', 'behind', 'ahead', 'begun', 'unanswered')),
  compared       timestamptz,
  stated_first   bigint,
  stated_number  bigint,
  stated_digest  bytea       check (length(stated_digest) = 32),
  logged_first   bigint,
  logged_number  bigint,
  logged_digest  bytea       check (length(logged_digest) = 32),
  -- Up to which number both had agreed before.
  agreed         bigint,
  -- The entries of which log, and how many of them, this rests on.
  year           smallint,
  size           bigint,
  primary key (reconciliation, emitter),
  check ((outcome is null) = (compared is null)),
  check ((stated_number is null) = (outcome is null or outcome = 'unanswered'))
);
create index reconciliation_unsent on reconciliation_answer (reconciliation) where not sent;
create index reconciliation_open on reconciliation_answer (until) where outcome is null;
create index reconciliation_found on reconciliation_answer (emitter, reconciliation desc)
  where outcome <> 'begun';
