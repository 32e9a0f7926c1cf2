CREATE TABLE "users" ("id" bigserial primary key, "name" character varying NOT NULL, "created_at" timestamp(6) NOT NULL, "updated_at" timestamp(6) NOT NULL);
CREATE UNIQUE INDEX "index_users_on_name" ON "users" ("name");
ALTER TABLE "users" ADD "admin" boolean DEFAULT FALSE NOT NULL;
CREATE TABLE "schema_migrations" ("version" character varying NOT NULL PRIMARY KEY);
ALTER TABLE "users" RENAME COLUMN "name" TO "login";
ALTER INDEX "index_users_on_name" RENAME TO "index_users_on_login";
ALTER TABLE "users" ALTER COLUMN "login" TYPE character varying(50);
INSERT INTO "schema_migrations" (version) VALUES ('1');
