import type { Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { closePage, type Demo, START_TIMEOUT_MS, STORY_TIMEOUT_MS, startDemo } from "./support.ts";

/** What somebody meets who has just started it: each story, from the front page to its answer. */

/** What a story may take, from the click to its answer on the screen. */
const STORY_MS_MAX = 90_000;

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo("console-stories");
}, START_TIMEOUT_MS);
afterAll(async () => {
  await demo.stop();
}, START_TIMEOUT_MS);
afterEach(() => {
  expect(demo.takeFaults()).toEqual([]);
});

const section = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

interface Told {
  readonly id: string;
  /** What the short answer says. */
  readonly says: RegExp;
  /** Finds the answer on the screen behind the story; null where there is none. */
  readonly see: ((page: Page) => Promise<void>) | null;
}

const STORIES: readonly Told[] = [
  {
    id: "missing",
    says: /wrote on .*(missing|fehlte)/,
    see: async (page) => {
      // Whether the case is open still depends on the day.
      const timeline = section(page, "Timeline");
      await timeline.getByRole("checkbox", { name: "Contacts" }).focus();
      await page.keyboard.press("Space");
      await timeline
        .getByText(/missing|fehlte/)
        .first()
        .waitFor();
      await section(page, "Last orders").getByRole("button").first().click();
      await section(page, "Last orders").getByText("Line by line").waitFor();
    },
  },
  {
    id: "expiring",
    says: /points of them go on/,
    see: async (page) =>
      await section(page, "Points")
        .getByText(/ go on /)
        .first()
        .waitFor(),
  },
  {
    id: "refused",
    says: /till .*: refused: /,
    see: async (page) => {
      const coupons = section(page, "Coupons");
      await coupons.getByText("Tries at the till").first().waitFor();
      await coupons
        .getByText(/It takes|not |only|until|used/)
        .first()
        .waitFor();
    },
  },
  {
    id: "tier",
    says: / is \w+\./,
    see: async (page) => {
      await section(page, "Tier").getByRole("button", { name: "Why this tier" }).click();
      await section(page, "Tier")
        .getByText(/count in the last 12 months/)
        .waitFor();
    },
  },
  {
    id: "held",
    says: /unknown customer/,
    see: async (page) => {
      await page.getByText("a customer with its identifier").waitFor();
      await page.getByRole("link").filter({ hasText: /-\d+/ }).first().click();
      await page.getByRole("heading", { name: "One purchase, hop by hop" }).waitFor();
    },
  },
  { id: "own", says: /points/, see: null },
];

test("the front page tells these stories and no others", async () => {
  const page = await demo.open("/");
  await page.locator(".story").first().waitFor();
  const ids = await page.locator(".story").evaluateAll((all) => all.map(({ id }) => id));
  expect(ids.toSorted()).toEqual(STORIES.map(({ id }) => `story-${id}`).toSorted());
  await closePage(page);
});

test.each(STORIES)(
  "the story “$id” is answered in less than ninety seconds, by a click and on the screen",
  {
    timeout: STORY_TIMEOUT_MS,
  },
  async ({ id, says, see }) => {
    const page = await demo.open("/");
    const story = page.locator(`#story-${id}`);
    await story.waitFor();
    const startedMs = performance.now();
    await story.getByRole("button").click();
    await story.locator(".short li").first().waitFor();
    const answeredMs = performance.now() - startedMs;
    expect((await story.locator(".short li").allInnerTexts()).join(" ")).toMatch(says);
    expect(await story.getByRole("link", { name: "See it on the screen" }).count()).toBe(
      see === null ? 0 : 1,
    );
    if (see !== null) {
      await story.getByRole("link", { name: "See it on the screen" }).click();
      await see(page);
    }
    const seenMs = performance.now() - startedMs;
    console.log(`${id}: answered after ${answeredMs | 0} ms, seen after ${seenMs | 0} ms`);
    expect(seenMs).toBeLessThan(STORY_MS_MAX);
    await closePage(page);
  },
);
