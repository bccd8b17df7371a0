-- What happened, sealed, and its place in the log.
create table record (
  id          uuid     primary key,
  emitter     text     not null,
  -- Null until the record is in the log; only this service's own records wait here.
  number      bigint   check (number > 0),
  year        smallint,
  position    bigint   check (position >= 0),
  entry       bytea,
  state       text     not null check (state in ('readable', 'unreadable', 'erased')),
  -- In clear, because filters need it.
  at          timestamptz,
  operation   text,
  decision    text,
  agency      text,
  owners      text[]   not null,
  recipients  text[]   not null,
  sides       text[]   not null,
  agreement   text,
  articles    text[]   not null,
  -- Keyed references to what the record is about: found by who knows the id, listed by nobody.
  objects     bytea[]  not null,
  root        bytea    not null check (length(root) = 32),
  -- Everything else: opened with the record's own key, which erasure destroys.
  wrapped_key bytea,
  content     bytea,
  check ((number is null) = (position is null) and (year is null) = (position is null)
    and (entry is null) = (position is null)),
  check ((state = 'erased') = (content is null) and (wrapped_key is null) = (content is null))
);
create unique index record_place on record (year, position);
create unique index record_number on record (emitter, number);
create index record_waiting on record (id) where position is null;
create index record_sides on record using gin (sides);
create index record_objects on record using gin (objects);
create index record_at on record (at);

-- One log a year. The row is locked by whoever appends to it.
create table log (
  year   smallint primary key,
  origin text     not null,
  size   bigint   not null check (size >= 0),
  root   bytea    not null check (length(root) = 32),
  day    date     not null,
  closed boolean  not null
);

-- The hashes of the tree, a tile a row; the last one of each level grows until it is full.
create table tile (
  year     smallint not null references log,
  level    smallint not null check (level >= 0),
  position bigint   not null check (position >= 0),
  hashes   bytea    not null check (length(hashes) % 32 = 0 and length(hashes) between 32 and 8192),
  primary key (year, level, position)
);
-- Hashes do not compress.
alter table tile alter column hashes set storage external;

-- How far each emitter's numbering is, and from where its topic is read next.
create table emitter (
  name         text   primary key,
  number       bigint not null check (number >= 0),
  leaf         bytea  not null check (length(leaf) = 32),
  topic_offset bigint not null check (topic_offset >= 0)
);
