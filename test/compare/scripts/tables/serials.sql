CREATE TABLE t (a smallserial, b serial NOT NULL, c bigserial PRIMARY KEY, d serial4, e serial8);
