import type { Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  addFrame,
  type DeskStage,
  listenOn,
  openDeskStage,
  pageOf,
} from "../../support/outside/deskStage.ts";
import { START_TIMEOUT_MS, STORY_TIMEOUT_MS } from "./support.ts";

/** In whose frame the console is not. */

let stage: DeskStage;
beforeAll(async () => {
  stage = await openDeskStage();
}, START_TIMEOUT_MS);
afterAll(async () => {
  await stage.stop();
}, START_TIMEOUT_MS);
afterEach(() => {
  // A refusal may be told to the log once for each page around.
  expect(stage.takeFaults().filter((fault) => !/frame-ancestors/.test(fault))).toEqual([]);
});

const POLL = { timeout: 30_000 };

describe("a page that nobody has allowed", { timeout: STORY_TIMEOUT_MS }, () => {
  /** Opens a page and waits until the browser has said that it keeps the frame from it. */
  async function openRefused(url: string): Promise<Page> {
    const asked: string[] = [];
    const page = await stage.open(url, async (made) => {
      made.on("request", (request) => asked.push(request.url()));
    });
    const faults: string[] = [];
    const isRefused = () => {
      faults.push(...stage.takeFaults());
      return faults.some((fault) => /frame-ancestors/.test(fault));
    };
    await expect.poll(isRefused, POLL).toBe(true);
    expect(asked.filter((one) => /graphql|start\.json|assets/.test(one))).toEqual([]);
    return page;
  }

  test("has nothing in its frame: the browser refuses it by frame-ancestors", async () => {
    stage.give = () => stage.sign({ sub: "ann", role: "agent" }, "1h");
    const before = stage.asked();
    const page = await openRefused(stage.stranger);
    await expect
      .poll(() => page.frames().map((frame) => frame.url()), POLL)
      .toContain("chrome-error://chromewebdata/");
    expect(stage.asked()).toBe(before);
    await page.context().close();
  });

  test("has nothing by way of an allowed page in its own frame either", async () => {
    const around = pageOf(`<iframe src="${stage.desk}" width="900" height="700"></iframe>`);
    const page = await openRefused(await stage.serve((one) => listenOn(one, "127.0.0.1"), around));
    await page.context().close();
  });

  test("and an allowed one has no other page of ours in a frame than that", async () => {
    const page = await stage.open(`${stage.desk}/settings`);
    const paths = ["/console", "/console/customers", "/console/embedded", "/till", "/"];
    for (const path of paths) {
      await addFrame(page, path, `${stage.server.url}${path}`);
    }
    const shown = () =>
      page
        .frames()
        .slice(1)
        .map((frame) => frame.url());
    await expect.poll(shown, POLL).toEqual(paths.map(() => "chrome-error://chromewebdata/"));
    // That page has no icon.
    const faults = stage.takeFaults().filter((fault) => !fault.includes("404"));
    expect(faults.filter((fault) => !/frame-ancestors 'none'/.test(fault))).toEqual([]);
    await page.context().close();
  });
});
