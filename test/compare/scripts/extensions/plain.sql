CREATE EXTENSION IF NOT EXISTS "uuid-ossp";
CREATE EXTENSION IF NOT EXISTS citext;
CREATE TABLE a (id uuid DEFAULT uuid_generate_v4() PRIMARY KEY, email citext UNIQUE);
CREATE INDEX ON a (lower(email));
