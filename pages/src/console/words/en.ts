import { actions } from "./en/actions.ts";
import { app } from "./en/app.ts";
import { caller } from "./en/caller.ts";
import { operations } from "./en/operations.ts";
import { same } from "./en/same.ts";
import { watch } from "./en/watch.ts";

/** Texts that all pages may need, by page; those of some pages alone are chapters of their own. */
export const en = {
  ...app,
  actions,
  caller,
  operations,
  same,
  watch,
};

/** What each language has to say. */
export type Words = typeof en;
