CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE a (m mood DEFAULT 'ok', many mood[]);
