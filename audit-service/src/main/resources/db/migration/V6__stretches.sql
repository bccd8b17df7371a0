-- Records are listed by what they say. An index on each filter finds the first page of one filter fast, but has to walk
-- through the whole log where many records pass each filter and few pass all. So, for each 4096 places of the log, a map
-- of bits a value tells which of its records say it: filters are combined bit by bit, whatever they let through.
-- A stretch is described when its last place has been taken; what is not described is walked through.
create table record_stretch (
  -- The place of its first record: year and position in one number, as in the index record_newest.
  first    bigint      primary key check (first % 4096 = 0),
  -- Null: none of its records says when it happened.
  earliest timestamptz,
  latest   timestamptz,
  -- When each record happened: microseconds since 1970, 8 bytes each; the least number for those that do not say.
  times    bytea       not null check (length(times) = 4096 * 8),
  check ((earliest is null) = (latest is null))
);
-- What compresses badly is read faster as it is.
alter table record_stretch alter column times set storage external;

create table record_mark (
  first bigint not null references record_stretch on delete cascade,
  -- What is said, and a colon before its value: agency, owner, recipient, side, agreement, article, operation, decision.
  term  text   not null,
  bits  bytea  not null check (length(bits) = 512),
  primary key (first, term)
);

drop trigger record_hour_inserted on record;
drop trigger record_hour_placed on record;
drop function note_record_hours();
drop table record_hour;
drop index record_agency;
drop index record_agreement;
drop index record_operation;
drop index record_sides;
drop index record_recipients;
drop index record_articles;
drop index record_at;
