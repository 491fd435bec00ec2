import { actions } from "./en/actions.ts";
import { app } from "./en/app.ts";
import { caller } from "./en/caller.ts";
import { deliveries } from "./en/deliveries.ts";
import { mappings } from "./en/mappings.ts";
import { operations } from "./en/operations.ts";
import { programme } from "./en/programme.ts";
import { same } from "./en/same.ts";
import { sources } from "./en/sources.ts";
import { watch } from "./en/watch.ts";

/** Every text of the console, by page. */
export const en = {
  ...app,
  actions,
  caller,
  deliveries,
  mappings,
  operations,
  programme,
  same,
  sources,
  watch,
};

/** What each language has to say. */
export type Words = typeof en;
