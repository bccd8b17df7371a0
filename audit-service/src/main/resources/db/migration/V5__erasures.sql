-- Erasures of records: proposed by one person, carried out when a second one has approved; or carried
-- out by the service itself when records have been kept for as long as they may be.
create table erasure (
  id          uuid        primary key,
  state       text        not null check (state in ('proposed', 'carried-out', 'rejected')),
  basis       text        not null,
  proposed_at timestamptz not null,
  -- The record of the proposal, in which lies sealed who proposed it and for which authority.
  proposed_by uuid        not null,
  -- Keyed references to the names of that person: recognised when they come again, told by nobody.
  person      bytea[]     not null,
  agency      text        not null,
  decided_at  timestamptz,
  -- The erasure's entry in the log, or the record of its rejection.
  decided_by  uuid,
  check ((state = 'proposed') = (decided_at is null) and (decided_by is null) = (decided_at is null))
);
create index erasure_proposed on erasure (id) where state = 'proposed';

-- Which records. That they are there is not demanded: records that were restored from a backup are
-- found again by this list.
create table erasure_record (
  erasure uuid not null references erasure,
  record  uuid not null,
  primary key (erasure, record)
);
create index erasure_record_record on erasure_record (record);

-- Up to which place of the log (as in the indices of records) retention has erased what is due.
create table retention (
  one   boolean primary key default true check (one),
  place bigint  not null
);
insert into retention (place) values (0);
