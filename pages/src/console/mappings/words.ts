import { chapter } from "../words/chapter.ts";
import { mappings } from "../words/en/mappings.ts";

/** What the pages of mappings say. */
export const MAPPINGS = chapter(
  mappings,
  async () => (await import("../words/de/mappings.ts")).mappings,
);
