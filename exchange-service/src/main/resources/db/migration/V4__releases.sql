-- A signal's content may be read by an agency that its originator has released it to.
create table release_grant (
  signal uuid not null references signal (id),
  agency text not null,
  granted_at timestamptz not null,
  primary key (signal, agency)
);
