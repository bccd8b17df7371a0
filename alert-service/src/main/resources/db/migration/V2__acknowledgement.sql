alter table notice
  add column kind text,
  -- When the last version that entered the agency's feed did; null: none has.
  add column fed_at timestamptz;
update notice set kind = body::json ->> 'kind';
update notice set fed_at = now() where (agency, id) in (select agency, notice from feed_event);
alter table notice alter column kind set not null;
create index notice_recall on notice (agency, id) where kind = 'recall';

-- Who has confirmed to have been told which version. Never in the body, which says the same to all.
create table acknowledgement (
  agency text not null,
  notice text not null,
  version integer not null,
  at timestamptz not null,
  by_user text not null,
  record uuid not null,
  primary key (agency, notice, version),
  foreign key (agency, notice) references notice
);
