CREATE TABLE t (a int[], b text[][], c varchar(5)[], d int4range, e tstzrange, f numeric(4,1) array, g bit(4), h bit varying(8), i xml, j tsvector, k point, l macaddr, m oid, n name, o "char");
