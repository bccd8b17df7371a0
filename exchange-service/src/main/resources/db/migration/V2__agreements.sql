-- Every version of every agreement that was ever loaded: records in the audit log name versions, so the text of a
-- version must not change.
create table agreement (
  id text not null,
  version integer not null,
  document text not null,
  loaded_at timestamptz not null default now(),
  primary key (id, version)
);

-- What may change between versions.
create table agreement_standing (
  agreement text primary key,
  suspended_by text
);
