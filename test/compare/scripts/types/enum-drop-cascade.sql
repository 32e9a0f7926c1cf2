CREATE TYPE mood AS ENUM ('sad');
CREATE TABLE a (id int, m mood, ms mood[]);
DROP TYPE mood CASCADE;
