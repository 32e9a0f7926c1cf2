CREATE TABLE t (w numeric, h numeric, area numeric GENERATED ALWAYS AS (w * h) STORED, label text GENERATED ALWAYS AS ('x' || w::text) STORED);
