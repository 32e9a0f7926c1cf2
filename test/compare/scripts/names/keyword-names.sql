CREATE TABLE "table" ("column" int PRIMARY KEY, "check" int CHECK ("check" > 0), "end" text);
CREATE INDEX "index" ON "table" ("end");
CREATE VIEW "view" AS SELECT "column" FROM "table";
