import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  closePage,
  type Demo,
  NARROW,
  overhangOf,
  START_TIMEOUT_MS,
  STORY_TIMEOUT_MS,
  startDemo,
  violationsOf,
} from "./support.ts";

/** Drafts of rules, as the loyalty team writes them, in a real browser. */

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo("console-rules");
}, START_TIMEOUT_MS);
afterAll(async () => {
  await demo.stop();
}, START_TIMEOUT_MS);
afterEach(() => {
  expect(demo.takeFaults()).toEqual([]);
});

test("a draft is begun, mended by the places of its faults, saved, and met by somebody else", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const page = await demo.openAs("marketer", "/console/rules/1");
  await page.getByRole("button", { name: "New draft from this version" }).click();
  const box = page.getByRole("textbox", { name: "JSON or YAML" });
  await box.waitFor();
  const version = Number(/rules\/(\d+)/.exec(page.url())?.[1]);
  const document = JSON.parse(await box.inputValue()) as {
    tiers: { threshold: string }[];
    earning: { pointsPerUnit: string }[];
  };
  const typed = (change: (it: typeof document) => void) => {
    const copy = structuredClone(document);
    change(copy);
    return JSON.stringify(copy, null, 2);
  };
  await box.fill(typed((it) => Object.assign(it.earning[0] ?? {}, { pointsPerUnit: "plenty" })));
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const faults = page.getByRole("alert");
  await faults.getByText(/earning\[0\]\.pointsPerUnit|earning\[.*\]\.pointsPerUnit/).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await box.fill(typed((it) => Object.assign(it.earning[0] ?? {}, { pointsPerUnit: "3" })));
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Saved.", { exact: true }).waitFor();
  await page.getByText(/pointsPerUnit: .*→.*3/).waitFor();
  // Somebody else saves while this one types.
  await box.fill(typed((it) => Object.assign(it.earning[0] ?? {}, { pointsPerUnit: "4" })));
  const theirs = typed((it) => Object.assign(it.earning[0] ?? {}, { pointsPerUnit: "5" }));
  const { updateRulesetDraft } = await demo.ask<{
    updateRulesetDraft: { userErrors: object[] };
  }>(
    "admin",
    `mutation ($i: UpdateRulesetDraftInput!) { updateRulesetDraft(input: $i) { userErrors { code } } }`,
    { i: { version, expectedRevision: 2, document: theirs } },
  );
  expect(updateRulesetDraft.userErrors).toEqual([]);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText(/Somebody else has saved this draft/).waitFor();
  expect(await box.inputValue()).toContain('"pointsPerUnit": "4"');
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "Save mine over it" }).click();
  await page.getByText("Saved.", { exact: true }).waitFor();
  await page.getByText(/pointsPerUnit: .*→.*4/).waitFor();
  await page.setViewportSize(NARROW.viewport);
  // The menu slides away first.
  await expect.poll(() => overhangOf(page), { timeout: 20_000 }).toBe(0);
  await page.getByRole("button", { name: "Throw the draft away" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Throw the draft away" }).click();
  await page.getByRole("heading", { level: 1, name: "Rules", exact: true }).waitFor();
  await closePage(page);
});

test("who may read the rules and not write them sees the document and no way to change it", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const page = await demo.openAs("operator", "/console/rules/1");
  await page.getByRole("heading", { name: "The document" }).waitFor();
  expect(await page.getByRole("button", { name: "New draft from this version" }).count()).toBe(0);
  await closePage(page);
});
