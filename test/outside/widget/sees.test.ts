import { AxeBuilder } from "@axe-core/playwright";
import { describe, expect, test } from "vitest";
import { card, POLL, shifts, toldOf, useWidgetStage } from "../../support/outside/widgetTests.ts";

/** What the widget shows in a shop of another origin, in Chromium: docs/guides/widget.md. */

const { stage, member, openFor } = useWidgetStage();

describe("whoever is not signed in", () => {
  test("is invited, and the graph is not asked for anything", async () => {
    const asked: string[] = [];
    const page = await stage().open();
    page.on("request", (request) => asked.push(request.url()));
    await page.locator("tributary-loyalty h2", { hasText: "Be rewarded" }).waitFor();
    expect(await card(page).getByRole("listitem").count()).toBe(3);
    const links = await card(page)
      .getByRole("link")
      .evaluateAll((all) => all.map((link) => [link.textContent, link.getAttribute("href")]));
    const { origin } = stage().shop;
    expect(links).toEqual([
      ["Sign in", `${origin}/sign-in`],
      ["Join", `${origin}/join`],
    ]);
    expect(asked.filter((url) => url.includes("/graphql"))).toEqual([]);
    expect(await shifts(page)).toEqual([]);
    await page.context().close();
  });

  test("is told what the shop says one gets, and not to sign in by a script", async () => {
    stage().shop.content = '<p slot="invitation">Tea for free</p>';
    const page = await stage().open();
    await page.getByText("Tea for free").waitFor();
    await page.evaluate(`document.querySelector("tributary-loyalty")
      .setAttribute("sign-in-url", "javascript:alert(1)")`);
    expect(await card(page).getByRole("link").allInnerTexts()).toEqual(["Join"]);
    await page.context().close();
  });

  test("is invited to join when signed in without being a member", async () => {
    const server = stage().server();
    const { data } = await server.graphql({
      token: await server.token("agent"),
      query: `mutation { createCustomer(input: {name: "No Member", idempotencyKey: "none",
        identifiers: [{kind: "email", value: "none@example.com"}]}) { customer { id } } }`,
    });
    expect(data.createCustomer.customer).not.toBeNull();
    stage().shop.email = "none@example.com";
    const page = await stage().open();
    await page.getByRole("link", { name: "Join" }).waitFor();
    expect(await card(page).getByRole("link").allInnerTexts()).toEqual(["Join"]);
    expect((await toldOf(page)).at(-1)).toEqual(["state", { state: "not-member" }]);
    await page.context().close();
  });
});

describe("a member sees", () => {
  test("tier, benefit, points, what they buy, what is missing, coupons and why not", async () => {
    const page = await openFor(await member("sees"));
    const text = (await card(page).innerText()).replaceAll(/\n+/g, "\n");
    const day = (days: number, zone = "Europe/London") =>
      new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: zone }).format(
        Date.now() + days * 86_400_000,
      );
    for (const said of [
      "Gold",
      "Free delivery",
      "1,100 points",
      "worth £11",
      `60 on the way, from ${day(14)}`,
      "1,100 to be used by ",
      "£1,840 more to Platinum",
      "Then yours: Free returns",
      "£1,000 more by ",
      "Five pounds off",
      "until ",
      `From ${day(40)} on`,
    ]) {
      expect(text).toContain(said);
    }
    await page.context().close();
  });

  test("names as the texts that they are, whatever is in them", async () => {
    const email = "markup@example.com";
    await stage().buy(email, "5.00");
    const name = `<img src=x onerror="told.push('run')"><b>bold</b> ${"long".repeat(30)}`;
    await stage().coupon(email, name);
    await stage().coupon(email, "קופון של חמש");
    const page = await openFor(email);
    await page.getByText("<b>bold</b>").waitFor();
    expect(await page.locator("tributary-loyalty img").count()).toBe(0);
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(1280);
    await page.context().close();
  });

  test.each([
    ["wide", "en", { viewport: { width: 1280, height: 720 } }],
    ["narrow", "de", { viewport: { width: 380, height: 800 } }],
    ["dark", "fr", { viewport: { width: 1280, height: 720 }, colorScheme: "dark" }],
    ["dark and narrow", "es", { viewport: { width: 380, height: 800 }, colorScheme: "dark" }],
  ] as const)(
    "the same %s in %s: nothing moves, nothing is hidden from anybody",
    async (_, lang, options) => {
      stage().shop.lang = lang;
      const page = await openFor(await member(`reads-${lang}`), options);
      const { violations } = await new AxeBuilder({ page }).include("tributary-loyalty").analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      const words = { en: "Coupons", de: "Gutscheine", fr: "Bons", es: "Cupones" };
      await page.getByRole("heading", { name: words[lang], exact: true }).waitFor();
      const figures = {
        en: "1,100 points",
        de: "1.100 Punkte",
        fr: /1\s100 points/,
        es: "1100 puntos",
      };
      await expect.poll(() => card(page).innerText(), POLL).toMatch(figures[lang]);
      const width = await page.evaluate<number>("document.documentElement.scrollWidth");
      expect(width).toBeLessThanOrEqual(options.viewport.width);
      expect(await shifts(page)).toEqual([]);
      await page.context().close();
    },
  );

  test("everything by the keyboard alone, and nothing that moves when that is not wanted", async () => {
    const page = await openFor(await member("keys"), { reducedMotion: "reduce" });
    await page.keyboard.press("Tab");
    const focused =
      "document.activeElement.shadowRoot.activeElement.getAttribute('aria-labelledby')";
    expect(await page.evaluate(focused)).toBe("coupons");
    await stage().buy("keys@example.com", "2500.00");
    await page.locator("tributary-loyalty h2", { hasText: "Platinum" }).waitFor();
    // What was drawn anew has not taken the focus away.
    expect(await page.evaluate(focused)).toBe("coupons");
    const animation = `getComputedStyle(document.querySelector("tributary-loyalty").shadowRoot
      .querySelector(".tier")).animationName`;
    expect(await page.evaluate(animation)).toBe("none");
    await page.context().close();
  });
});
