CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int, p_id int, CONSTRAINT fk FOREIGN KEY (p_id) REFERENCES p (id));
RENAME TABLE p TO parents, c TO children; ALTER TABLE children RENAME COLUMN p_id TO parent_id; ALTER TABLE parents RENAME TO elders; ALTER TABLE children RENAME AS kids;
