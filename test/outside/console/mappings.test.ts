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

/** Mappings, tried on samples and on messages, in a real browser. */

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo("console-mappings");
}, START_TIMEOUT_MS);
afterAll(async () => {
  await demo.stop();
}, START_TIMEOUT_MS);
afterEach(() => {
  expect(demo.takeFaults()).toEqual([]);
});

test("a mapping is begun, mended at the line of its fault, tried by keyboard, saved, and seen with its versions", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const page = await demo.openAs("admin", "/console/mappings");
  await page.getByText("No mapping is saved.").waitFor();
  await page.getByRole("link", { name: "Try a mapping" }).click();
  const text = page.getByRole("textbox", { name: "Mapping" });
  await text.waitFor();
  const sound = await text.inputValue();
  const line = sound.split("\n").findIndex((one) => one.includes("it.pieces")) + 1;
  await text.fill(sound.replace("it.pieces", "it.pieces +"));
  await page.getByRole("button", { name: "Try it" }).click();
  await page.getByRole("alert").getByText("The mapping has a fault").waitFor();
  const place = page.getByRole("button", { name: new RegExp(`^line ${line}, column \\d+$`) });
  expect(await page.locator(".lined-wrong").allInnerTexts()).toEqual([String(line)]);
  // Buttons that were busy come back slowly.
  await expect.poll(() => violationsOf(page), { timeout: 20_000 }).toEqual([]);
  expect(await page.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);

  // To the line, and on from there, without a mouse.
  await place.focus();
  await page.keyboard.press("Enter");
  const marked = await text.evaluate((area) => {
    const { selectionStart, selectionEnd, value } = area as unknown as {
      readonly selectionStart: number;
      readonly selectionEnd: number;
      readonly value: string;
    };
    return value.slice(selectionStart, selectionEnd);
  });
  expect(marked.trim()).toBe("quantity: it.pieces +");
  await text.fill(sound);
  await page.getByText("Something was changed since").waitFor();
  await page.keyboard.press("Control+Enter");
  const result = page.getByRole("region", { name: "What becomes of it" });
  await result.getByText("3 records").waitFor();
  await result.getByText("purchases: 1").waitFor();
  await result.getByText("passed over: 1", { exact: true }).waitFor();
  await result.getByText("not read: 1").waitFor();
  expect(await result.getByRole("region", { name: "line 2" }).innerText()).toContain("59.80");
  // Buttons that were busy come back slowly.
  await expect.poll(() => violationsOf(page), { timeout: 20_000 }).toEqual([]);

  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { level: 1, name: "Mapping shop-lines" }).waitFor();
  const versions = page.getByRole("region", { name: "Versions" });
  await versions.getByRole("button", { name: "Version 1" }).click();
  await versions.getByText("mapping: shop-lines").waitFor();
  // Somebody else saves another one meanwhile.
  const { saveMapping } = await demo.ask<{ saveMapping: { userErrors: object[] } }>(
    "admin",
    "mutation ($input: SaveMappingInput!) { saveMapping(input: $input) { userErrors { code } } }",
    { input: { document: sound.replace("{ is: EUR }", "{ is: GBP }"), expectedVersion: 1 } },
  );
  expect(saveMapping.userErrors).toEqual([]);
  await text.fill(sound.replace("A receipt a line", "Each line a receipt"));
  await page.keyboard.press("Control+Enter");
  const save = page.getByRole("button", { name: "Save" });
  await expect.poll(() => save.isEnabled(), { timeout: 20_000 }).toBe(true);
  await save.click();
  await page.getByText("Another version of shop-lines is saved than 1").waitFor();

  await page.setViewportSize(NARROW.viewport);
  await expect.poll(() => overhangOf(page), { timeout: 20_000 }).toBe(0);
  await page.goto(`${demo.url}/console/mappings`);
  await page.getByRole("link", { name: "shop-lines" }).waitFor();
  expect(await page.locator("#content").innerText()).toContain("No source is set up");
  await closePage(page);
});

test("an administrator tries a mapping on a message as it came; operations sees no way to", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const { setup } = await demo.ask<{ setup: { document: string } }>(
    "admin",
    "{ setup { document } }",
  );
  const { rules: _rules, ...document } = JSON.parse(setup.document);
  const receives = { connector: "mapped", mapping: "shop-lines", proof: { by: "bearer" } };
  const own = { code: "lines", name: "Lines", receives };
  const identifiers = { rank: ["email"], create: ["email"] };
  const sources = [...document.sources, { ...own, identifiers }];
  const { applySetup } = await demo.ask<{ applySetup: { userErrors: object[] } }>(
    "admin",
    "mutation ($d: String!) { applySetup(input: { document: $d }) { userErrors { code message } } }",
    { d: JSON.stringify({ ...document, sources }) },
  );
  expect(applySetup.userErrors).toEqual([]);
  const secret = await demo.cli("secrets", "add", "lines", "--generate", "--json");
  const token = (JSON.parse(secret) as { secret: string }).secret;
  const post = async () =>
    (
      await fetch(`${demo.url}/v1/webhooks/lines`, {
        ...{ method: "POST", headers: { authorization: `Bearer ${token}` } },
        body: "kind;number;at;mail;article;pieces;amount\nsale;1;2026-11-03 09:15;ada@example.com;A;1;5,00\n",
      })
    ).status;
  // Whose secret it is, the server knows some seconds later.
  await expect.poll(post, { timeout: 60_000 }).toBe(200);

  const page = await demo.openAs("admin", "/console/sources/lines");
  await page.getByRole("link", { name: "Try a mapping on this" }).first().click();
  await page.getByText(/^Message \d+, as it came$/).waitFor();
  expect(await page.getByRole("textbox", { name: "Mapping" }).inputValue()).toContain("shop-lines");
  await page.getByRole("button", { name: "Try it" }).click();
  const result = page.getByRole("region", { name: "What becomes of it" });
  await result.getByText("ada@example.com").waitFor();
  await page.getByText("xxx@xxxxxxx.xxx").waitFor();
  // Buttons that were busy come back slowly.
  await expect.poll(() => violationsOf(page), { timeout: 20_000 }).toEqual([]);
  const address = page.url();
  await closePage(page);

  const other = await demo.openAs("operator", "/console/sources/lines");
  await other.getByText("xxx@xxxxxxx.xxx").first().waitFor();
  expect(await other.getByRole("link", { name: "Try a mapping on this" }).count()).toBe(0);
  await other.goto(address);
  await other.getByRole("textbox", { name: "Sample" }).waitFor();
  expect(await other.getByRole("button", { name: "Save" }).count()).toBe(0);
  await closePage(other);
});
