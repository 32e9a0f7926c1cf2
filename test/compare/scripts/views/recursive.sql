CREATE TABLE n (id int, parent int);
CREATE RECURSIVE VIEW tree (id, depth) AS SELECT id, 0 FROM n WHERE parent IS NULL UNION ALL SELECT n.id, t.depth + 1 FROM n JOIN tree t ON t.id = n.parent;
