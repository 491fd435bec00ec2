import { actions } from "./de/actions.ts";
import { app } from "./de/app.ts";
import { caller } from "./de/caller.ts";
import { operations } from "./de/operations.ts";
import { programme } from "./de/programme.ts";
import type { Words } from "./en.ts";

export const de: Words = { ...app, actions, caller, operations, programme };
