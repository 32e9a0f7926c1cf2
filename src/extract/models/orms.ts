import { django } from "./django/read-django.ts";
import type { ModelReader } from "./model-reader.ts";
import { sqlalchemy } from "./sqlalchemy/read-sqlalchemy.ts";
import { typeorm } from "./typeorm/read-typeorm.ts";

/** The ORMs whose models are read in host languages. Prisma's schema is a language of its own. */
export const orms: readonly ModelReader[] = [sqlalchemy, django, typeorm];
