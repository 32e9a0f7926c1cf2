CREATE DOMAIN email AS text CHECK (VALUE ~ '@');
CREATE DOMAIN positive AS integer NOT NULL DEFAULT 1 CONSTRAINT pos CHECK (VALUE > 0) CHECK (VALUE < 100);
CREATE DOMAIN short AS varchar(5);
CREATE TABLE a (e email, p positive DEFAULT 5, s short[]);
