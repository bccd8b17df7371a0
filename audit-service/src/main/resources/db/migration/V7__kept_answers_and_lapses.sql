-- Answers that a repeated Idempotency-Key gets again, for a day, sealed as records are. Of the key and of what was asked there are
-- keyed references alone. An answer is null only within the transaction that does what was asked.
create table kept_answer (
  agency      text        not null,
  path        text        not null,
  key         bytea       not null,
  body        bytea       not null,
  created_at  timestamptz not null,
  seal        uuid        not null,
  wrapped_key bytea,
  content     bytea,
  primary key (agency, path, key)
);
create index kept_answer_age on kept_answer (created_at);

-- What nobody has approved in time.
alter table erasure drop constraint erasure_state_check;
alter table erasure add constraint erasure_state_check
  check (state in ('proposed', 'carried-out', 'rejected', 'lapsed'));
