CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE a (m mood DEFAULT 'ok');
ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';
