CREATE TABLE "Order Items" ("Id" serial PRIMARY KEY, "select" integer, "ümlaut" text, "with ""quotes""" text, "a.b" int UNIQUE);
CREATE INDEX ON "Order Items" ("select", "ümlaut");
