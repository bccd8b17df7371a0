-- A signal. In clear is what the correlatable view says anyway, and ids; all else lies sealed in content.
create table signal (
  id uuid primary key,
  agency text not null,
  -- Keyed hashes: unique and comparable without being readable.
  reference_hash bytea,
  content_hash bytea not null,
  version integer not null,
  state text not null check (state in ('active', 'withdrawn')),
  agreement text not null,
  agreement_version integer not null,
  article text not null,
  purpose text not null,
  crime text not null,
  release text not null,
  tlp text not null,
  audience text[] not null,
  accepted_at timestamptz not null,
  changed_at timestamptz not null,
  expires_at timestamptz not null,
  -- Names a victim or a witness.
  protected boolean not null,
  view text not null,
  -- The signal's own key, wrapped by the exchange's; without it the content is gone.
  content_key bytea,
  content bytea,
  content_version integer not null,
  -- The newest record that the audit log has of a change to it.
  record uuid not null,
  tombstoned_at timestamptz
);
create unique index signal_reference on signal (agency, reference_hash) where reference_hash is not null;
create index signal_own on signal (agency, id);
create index signal_expiry on signal (expires_at) where state = 'active';
create index signal_tombstone on signal (changed_at) where state = 'withdrawn' and tombstoned_at is null;

-- Answers that a repeated Idempotency-Key gets again, for a day.
create table idempotency (
  agency text not null,
  path text not null,
  key_hash bytea not null,
  body_hash bytea not null,
  answer bytea not null,
  created_at timestamptz not null,
  primary key (agency, path, key_hash)
);
create index idempotency_age on idempotency (created_at);

-- Keys that belong to the database, wrapped, and fingerprints of keys that must not change under it.
create table vault (
  name text primary key,
  value bytea not null
);
