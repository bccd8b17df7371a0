-- A recall ends with its retention; what has ended is not overdue.
drop index notice_recall;
create index notice_recall on notice (agency, id) where kind = 'recall' and state = 'open';
