import { AxeBuilder } from "@axe-core/playwright";
import { describe, expect, test } from "vitest";
import {
  addArticle,
  checkCoupon,
  POLL,
  press,
  receiptIs,
  redeem,
  saidBy,
  scan,
  scanMember,
  takenBy,
  useTillStage,
  waitFilled,
} from "../support/outside/tillStage.ts";

/** The till as a cashier uses it, in the demo: a real server, a real browser, by the keyboard. */

/** What a refusal may have of words. */
const WORDS_MAX = 8;

const { openTill, openPage, tillToken, usesOf, pointsOf, faults } = useTillStage();

describe("a sale", () => {
  test("goes from the card to the receipt by the keyboard, and can be undone", async () => {
    const page = await openTill();
    const before = await pointsOf();
    await scanMember(page);
    expect(await page.getByTestId("say").innerText()).toMatch(/You have [\d,]+ points, worth £/);
    await addArticle(page, "MUG-1", "12.50");
    await addArticle(page, "TEA", "14.97");
    const code = await checkCoupon(page);
    await redeem(page);
    await takenBy(page, "redeemed").waitFor();
    // While the coupon is still told of, nothing else is sent.
    await page.locator('form:has([data-key="F8"]) button[type="submit"]:enabled').waitFor();
    await scan(page, "F8", "300");
    await page.getByTestId("held").getByText("300 points set aside for £3.00").waitFor();
    expect(await pointsOf()).toEqual({ active: before.active - 300, reserved: 300 });
    expect(await page.getByTestId("due").innerText()).toBe("£19.47");
    await page.keyboard.press("F9");
    await page.keyboard.press("Enter");
    await receiptIs(page, "Counted");
    const receipt = page.getByTestId("receipt");
    await receipt.getByText(/This purchase earns \d+ points/).waitFor();
    expect(await receipt.innerText()).toMatch(/-£5\.00[\s\S]*£22\.47[\s\S]*£3\.00[\s\S]*£19\.47/);
    expect((await pointsOf()).reserved).toBe(0);

    await page.emulateMedia({ media: "print" });
    expect(await page.locator("section:visible").count()).toBe(1);
    await page.emulateMedia({ media: "screen" });

    await page.getByTestId("recent").getByRole("button").first().click();
    await press(page, "Give 300 points back");
    await saidBy(page).getByText("Points given back").waitFor();
    await press(page, "Give coupon 5 off from 20 back");
    await saidBy(page).getByText("Coupon given back").waitFor();
    expect(await usesOf(code)).toEqual([{ state: "REVERSED" }]);
    await press(page, "Take MUG-1 back");
    await page.getByTestId("undo-status").getByText("Partly returned").waitFor();
    await press(page, "Take all of it back");
    await page.getByTestId("undo-status").getByText("Taken back").waitFor();
    await receiptIs(page, "Taken back");
    await expect.poll(pointsOf, POLL).toEqual(before);
    await page.context().close();
  });

  test("counts a lost call once: asked for, or sent again", async () => {
    const page = await openTill();
    await addArticle(page, "MUG-1", "25.00");
    const code = await checkCoupon(page);
    await press(page, "Lose the next answer");
    await redeem(page);
    await saidBy(page).getByText("No answer: it may have counted.").waitFor();
    expect(await page.getByTestId("taken").innerText()).toBe("");
    expect(await page.getByRole("button", { name: "Paid in cash" }).isDisabled()).toBe(true);
    await press(page, "Did it count?");
    await saidBy(page).getByText("It had counted, once.").waitFor();
    await takenBy(page, "redeemed").waitFor();
    expect(await usesOf(code)).toEqual([{ state: "REDEEMED" }]);

    await press(page, "Lose the next answer");
    await page.keyboard.press("F9");
    await page.keyboard.press("Enter");
    await saidBy(page).getByText("No answer: it may have counted.").waitFor();
    await press(page, "Send the same again");
    await receiptIs(page, "Counted");
    await page.getByTestId("helps").getByText("It had counted before").waitFor();
    const sold = page.getByTestId("calls").locator("details", { hasText: "SOLD" });
    expect(await sold.count()).toBe(2);
    await sold.first().locator("summary").click();
    expect(await sold.first().innerText()).toMatch(/"duplicate": true/);
    await page.context().close();
  });

  test("counts a double press once", async () => {
    const page = await openTill();
    await addArticle(page, "MUG-1", "25.00");
    const code = await checkCoupon(page);
    await press(page, "Press twice");
    await redeem(page);
    await takenBy(page, "redeemed").waitFor();
    const calls = page.getByTestId("calls").locator("details", { hasText: "TillRedeem" });
    expect(await calls.count()).toBe(2);
    expect(await usesOf(code)).toEqual([{ state: "REDEEMED" }]);
    const answers = [];
    for (const at of [0, 1]) {
      await calls.nth(at).locator("summary").click();
      answers.push(/"replayOfFirstAnswer": (\w+)/.exec(await calls.nth(at).innerText())?.[1]);
    }
    expect(answers.sort()).toEqual(["false", "true"]);
    await page.context().close();
  });

  test("goes on without a connection, and is told afterwards", async () => {
    const page = await openTill();
    await press(page, "Make me a coupon");
    await waitFilled(page, "F4");
    const code = await page.locator('[data-key="F4"]').inputValue();
    await press(page, "Go offline");
    await scan(page, "F2", "982600024235");
    await page.getByTestId("who").getByText("Kept as it was scanned").waitFor();
    await addArticle(page, "MUG-1", "25.00");
    await page.keyboard.press("F4");
    await page.keyboard.press("Enter");
    await redeem(page);
    await takenBy(page, "waits for the connection").waitFor();
    await page.keyboard.press("F9");
    await page.keyboard.press("Enter");
    await receiptIs(page, "Not told yet: waits");
    expect(await page.getByTestId("waiting").innerText()).toMatch(/2 wait/i);
    expect(await usesOf(code)).toEqual([]);
    await press(page, "Go online");
    await receiptIs(page, "Counted");
    await page.getByTestId("waiting").waitFor({ state: "detached" });
    expect(await usesOf(code)).toEqual([{ state: "REDEEMED" }]);
    await page.context().close();
  });

  test("refuses a wrong code in eight words, with what helps", async () => {
    const page = await openTill();
    await scan(page, "F4", "NO-SUCH-CODE");
    await saidBy(page).waitFor();
    const said = await saidBy(page).innerText();
    expect(said).toBe("There is no such coupon.");
    expect(said.split(/\s+/).length).toBeLessThanOrEqual(WORDS_MAX);
    expect(await page.getByTestId("helps").innerText()).toBe("Scan it again, or type it slowly.");
    await addArticle(page, "MUG-1", "12.50");
    await press(page, "Make me a coupon");
    await waitFilled(page, "F4");
    await page.keyboard.press("F4");
    await page.keyboard.press("Enter");
    await saidBy(page).getByText("The basket is too small.").waitFor();
    expect(await page.getByTestId("helps").innerText()).toBe("Needed: £20.00. Here: £12.50.");
    await page.context().close();
  });
});

test("a sign-in that ends loses nothing of the sale", async () => {
  const page = await openPage();
  await page.getByLabel("Token or key of a till").fill(tillToken());
  await page.keyboard.press("Enter");
  await addArticle(page, "MUG-1", "25.00");
  await page.keyboard.press("F4");
  await page.route("**/graphql", async (route) => {
    const headers = { ...route.request().headers(), authorization: "Bearer ended" };
    await route.continue({ headers });
  });
  await page.keyboard.type("NO-SUCH-CODE");
  await page.keyboard.press("Enter");
  await saidBy(page).getByText("The sign-in has ended.").waitFor();
  await page.unrouteAll();
  await page.getByTestId("notice").getByLabel("Token or key of a till").fill(tillToken());
  await page.keyboard.press("Enter");
  await saidBy(page).waitFor({ state: "detached" });
  await page.keyboard.press("F9");
  await page.keyboard.press("Enter");
  await receiptIs(page, "Counted");
  await page.context().close();
  // The refusal itself, and what the browser says of it.
  expect(faults.splice(0).filter((fault) => !/401/.test(fault))).toEqual([]);
});

test("no token is kept, nor shown with a call", async () => {
  const page = await openTill();
  await scanMember(page);
  const kept = await page.evaluate<string>(
    "JSON.stringify({ ...localStorage, ...sessionStorage }) + document.body.textContent",
  );
  expect(kept).toContain("TillCustomer");
  expect(kept).not.toContain("eyJ");
  await page.context().close();
});

describe("everybody can use the till", () => {
  const NARROW = { viewport: { width: 380, height: 800 } };
  test.each([
    ["light", {}],
    ["dark", { colorScheme: "dark" }],
    ["narrow and dark", { ...NARROW, colorScheme: "dark" }],
    ["in German", { ...NARROW, locale: "de-DE" }],
  ] as const)("%s", async (_name, options) => {
    const page = await openTill(options);
    await scan(page, "F3", "MUG-1");
    await page.keyboard.type("12.50");
    await page.keyboard.press("Enter");
    await page.getByTestId("lines").getByText("MUG-1").waitFor();
    await page.keyboard.press("F9");
    await page.keyboard.press("Enter");
    await page
      .getByTestId("receipt")
      .getByText(/Thank you|Vielen Dank/)
      .waitFor();
    await page.getByTestId("recent").getByRole("button").first().click();
    await page.getByTestId("undo").waitFor();
    await page.getByTestId("calls").locator("summary").first().click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    const width = await page.evaluate<number>("document.documentElement.scrollWidth");
    expect(width).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
    await page.context().close();
  });
});
