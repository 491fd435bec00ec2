import { actions } from "./de/actions.ts";
import { app } from "./de/app.ts";
import { caller } from "./de/caller.ts";
import { deliveries } from "./de/deliveries.ts";
import { mappings } from "./de/mappings.ts";
import { operations } from "./de/operations.ts";
import { programme } from "./de/programme.ts";
import { same } from "./de/same.ts";
import { sources } from "./de/sources.ts";
import { watch } from "./de/watch.ts";
import type { Words } from "./en.ts";

export const de: Words = {
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
