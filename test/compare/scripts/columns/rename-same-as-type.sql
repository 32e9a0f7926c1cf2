CREATE TABLE a (text text, date date, CHECK (text::varchar <> 'text' AND date > '2020-01-01'::date));
ALTER TABLE a RENAME COLUMN text TO body;
ALTER TABLE a RENAME COLUMN date TO day;
