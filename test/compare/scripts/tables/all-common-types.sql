CREATE TABLE t (a int2, b int4, c int8, d float4, e float8, f bool, g varchar(20), h char(3), i varchar, j char, k numeric(10,2), l numeric,
  m decimal(5), n timestamp, o timestamptz(3), p time(2), q timetz, r date, s interval, t interval day to second(3), u uuid, v json, w jsonb, x bytea, y inet, z money);
