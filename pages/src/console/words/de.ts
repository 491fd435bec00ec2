import { actions } from "./de/actions.ts";
import { app } from "./de/app.ts";
import { caller } from "./de/caller.ts";
import { operations } from "./de/operations.ts";
import { same } from "./de/same.ts";
import { watch } from "./de/watch.ts";
import type { Words } from "./en.ts";

export const de: Words = {
  ...app,
  actions,
  caller,
  operations,
  same,
  watch,
};
