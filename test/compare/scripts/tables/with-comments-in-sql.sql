/* a block -- with a line */
CREATE TABLE a ( -- first; semicolon
  id int, /* inner ; */ x text DEFAULT ';' -- the end
);
-- CREATE TABLE not_me (id int);
