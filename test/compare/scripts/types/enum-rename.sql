CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE a (m mood NOT NULL DEFAULT 'ok', n mood[] DEFAULT '{sad}');
ALTER TYPE mood RENAME TO "Feeling";
