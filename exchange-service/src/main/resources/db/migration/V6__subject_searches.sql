-- The tokens of what is kept of a signal, by which a data subject's question finds it: also after its withdrawal, when its
-- view has none any more. A token is 128 bits, and so is a uuid.
alter table signal add column tokens uuid[];

-- By which normal forms and epochs of keys they were made. What was kept before has none: the service makes its tokens
-- from the sealed content, and answers no such question before it is done.
alter table signal add column token_basis text not null default '';

-- What is erased is not to be found.
alter table signal add constraint signal_tokens_erased check (content is not null or tokens is null);

-- A question asks once for each of its tokens: a list of pending entries would be read as often.
create index signal_tokens on signal using gin (tokens) with (fastupdate = off);
create index signal_token_basis on signal (token_basis) where content is not null;
