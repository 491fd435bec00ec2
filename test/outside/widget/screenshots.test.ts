import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "vitest";
import { makeTestFolder } from "../../support/cluster.ts";
import { useWidgetStage } from "../../support/outside/widgetTests.ts";

/**
 * `npm run screenshots:widget` puts them into docs/screenshots, to be looked at; without it they
 * are only taken.
 */
const FOLDER = process.env["SCREENSHOTS"] ?? makeTestFolder("screenshots");
/** Of each: what a page of the guides may weigh. */
const BYTES_MAX = 60_000;

const { stage, member, openFor } = useWidgetStage();

async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, `widget-${name}.png`);
  await page.locator("tributary-loyalty").screenshot({ path, animations: "disabled" });
  expect(statSync(path).size).toBeLessThan(BYTES_MAX);
}

const WIDE = { viewport: { width: 1000, height: 700 } };
const NARROW = { viewport: { width: 380, height: 800 } };

test("each state of the widget has a picture that the guides can carry", async () => {
  const email = await member("pictured");
  stage().shop.lang = "en-GB";
  const wide = await openFor(email, WIDE);
  await shoot(wide, "light");
  await stage().kill();
  await wide.locator("tributary-loyalty footer").waitFor();
  await shoot(wide, "last-values");
  await stage().revive();
  await wide.context().close();
  const dark = await openFor(email, { ...WIDE, colorScheme: "dark" });
  await shoot(dark, "dark");
  await dark.context().close();
  stage().shop.lang = "de";
  const narrow = await openFor(email, NARROW);
  await shoot(narrow, "narrow-german");
  await narrow.context().close();
  stage().shop.lang = "en-GB";
  stage().shop.email = null;
  const invited = await stage().open(NARROW);
  await invited.getByRole("link", { name: "Sign in" }).waitFor();
  await shoot(invited, "signed-out");
  await invited.context().close();
});
