import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { promisify } from "node:util";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { loadPageFiles } from "../../src/server/pages/pageFiles.ts";
import { makeTestFolder } from "../support/cluster.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../support/database.ts";
import { startTestServer } from "../support/server.ts";

/** The pages as somebody sees them who has just started the demo: a real server, a real browser. */

const PROJECT = join(import.meta.dirname, "../..");
/** The pages are built and a retailer is made up, on a busy machine. */
const START_TIMEOUT_MS = 180_000;
const ANSWER_MS = 20_000;
const CHROMIUM = {
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
};

let database: TestDatabase;
let server: ChildProcess;
let browser: Browser;
let url: string;
const folder = makeTestFolder("pages");

beforeAll(async () => {
  await promisify(execFile)("node", [join(PROJECT, "scripts/buildPages.ts"), "--if-stale"]);
  database = await cloneTemplateDatabase();
  server = spawn(process.execPath, [join(PROJECT, "src/main.ts"), "--demo"], {
    env: {
      ...process.env,
      ...{ DATABASE_URL: database.url, TRIBUTARY_DATA_DIR: folder, PORT: "0", LOG_LEVEL: "error" },
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
  browser = await chromium.launch(CHROMIUM);
}, START_TIMEOUT_MS);

afterAll(async () => {
  await browser?.close();
  server.kill("SIGTERM");
  await once(server, "exit");
  await database.drop();
}, START_TIMEOUT_MS);

/** What must not happen on any page, told when it does. */
const faults: string[] = [];
afterEach(() => {
  expect(faults.splice(0)).toEqual([]);
});

async function openPage(
  path: string,
  options: BrowserContextOptions = {},
  of: string = url,
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(ANSWER_MS);
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== of) {
      faults.push(`asked elsewhere: ${request.url()}`);
    }
  });
  page.on("requestfailed", (request) => {
    // What a page gives up when it is left, or a stream that is stopped.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") {
      faults.push(`failed: ${request.url()} ${request.failure()?.errorText}`);
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
  await page.goto(`${of}${path}`);
  return page;
}

const editorOf = (page: Page) => page.locator("#query .cm-content");
const textOf = (page: Page, id: string) => page.locator(`#${id} .cm-content`).innerText();

async function statusOf(page: Page, wanted: RegExp): Promise<void> {
  await page.locator("#status").filter({ hasText: wanted }).waitFor();
}

describe("the start page", () => {
  test("tells the stories of the demo, and each is answered by one click", {
    timeout: 120_000,
  }, async () => {
    const page = await openPage("/");
    await page.locator("#health", { hasText: "Ready" }).waitFor();
    await page.locator(".story").first().waitFor();
    const ids = await page.locator(".story").evaluateAll((all) => all.map(({ id }) => id));
    expect(ids).toEqual(
      ["missing", "expiring", "refused", "tier", "held", "own"].map((id) => `story-${id}`),
    );
    const told: Record<string, readonly string[]> = {};
    for (const id of ids) {
      await page.locator(`#${id} button`).click();
      await page.locator(`#${id} .answer`).waitFor();
      told[id] = await page.locator(`#${id} .short li`).allInnerTexts();
      await page.locator(`#${id} summary`).click();
      expect(await page.locator(`#${id} pre`).last().innerText()).toMatch(/"data": \{/);
    }
    expect(told["story-missing"]?.[0]).toMatch(/wrote on .*(missing|fehlte)/);
    expect(told["story-expiring"]?.join(" ")).toMatch(
      /has [\d,]+ points.* [\d,]+ points of them go/,
    );
    expect(told["story-refused"]?.join(" ")).toMatch(/till .*: refused: /);
    expect(told["story-tier"]?.length).toBeGreaterThan(2);
    expect(told["story-held"]?.join(" ")).toMatch(/unknown customer/);
    expect(told["story-own"]?.join(" ")).toMatch(/points/);
    await page.context().close();
  });

  test("needs no mouse: the first story is asked by the keyboard", async () => {
    const page = await openPage("/");
    await page.locator(".story").first().waitFor();
    for (let pressed = 0; pressed < 12; pressed += 1) {
      await page.keyboard.press("Tab");
      const label = await page.evaluate<string | null>("document.activeElement.textContent");
      if (label?.startsWith("Ask the graph")) {
        break;
      }
    }
    await page.keyboard.press("Enter");
    await page.locator("#story-missing .short li").first().waitFor();
    await page.context().close();
  });

  test("leads to the same question in the editor, and to the guides", async () => {
    const page = await openPage("/");
    await page.locator("#story-refused a", { hasText: "editor" }).click();
    await editorOf(page).filter({ hasText: "CouponRefused" }).waitFor();
    await page.goto(url);
    await page.locator(".links a", { hasText: "Identity provider" }).click();
    await page.locator("h1", { hasText: "Your identity provider" }).waitFor();
    await page.locator(".contents a", { hasText: "Configuration" }).click();
    await page.locator("h1", { hasText: "Configuration" }).waitFor();
    await page.context().close();
  });
});

describe("the editor", () => {
  test("completes a field, runs it, and shows what it means", async () => {
    const page = await openPage("/graphql");
    await page.locator("#docs h2", { hasText: "How to read the schema" }).waitFor();
    const editor = editorOf(page);
    await editor.getByText("name").first().click();
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.keyboard.type("langu");
    const hint = page.locator("#query .cm-tooltip-autocomplete li", { hasText: "language" });
    await hint.waitFor();
    // CodeMirror takes no key before the list has stood there for a moment.
    await hint.click();
    expect(await textOf(page, "query")).toMatch(/name\n\s+language/);
    await page.keyboard.press("Control+Enter");
    await statusOf(page, /^Answered after \d+ ms/);
    expect(await textOf(page, "answer")).toMatch(/"language": "/);
    await page.getByLabel("Search the schema").fill("tierReason");
    await page.locator("#docs .found button", { hasText: "tierReason" }).first().click();
    await page.locator("#docs .entry.marked", { hasText: "sentences to read" }).waitFor();
    await page.locator("#docs button", { hasText: "Back" }).click();
    await page.locator("#docs h2", { hasText: "How to read the schema" }).waitFor();
    await page.context().close();
  });

  test("opens a word of the question in the schema, and marks what is no field", async () => {
    const page = await openPage("/graphql#tier");
    await page.locator("#docs h2").waitFor();
    await editorOf(page)
      .getByText("tierUntil")
      .click({ modifiers: ["Control"] });
    await page.locator("#docs .entry.marked", { hasText: "tierUntil" }).waitFor();
    await page.keyboard.type("X");
    await page.locator("#query .cm-lintRange-error").first().waitFor();
    await page.context().close();
  });

  test("asks as whoever is chosen, and shows a refusal as it came", async () => {
    const page = await openPage("/graphql#held");
    await page.locator("#docs h2").waitFor();
    expect(await page.locator("#role").inputValue()).toBe("operator");
    await page.locator("#role").selectOption("shop");
    await page.locator("#run").click();
    await statusOf(page, /with 1 error/);
    expect(await textOf(page, "answer")).toContain("FORBIDDEN");
    await page.context().close();
    // The refusal has a status of its own, which is no fault of the page.
    expect(faults.splice(0).filter((fault) => !/403/.test(fault))).toEqual([]);
  });

  test("follows a subscription while a purchase is sent from another tab of it", async () => {
    const page = await openPage("/graphql#watch");
    await page.locator("#docs h2").waitFor();
    await page.locator("#run").click();
    await statusOf(page, /^Following/);
    const sender = await openPage("/graphql#send");
    await sender.locator("#docs h2").waitFor();
    await sender.locator("#run").click();
    await statusOf(sender, /^Answered/);
    expect(await textOf(sender, "answer")).toContain("APPLIED");
    await statusOf(page, /^Following: [1-9]/);
    expect(await textOf(page, "answer")).toContain('"tierChanges"');
    await page.locator("#run", { hasText: "Stop" }).click();
    await page.locator("#run", { hasText: "Run" }).waitFor();
    await page.context().close();
    await sender.context().close();
  });

  test("keeps tabs of one's own over a reload, and no token anywhere", async () => {
    const page = await openPage("/graphql");
    await page.locator("#docs h2").waitFor();
    await page.getByLabel("New tab").click();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("# mine");
    await page.reload();
    await page.getByRole("tab", { name: "My query 1" }).click();
    await editorOf(page).filter({ hasText: "# mine" }).waitFor();
    const kept = await page.evaluate<string>(
      "JSON.stringify({ ...localStorage, ...sessionStorage })",
    );
    expect(kept).toContain("# mine");
    expect(kept).not.toContain("eyJ");
    await page.getByLabel("Close this tab").click();
    await page.getByRole("tab", { name: "My query 1" }).waitFor({ state: "detached" });
    await page.context().close();
  });

  test("holds nobody's keyboard: Tab leaves it, arrows go through its tabs", async () => {
    const page = await openPage("/graphql");
    await page.locator("#docs h2").waitFor();
    await page.getByRole("tab", { selected: true }).focus();
    await page.keyboard.press("ArrowRight");
    expect(await page.getByRole("tab", { selected: true }).innerText()).toBe("Missing article");
    await editorOf(page).click();
    await page.keyboard.press("Tab");
    const where = await page.evaluate<string>("document.activeElement.id");
    expect(where).toBe("variables");
    await page.context().close();
  });
});

test("outside of demo mode nobody's story is told, and whoever asks brings a token", async () => {
  const earnest = await startTestServer({ pageFiles: await loadPageFiles() });
  const start = await openPage("/", {}, earnest.url);
  await start.locator("#health", { hasText: "Ready" }).waitFor();
  expect(await start.locator("#stories, #terminal").filter({ visible: true }).count()).toBe(0);
  await start.context().close();
  const page = await openPage("/graphql#held", {}, earnest.url);
  await page.locator("#docs h2").waitFor();
  await page.getByLabel("Bearer").fill(await earnest.token("operator"));
  await page.locator("#run").click();
  await statusOf(page, /^Answered after/);
  expect(await textOf(page, "answer")).toMatch(/"held": \[\]/);
  await page.context().close();
  await earnest.stop();
});

describe("everybody can read the pages", () => {
  const NARROW = { viewport: { width: 390, height: 844 } };
  test.each([
    ["/", { colorScheme: "light" }],
    ["/", { colorScheme: "dark" }],
    ["/graphql", { colorScheme: "light" }],
    ["/graphql", { colorScheme: "dark" }],
    ["/docs/guides/storefront", { colorScheme: "light" }],
    ["/docs/guides/storefront", { colorScheme: "dark", ...NARROW }],
    ["/", NARROW],
    ["/graphql", NARROW],
  ] as const)("%s with %o", async (path, options) => {
    const page = await openPage(path, options);
    if (path === "/graphql") {
      await page.locator("#docs h2").waitFor({ state: "attached" });
    } else if (path === "/") {
      await page.locator(".story button").first().click();
      await page.locator(".short li").first().waitFor();
    }
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    const width = await page.evaluate<number>("document.documentElement.scrollWidth");
    expect(width).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
    await page.context().close();
  });
});
