import { chapter } from "../words/chapter.ts";
import { programme } from "../words/en/programme.ts";

/** What the pages of rules and reports say. */
export const RULE_WORDS = chapter(
  programme,
  async () => (await import("../words/de/programme.ts")).programme,
);
