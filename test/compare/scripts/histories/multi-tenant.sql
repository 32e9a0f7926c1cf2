CREATE TABLE tenants (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL);
CREATE TABLE docs (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE, body jsonb NOT NULL DEFAULT '{}'::jsonb, created_at timestamptz NOT NULL DEFAULT now(), deleted_at timestamptz);
CREATE INDEX docs_live ON docs (tenant_id, created_at DESC) WHERE deleted_at IS NULL;
CREATE INDEX ON docs USING gin (body jsonb_path_ops);
ALTER TABLE docs ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON docs USING (tenant_id = current_setting('app.tenant_id', true)::uuid);
ALTER TABLE docs ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('english', coalesce(body ->> 'title', ''))) STORED;
CREATE INDEX ON docs USING gin (search);
