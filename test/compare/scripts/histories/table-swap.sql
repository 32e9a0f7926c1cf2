CREATE TABLE events (id serial PRIMARY KEY, at timestamptz DEFAULT now());
CREATE INDEX events_at ON events (at);
CREATE TABLE events_new (id bigserial, at timestamptz DEFAULT now() NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events_new FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2025-01-01 00:00:00+00');
ALTER TABLE events RENAME TO events_old;
ALTER TABLE events_new RENAME TO events;
ALTER INDEX events_at RENAME TO events_old_at;
DROP TABLE events_old;
