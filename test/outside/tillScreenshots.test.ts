import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "vitest";
import { makeTestFolder } from "../support/cluster.ts";
import {
  addArticle,
  checkCoupon,
  press,
  receiptIs,
  redeem,
  saidBy,
  scan,
  scanMember,
  takenBy,
  useTillStage,
} from "../support/outside/tillStage.ts";

/**
 * `npm run screenshots:till` puts them into docs/screenshots, to be looked at; without it they are
 * only taken.
 */
const FOLDER = process.env["SCREENSHOTS"] ?? makeTestFolder("screenshots");
/** Of each: what a page of the guides may weigh. */
const BYTES_MAX = 80_000;
/** Two columns, and light enough. */
const WIDE = { viewport: { width: 1000, height: 520 } };
const NARROW = { viewport: { width: 380, height: 800 } };

const { openTill } = useTillStage();

async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, `till-${name}.png`);
  await page.evaluate("scrollTo(0, 0)");
  await page.screenshot({ path, animations: "disabled" });
  expect(statSync(path).size).toBeLessThan(BYTES_MAX);
}

test("each part of the till has a picture that the guides can carry", async () => {
  const wide = await openTill(WIDE);
  await scanMember(wide);
  await addArticle(wide, "MUG-1", "12.50");
  await addArticle(wide, "TEA", "14.97");
  await checkCoupon(wide);
  await press(wide, "Lose the next answer");
  await redeem(wide);
  await saidBy(wide).getByText("No answer").waitFor();
  await shoot(wide, "lost");
  await press(wide, "Did it count?");
  await takenBy(wide, "redeemed").waitFor();
  await scan(wide, "F8", "300");
  await wide.getByTestId("held").waitFor();
  await shoot(wide, "sale");
  await wide.keyboard.press("F9");
  await wide.keyboard.press("Enter");
  await receiptIs(wide, "Counted");
  await wide.getByTestId("recent").getByRole("button").first().click();
  await wide.getByTestId("undo").waitFor();
  await shoot(wide, "undo");
  const day = wide.getByTestId("day");
  await day.getByLabel("Receipts").fill("2");
  await day.getByLabel("What they come to, GBP").fill("40");
  await day.getByRole("button", { name: "Declare the day" }).click();
  await wide.getByTestId("came").waitFor();
  await press(wide, "Close this message");
  const card = wide.getByRole("region", { name: "Close the day" });
  await card.screenshot({ path: join(FOLDER, "till-day.png"), animations: "disabled" });
  expect(statSync(join(FOLDER, "till-day.png")).size).toBeLessThan(BYTES_MAX);
  await wide.context().close();

  const dark = await openTill({ ...NARROW, colorScheme: "dark" });
  await scanMember(dark);
  await shoot(dark, "narrow-dark");
  await dark.context().close();

  const german = await openTill({ ...NARROW, locale: "de-DE" });
  await scan(german, "F4", "NO-SUCH-CODE");
  await saidBy(german).getByText("Diesen Coupon gibt es nicht.").waitFor();
  await shoot(german, "narrow-german");
  await german.context().close();
});
