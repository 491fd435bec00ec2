import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, expect, vi } from "vitest";
import { openWidgetStage, type WidgetStage } from "./widgetStage.ts";

const PROJECT = join(import.meta.dirname, "../../..");
const START_MS = 180_000;
/** A browser and several pages, on a busy machine. */
const TEST_MS = 120_000;
/** Longer than the waits of the widget between its first five attempts. */
export const SEEN_MS = 40_000;
/** For what is asked again and again until it is so. */
export const POLL = { timeout: SEEN_MS } as const;

/** What a browser says of a server that is away, or of an answer that tests have asked for. */
const EXPECTED = /Failed to load resource|net::/;

export const card = (page: Page) => page.locator("tributary-loyalty section");
export const status = (page: Page) => page.locator("tributary-loyalty [role=status]");
export const tier = (page: Page) => page.locator("tributary-loyalty h2");
export const shifts = (page: Page) => page.evaluate<number[]>("shifts");
export const toldOf = (page: Page) => page.evaluate<[string, Record<string, string>][]>("told");

/** A stage for the tests of a file; after each of them nothing may have gone wrong in a page. */
export function useWidgetStage() {
  vi.setConfig({ testTimeout: TEST_MS });
  let stage: WidgetStage;
  let issue: WidgetStage["shop"]["issue"];
  beforeAll(async () => {
    await promisify(execFile)("node", [join(PROJECT, "scripts/buildPages.ts"), "--if-stale"]);
    stage = await openWidgetStage();
    ({ issue } = stage.shop);
  }, START_MS);
  afterAll(async () => {
    await (stage as WidgetStage | undefined)?.stop();
  }, START_MS);
  afterEach(() => {
    const plain = { email: null, attributes: "", content: "", lang: "en", scriptUrl: null };
    Object.assign(stage.shop, { ...plain, issue });
    expect(stage.faults.splice(0).filter((fault) => !EXPECTED.test(fault))).toEqual([]);
  });

  /** A member with points, points on the way and coupons, one of them not good yet. */
  const member = async (name: string): Promise<string> => {
    const email = `${name}@example.com`;
    await stage.buy(email, "1100.00", 20);
    await stage.buy(email, "60.00");
    await stage.coupon(email, "Five pounds off");
    const validFrom = new Date(Date.now() + 40 * 86_400_000).toISOString();
    await stage.coupon(email, "Ten percent off for the new season", { validFrom });
    return email;
  };

  /** The shop's page for whoever has the address, once the widget shows something. */
  const openFor = async (
    email: string,
    ...more: Parameters<WidgetStage["open"]>
  ): Promise<Page> => {
    stage.shop.email = email;
    const page = await stage.open(...more);
    await page.locator("tributary-loyalty .count").waitFor();
    return page;
  };
  return { stage: () => stage, member, openFor };
}
