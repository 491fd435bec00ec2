import { chapter } from "../words/chapter.ts";
import { sources } from "../words/en/sources.ts";

/** What the pages of sources say. */
export const SOURCES = chapter(
  sources,
  async () => (await import("../words/de/sources.ts")).sources,
);
