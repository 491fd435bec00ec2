import { chapter } from "../words/chapter.ts";
import { deliveries } from "../words/en/deliveries.ts";

/** What the wall and the page of destinations say. */
export const DELIVERIES = chapter(
  deliveries,
  async () => (await import("../words/de/deliveries.ts")).deliveries,
);
