CREATE TABLE a (lo int CHECK (lo < hi), hi int CHECK (lo > 0));
