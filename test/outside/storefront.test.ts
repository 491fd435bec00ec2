import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createShop } from "../../examples/storefront/shop.ts";
import { findFreePort } from "../../scripts/faults/ports.ts";
import type { Instant } from "../../src/domain/time/instant.ts";
import { TO_GOLD, TO_PLATINUM, TO_SILVER } from "../support/clientStage.ts";
import { soldEvent } from "../support/purchases.ts";
import { startTestServer, systemClock, type TestServer } from "../support/server.ts";

const EXAMPLE = join(import.meta.dirname, "../../examples/storefront");
const CHROMIUM = "/usr/bin/chromium";
const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
/** A browser, a build and a restart, on a busy machine. */
const TEST_MS = 180_000;
/** Longer than the waits of the page between its first six attempts to connect again. */
const SEEN_MS = 40_000;
/** Longer than a customer's token. */
const TOKEN_ENDS_MS = 16 * 60_000;

let folder: string;
let browser: Browser;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tributary-storefront-"));
  const outDir = join(folder, "dist");
  await build({ root: EXAMPLE, logLevel: "warn", build: { outDir, emptyOutDir: true } });
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
}, TEST_MS);
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

/** The shop's back end, and how often a page asked it who is signed in. */
async function openShop(server: TestServer, port: number, email: string) {
  let sessions = 0;
  const shop: Server = createShop({
    graphqlUrl: `${server.url}/graphql`,
    key: await server.token("shop"),
    pages: join(folder, "dist"),
    signedIn: () => {
      sessions += 1;
      return email;
    },
  });
  await once(shop.listen(port, "127.0.0.1"), "listening");
  return { shop, sessions: () => sessions };
}

for (const [client, path] of [
  ["urql", "/index.html"],
  ["Apollo Client", "/apollo.html"],
] as const) {
  test(`in Chromium ${client} shows each change of the tier once, through a token's end and a restart`, {
    timeout: TEST_MS,
  }, async () => {
    let aheadMs = 0;
    const clock = () => (systemClock() + aheadMs * 1_000) as Instant;
    const [port, shopPort] = [await findFreePort(), await findFreePort()];
    const origin = `http://127.0.0.1:${shopPort}`;
    const first = await startTestServer({ clock, port, corsOrigins: [origin] });
    const email = `${client.split(" ")[0]?.toLowerCase()}@example.com`;
    const buy = async (gross: string) => {
      const lines = [{ id: "1", article: "A-1", quantity: "1", gross }];
      const tenders = [{ kind: "card", amount: gross }];
      const customer = [{ kind: "email", value: email }];
      const [result] = await first.receive([soldEvent({ customer, lines, tenders })]);
      expect(result?.outcome).toBe("APPLIED");
    };
    await buy("5.00");
    const { shop, sessions } = await openShop(first, shopPort, email);
    const page = await browser.newPage();
    const loads: string[] = [];
    page.on("load", () => loads.push("load"));
    const shown = () => page.locator("li").allInnerTexts();
    const untilShown = async (tiers: readonly string[]) => {
      const sentences = tiers.map((tier) => `You are ${tier} now.`);
      await expect.poll(shown, { timeout: SEEN_MS }).toEqual(sentences);
      expect(await page.locator(".tier").innerText()).toBe(tiers.at(-1));
    };
    await page.goto(`${origin}${path}`);
    await page.locator(".tier").waitFor({ timeout: SEEN_MS });
    const before = await page.locator(".tier").innerText();
    expect(before).not.toBe("Silver");

    await buy(TO_SILVER);
    await untilShown(["Silver"]);

    // Its token ends for the server and for the page; the next change finds it out.
    await page.clock.setFixedTime(Date.now() + TOKEN_ENDS_MS);
    aheadMs = TOKEN_ENDS_MS;
    const asked = sessions();
    await buy(TO_GOLD);
    await expect.poll(sessions, { timeout: SEEN_MS }).toBeGreaterThan(asked);
    // Tokens are signed by the machine's clock: the next one is to be good again.
    aheadMs = 0;
    await untilShown(["Silver", "Gold"]);

    await first.close(1_000);
    await buy(TO_PLATINUM);
    const { database, issuer, customerTokenKeyFile } = first;
    const options = { clock, port, corsOrigins: [origin] };
    const second = await startTestServer({ ...options, database, issuer, customerTokenKeyFile });
    await untilShown(["Silver", "Gold", "Platinum"]);
    expect(loads).toHaveLength(1);
    await page.screenshot({ path: join(tmpdir(), `storefront-${path.slice(1, -5)}.png`) });

    await page.close();
    shop.closeAllConnections();
    shop.close();
    await second.stop();
    await first.stop();
  });
}
