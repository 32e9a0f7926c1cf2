CREATE TYPE "Role" AS ENUM ('ADMIN', 'it''s');
CREATE TABLE "User" ("role" "Role" NOT NULL DEFAULT 'ADMIN', "roles" "Role"[] DEFAULT ARRAY[]::"Role"[]);
