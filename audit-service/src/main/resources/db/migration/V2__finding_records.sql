-- Year and position in one number, so that the planner knows how records are spread over it: of a pair
-- of columns it estimates by the first alone.
-- Records are listed from the newest place to the oldest; each filter can begin there at its own values.
create index record_newest on record ((year::bigint * 1000000000000 + position));
create index record_agency on record (agency, (year::bigint * 1000000000000 + position));
create index record_agreement on record (agreement, (year::bigint * 1000000000000 + position));
create index record_operation on record (operation, (year::bigint * 1000000000000 + position));
create index record_recipients on record using gin (recipients);
create index record_articles on record using gin (articles);

-- Between which places the records of an hour lie: what came late in the order may have happened
-- early in time, so that a time alone does not tell where to begin.
create table record_hour (
  hour  timestamptz primary key,
  first bigint      not null,
  last  bigint      not null check (last >= first)
);

create function note_record_hours() returns trigger language plpgsql as $$
begin
  insert into record_hour as known (hour, first, last)
    select date_trunc('hour', at, 'UTC'),
      min(year::bigint * 1000000000000 + position), max(year::bigint * 1000000000000 + position)
    from added where at is not null and position is not null
    group by 1 order by 1
  on conflict (hour) do update
    set first = least(known.first, excluded.first), last = greatest(known.last, excluded.last)
    where known.first > excluded.first or known.last < excluded.last;
  return null;
end
$$;

create trigger record_hour_inserted after insert on record
  referencing new table as added for each statement execute function note_record_hours();
create trigger record_hour_placed after update on record
  referencing new table as added for each statement execute function note_record_hours();

insert into record_hour (hour, first, last)
  select date_trunc('hour', at, 'UTC'),
      min(year::bigint * 1000000000000 + position), max(year::bigint * 1000000000000 + position)
  from record where at is not null and position is not null
  group by 1;
