import { chapter } from "../words/chapter.ts";
import { checks } from "../words/en/checks.ts";

/** What the pages of the bridge and of the diagnosis say. */
export const CHECKS = chapter(checks, async () => (await import("../words/de/checks.ts")).checks);
