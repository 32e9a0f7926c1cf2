import { djangoUrls } from "./django-urls.ts";
import { express } from "./express.ts";
import { fastapi } from "./fastapi.ts";
import { nest } from "./nest.ts";
import type { RouteReader } from "./route-reader.ts";
import { spring } from "./spring.ts";

/** The frameworks whose routes are read. */
export const frameworks: readonly RouteReader[] = [express, nest, fastapi, djangoUrls, spring];
