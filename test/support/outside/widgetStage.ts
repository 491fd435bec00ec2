import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "@playwright/test";
import { findFreePort } from "../../../scripts/faults/ports.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { loadTrustedDocuments } from "../../../src/server/operations/trusted.ts";
import { loadPageFiles, ownDocumentPaths } from "../../../src/server/pages/pageFiles.ts";
import { makeTestFolder } from "../cluster.ts";
import { soldEvent } from "../purchases.ts";
import { startTestServer, type TestServer, type TestServerOptions } from "../server.ts";
import { openWidgetShop, type WidgetShop } from "./widgetShop.ts";

const CHROMIUM = {
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
};
const ANSWER_MS = 20_000;

/** Points that wait for a fortnight and go after a year: there is something to tell of both. */
const RULESET = {
  ...DEFAULT_RULESET_DOCUMENT,
  wallets: [
    {
      code: "points",
      pointValue: "0.01",
      activation: { kind: "AFTER_DAYS" as const, days: 14 },
      expiry: { kind: "FIXED" as const, months: 12 },
    },
  ],
};

/** A server that takes trusted documents alone, a shop of another origin, and a browser. */
export interface WidgetStage {
  readonly server: () => TestServer;
  readonly shop: WidgetShop;
  /** What went wrong in any page: refused by the policy, thrown, or told to the console. */
  readonly faults: string[];
  buy(email: string, gross: string, daysAgo?: number): Promise<void>;
  coupon(email: string, name: string, more?: Record<string, unknown>): Promise<void>;
  /** @param prepare what has to be so before the page is loaded */
  open(options?: BrowserContextOptions, prepare?: (page: Page) => Promise<void>): Promise<Page>;
  /** The server goes away, and comes back on its port and its data. */
  kill(): Promise<void>;
  revive(): Promise<void>;
  stop(): Promise<void>;
}

const ISSUE_COUPON = `mutation($input: IssueCouponInput!) {
  issueCoupon(input: $input) { coupon { code } userErrors { code message } }
}`;
const DAY_MS = 86_400_000;

/** The pages have to be built before. */
export async function openWidgetStage(): Promise<WidgetStage> {
  const manifest = join(makeTestFolder("widget"), "documents.json");
  await writeFile(manifest, "{}");
  const port = await findFreePort();
  const graphOrigin = `http://127.0.0.1:${port}`;
  const origins: string[] = [];
  const options: TestServerOptions = {
    ...{ port, corsOrigins: origins, pageFiles: await loadPageFiles(), ruleset: RULESET },
    // Nothing of the retailer's own: what the widget sends is known to its server.
    trustedDocuments: await loadTrustedDocuments(
      { path: manifest, policy: {} },
      ownDocumentPaths(),
    ),
  };
  const first = await startTestServer(options);
  let server = first;
  const shop = await openWidgetShop(graphOrigin, await first.token("shop"));
  origins.push(shop.origin);
  const browser = await chromium.launch(CHROMIUM);
  const faults: string[] = [];
  return {
    server: () => server,
    ...{ shop, faults },
    buy: (email, gross, daysAgo = 0) => buy(server, email, { gross, daysAgo }),
    coupon: (email, name, more = {}) => issueCoupon(server, email, { name, more }),
    open: async (given = {}, prepare) => {
      const page = await newPage(browser, faults, given);
      await prepare?.(page);
      await page.goto(shop.origin, { waitUntil: "domcontentloaded" });
      return page;
    },
    kill: async () => await server.close(0).then(() => undefined),
    revive: async () => {
      const { database, issuer, customerTokenKeyFile } = first;
      server = await startTestServer({ ...options, database, issuer, customerTokenKeyFile });
    },
    stop: async () => {
      await browser.close();
      await shop.close();
      if (server !== first) {
        await server.stop();
      }
      await first.stop();
    },
  };
}

async function buy(
  server: TestServer,
  email: string,
  { gross, daysAgo }: { readonly gross: string; readonly daysAgo: number },
): Promise<void> {
  const [result] = await server.receive([
    soldEvent({
      occurredAt: new Date(Date.now() - daysAgo * DAY_MS - 60_000).toISOString(),
      customer: [{ kind: "email", value: email }],
      lines: [{ id: "1", article: "A-1", quantity: "1", gross }],
      tenders: [{ kind: "card", amount: gross }],
    }),
  ]);
  if (result?.outcome !== "APPLIED") {
    throw new Error(JSON.stringify(result));
  }
}

async function issueCoupon(
  server: TestServer,
  email: string,
  { name, more }: { readonly name: string; readonly more: Record<string, unknown> },
): Promise<void> {
  const { data, errors } = await server.graphql({
    token: await server.token("supervisor"),
    query: ISSUE_COUPON,
    variables: {
      input: {
        ...{ idempotencyKey: randomUUID(), customer: { email } },
        names: [{ locale: "en", text: name }],
        value: { amount: { amount: "5.00", currencyCode: "GBP" } },
        validUntil: new Date(Date.now() + 60 * DAY_MS).toISOString(),
        ...more,
      },
    },
  });
  if (data?.issueCoupon?.coupon == null) {
    throw new Error(JSON.stringify(errors ?? data));
  }
}

async function newPage(
  browser: Browser,
  faults: string[],
  options: BrowserContextOptions,
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(ANSWER_MS);
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      faults.push(`console: ${message.text()}`);
    }
  });
  // Shifts of the layout from the first moment on, as browsers measure them for their users.
  await page.addInitScript(`
    globalThis.shifts = [];
    new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({ value }) => value)))
      .observe({ type: "layout-shift", buffered: true });
    globalThis.told = [];
    for (const name of ["state", "tier", "trouble"]) {
      addEventListener("tributary-" + name, ({ detail }) => told.push([name, detail]));
    }
  `);
  return page;
}
