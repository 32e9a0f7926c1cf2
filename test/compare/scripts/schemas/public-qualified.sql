CREATE TABLE public.a (id int);
ALTER TABLE a ADD COLUMN x int;
ALTER TABLE "public"."a" ADD COLUMN y int;
CREATE INDEX i ON public.a (x);
DROP INDEX public.i;
CREATE TYPE public.e AS ENUM ('x');
ALTER TABLE public.a ADD COLUMN z public.e DEFAULT 'x'::public.e;
