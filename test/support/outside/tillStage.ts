import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, expect, vi } from "vitest";
import type { StartInfo } from "../../../pages/src/shared/server.ts";
import { makeTestFolder } from "../cluster.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../database.ts";

const PROJECT = join(import.meta.dirname, "../../..");
/** The pages are built and a retailer is made up, on a busy machine. */
const START_TIMEOUT_MS = 180_000;
const TEST_TIMEOUT_MS = 90_000;
const ANSWER_MS = 20_000;
/** For what is asked again and again until it is so. */
export const POLL = { timeout: ANSWER_MS } as const;
const CHROMIUM = {
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
};

export const waitFilled = (page: Page, key: string) =>
  page.locator(`[data-key="${key}"]:not([value=""])`).waitFor();
export const saidBy = (page: Page) => page.getByTestId("said");
export const press = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name }).click();

/** A scanner types into a field that is ready, and ends with Enter. */
export async function scan(page: Page, key: string, text: string): Promise<void> {
  await page.locator(`[data-key="${key}"]:enabled`).waitFor();
  await page.keyboard.press(key);
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

export async function scanMember(page: Page): Promise<void> {
  await press(page, "Show me a member's card");
  await waitFilled(page, "F2");
  await page.keyboard.press("F2");
  await page.keyboard.press("Enter");
  await page.getByTestId("tier").waitFor();
}

export async function addArticle(page: Page, article: string, price: string): Promise<void> {
  await scan(page, "F3", article);
  await page.keyboard.type(price);
  await page.keyboard.press("Enter");
  await page.getByTestId("lines").getByText(article).waitFor();
}

/** A new coupon of 5 off from 20, checked. */
export async function checkCoupon(page: Page): Promise<string> {
  await press(page, "Make me a coupon");
  await waitFilled(page, "F4");
  const code = await page.locator('[data-key="F4"]').inputValue();
  await page.keyboard.press("F4");
  await page.keyboard.press("Enter");
  await page.getByTestId("redeem").getByText("Good: 5 off from 20").waitFor();
  return code;
}

export async function redeem(page: Page): Promise<void> {
  await page.getByTestId("redeem").getByRole("textbox").fill("5");
  await page.keyboard.press("Enter");
}

export const takenBy = (page: Page, how: string) => page.getByTestId("taken").getByText(how);
export const receiptIs = (page: Page, how: string) =>
  page.getByTestId("receipt-state").getByText(how).waitFor();

/** The demo with a till for the tests of a file; nothing may go wrong in a page of theirs. */
export function useTillStage() {
  vi.setConfig({ testTimeout: TEST_TIMEOUT_MS });
  let database: TestDatabase;
  let server: ChildProcess;
  let browser: Browser;
  let url: string;
  let start: StartInfo;
  beforeAll(async () => {
    await promisify(execFile)("node", [join(PROJECT, "scripts/buildPages.ts"), "--if-stale"]);
    database = await cloneTemplateDatabase();
    server = spawn(process.execPath, [join(PROJECT, "src/main.ts"), "--demo"], {
      env: {
        ...process.env,
        ...{ DATABASE_URL: database.url, TRIBUTARY_DATA_DIR: makeTestFolder("till") },
        ...{ PORT: "0", LOG_LEVEL: "error" },
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    for await (const chunk of server.stdout as AsyncIterable<Buffer>) {
      said += chunk.toString("utf8");
      url = /Start here\s+(\S+)/.exec(said)?.[1] ?? "";
      if (url !== "") {
        break;
      }
    }
    start = (await (await fetch(`${url}/pages/start.json`)).json()) as StartInfo;
    browser = await chromium.launch(CHROMIUM);
  }, START_TIMEOUT_MS);

  afterAll(async () => {
    await browser?.close();
    server.kill("SIGTERM");
    await once(server, "exit");
    await database.drop();
  }, START_TIMEOUT_MS);

  /** What must not happen, told when it does. */
  const faults: string[] = [];
  afterEach(() => {
    expect(faults.splice(0)).toEqual([]);
  });

  const openPage = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const size = { viewport: { width: 1280, height: 900 }, locale: "en-GB" };
    const context = await browser.newContext({ ...size, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(ANSWER_MS);
    page.on("request", (request) => {
      if (new URL(request.url()).origin !== url) {
        faults.push(`asked elsewhere: ${request.url()}`);
      }
    });
    page.on("response", (response) => {
      if (response.status() >= 400) {
        faults.push(`${response.status()}: ${response.url()}`);
      }
    });
    page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") {
        faults.push(`console: ${message.text()}`);
      }
    });
    await page.goto(`${url}/till`);
    return page;
  };

  /** Opens the demo's till. Its store sells in euros, its programme counts in pounds. */
  const openTill = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const page = await openPage(options);
    const open = page.getByRole("button", { name: /demo's till|Kasse der Vorführung/ });
    await open.waitFor();
    await page.keyboard.press("Enter");
    await page.getByLabel(/^Currency|^Währung/).selectOption("GBP");
    return page;
  };
  /** Asks the graph beside the page, to see what really counted. */
  async function ask<T>(role: string, query: string, variables: object): Promise<T> {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${start.demo?.tokens[role]}`,
      },
      body: JSON.stringify({ query, variables }),
    });
    return ((await response.json()) as { data: T }).data;
  }

  async function usesOf(code: string): Promise<readonly { readonly state: string }[]> {
    const query = "query($code: String!) { coupon(code: $code) { redemptions { state } } }";
    const told = await ask<{ coupon: { redemptions: { state: string }[] } }>("agent", query, {
      code,
    });
    return told.coupon.redemptions;
  }

  /** Points of the demo's member: what may be spent, and what is set aside. */
  async function pointsOf(): Promise<{ readonly active: number; readonly reserved: number }> {
    const query = `query($id: ID!) {
      customer(by: { id: $id }) { loyalty { accounts { wallet active reserved } } }
    }`;
    const told = await ask<{
      customer: { loyalty: { accounts: { wallet: string; active: string; reserved: string }[] } };
    }>("agent", query, { id: start.demo?.stories.member?.customerId });
    const account = told.customer.loyalty.accounts.find(({ wallet }) => wallet === "points");
    return { active: Number(account?.active), reserved: Number(account?.reserved) };
  }

  /** A token of the demo's till, as a vendor pastes it. */
  const tillToken = () => start.demo?.tokens.till ?? "";

  return { openTill, openPage, tillToken, usesOf, pointsOf, faults };
}
