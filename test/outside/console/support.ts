import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { promisify } from "node:util";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "@playwright/test";
import { expect } from "vitest";
import { findFreePort } from "../../../scripts/faults/ports.ts";
import { makeTestFolder } from "../../support/cluster.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";

/** The console as staff sees it: a server of the demo, a browser, somebody who signs in. */

const PROJECT = join(import.meta.dirname, "../../..");
/** The pages are built and a retailer is made up, on a busy machine. */
export const START_TIMEOUT_MS = 240_000;
/** How long a test over several pages may take on a busy machine. */
export const STORY_TIMEOUT_MS = 120_000;
const ANSWER_MS = 30_000;
const CHROMIUM = {
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
};

/** A telephone's window. */
export const NARROW = { viewport: { width: 380, height: 760 } };

/** Roles that the demo's sign-in page offers, by the word on their button. */
const ROLES = {
  agent: "Agent",
  supervisor: "Supervisor",
  operator: "Operations",
  marketer: "Loyalty team",
  admin: "Administrator",
} as const;
export type Role = keyof typeof ROLES;

export interface Demo {
  /** The demo's own database: for what only somebody with it could do. */
  readonly sql: TestDatabase["sql"];
  readonly url: string;
  readonly browser: Browser;
  /** Opens a page in a browser of its own: nothing is shared with the others but the server. */
  readonly open: (path: string, options?: BrowserContextOptions) => Promise<Page>;
  /** As `open`, signed in first. */
  readonly openAs: (role: Role, path: string, options?: BrowserContextOptions) => Promise<Page>;
  /** Asks the graph as a role, for what a test has to know of the made-up retailer. */
  readonly ask: <T>(role: string, query: string, variables?: object) => Promise<T>;
  /** Ends the sessions of a role's person, as from a shell elsewhere. */
  readonly revoke: (role: Role) => Promise<void>;
  /** Calls a command as from a shell beside the server. @returns what it prints */
  readonly cli: (...words: readonly string[]) => Promise<string>;
  /** What must not happen on any page since it was last asked for: expect it to be empty. */
  readonly takeFaults: () => readonly string[];
  /** The server ends, as one that is shut down. */
  readonly goAway: () => Promise<void>;
  /** It is there again, at the same place and with the same data. */
  readonly comeBack: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a server with a made-up retailer on a database of its own, and Chromium. Call it in
 * `beforeAll` with START_TIMEOUT_MS, and `stop` in `afterAll` with the same.
 *
 * @param name of the test file, for its folder
 * @param settings of the server, beside those of a demo
 */
export async function startDemo(name: string, settings: NodeJS.ProcessEnv = {}): Promise<Demo> {
  await promisify(execFile)("node", [join(PROJECT, "scripts/buildPages.ts"), "--if-stale"]);
  const database = await cloneTemplateDatabase();
  const env = {
    ...process.env,
    ...{ DATABASE_URL: database.url, TRIBUTARY_DATA_DIR: makeTestFolder(name) },
    ...{ PORT: String(await findFreePort()), LOG_LEVEL: "error", ...settings },
  };
  let server = await startServer(env);
  const { url } = server;
  const browser = await chromium.launch(CHROMIUM);
  const faults: string[] = [];
  const callCli = async (...words: readonly string[]) => {
    const cli = join(PROJECT, "src/cli/main.ts");
    return (await promisify(execFile)(process.execPath, [cli, ...words], { env })).stdout;
  };
  const open = async (path: string, options: BrowserContextOptions = {}) => {
    const page = await newPage(browser, options);
    watchFaults(page, url, faults);
    await page.goto(`${url}${path}`);
    return page;
  };
  return {
    sql: database.sql,
    url,
    browser,
    open,
    openAs: async (role, path, options) => {
      const page = await open("/console", options);
      await signIn(page, role);
      await page.goto(`${url}${path}`);
      return page;
    },
    ask: async (role, query, variables = {}) => await ask(url, role, query, variables),
    cli: callCli,
    revoke: async (role) => {
      await callCli("tokens", "revoke", "--subject", `demo-${role}`);
    },
    takeFaults: () => faults.splice(0),
    goAway: async () => await end(server.child),
    comeBack: async () => {
      server = await startServer(env);
    },
    stop: async () => {
      await browser.close();
      await end(server.child);
      await database.drop();
    },
  };
}

/** A server of the demo, when it says where it is. */
async function startServer(env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [join(PROJECT, "src/main.ts"), "--demo"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  return { child, url: await readUrl(child) };
}

async function end(server: ChildProcess): Promise<void> {
  const ended = once(server, "exit");
  server.kill("SIGTERM");
  await ended;
}

/** Picks a role on the sign-in page that is open, and waits until its pages are there. */
export async function signIn(page: Page, role: Role): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`^${ROLES[role]}`) }).click();
  await page.locator("#content").waitFor();
}

/** Leaves a page for good. */
export async function closePage(page: Page): Promise<void> {
  await page.context().close();
}

/** What axe finds on the page and in the dialogue that is open: by rule, and the elements. */
export async function violationsOf(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}

/** How far the page is wider than the window, pixels: tables scroll in a box of their own. */
export async function overhangOf(page: Page): Promise<number> {
  return await page.evaluate<number>(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
}

async function readUrl(server: ChildProcess): Promise<string> {
  let said = "";
  for await (const chunk of server.stdout as AsyncIterable<Buffer>) {
    said += chunk.toString("utf8");
    const url = /Start here\s+(\S+)/.exec(said)?.[1];
    if (url !== undefined) {
      return url.replace(/\/$/, "");
    }
  }
  throw new Error(`The demo did not start: ${said}`);
}

async function newPage(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({
    ...{ viewport: { width: 1280, height: 900 }, locale: "en-GB", ...options },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(ANSWER_MS);
  return page;
}

function watchFaults(page: Page, url: string, faults: string[]): void {
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== url && protocol !== "blob:") {
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
    // A violation of the page's policy is told here too.
    if (message.type() === "error" || message.type() === "warning") {
      faults.push(`console: ${message.text()}`);
    }
  });
}

interface Answer<T> {
  readonly data?: T;
  readonly errors?: readonly { readonly message: string }[];
}

async function ask<T>(url: string, role: string, query: string, variables: object): Promise<T> {
  const start = (await (await fetch(`${url}/pages/start.json`)).json()) as {
    readonly demo: { readonly tokens: Readonly<Record<string, string>> };
  };
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${start.demo.tokens[role]}`,
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as Answer<T>;
  if (data === undefined || errors !== undefined) {
    throw new Error(`${role} asked in vain: ${JSON.stringify(errors)}`);
  }
  return data;
}

/** So many new customers of the shop buy once each, a minute ago. @returns their addresses */
export async function sellTo(demo: Pick<Demo, "ask">, customers: number): Promise<string[]> {
  const ids = Array.from({ length: customers }, () => randomBytes(6).toString("hex"));
  const events = ids.map((id) => ({
    ...{ source: "shop", eventId: id, kind: "SOLD", channel: "web", currencyCode: "GBP" },
    occurredAt: new Date(Date.now() - 60_000).toISOString(),
    references: [{ kind: "order", value: `NEW-${id}` }],
    customer: [{ kind: "email", value: `new-${id}@example.com` }],
    lines: [{ id: "1", article: "MUG", name: "Mug", quantity: "1", gross: "12.00" }],
    tenders: [{ kind: "card", amount: "12.00" }],
  }));
  const { ingestPurchases } = await demo.ask<{
    ingestPurchases: { results: { outcome: string; reason: string | null }[] };
  }>(
    "ingest",
    "mutation ($events: [PurchaseEventInput!]!) { ingestPurchases(input: { events: $events }) { results { outcome reason field } } }",
    { events },
  );
  expect(ingestPurchases.results).toMatchObject(ids.map(() => ({ outcome: "APPLIED" })));
  return ids.map((id) => `new-${id}@example.com`);
}
