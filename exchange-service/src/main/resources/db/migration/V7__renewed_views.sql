-- By which normal forms and epochs of keys the view on the topic was made. What was published before has none: it is made
-- anew once, and published only where that gives other tokens.
alter table signal add column view_basis text not null default '';

-- Until when the view also bears the tokens of before; null without any.
alter table signal add column overlap_until timestamptz;

create index signal_view_basis on signal (view_basis) where state = 'active';
create index signal_overlap on signal (overlap_until) where overlap_until is not null;
