import { once } from "node:events";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { BrowserContextOptions, Locator, Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { mappings as mappingsDe } from "../../../pages/src/console/words/de/mappings.ts";
import { de } from "../../../pages/src/console/words/de.ts";
import { mappings as mappingsEn } from "../../../pages/src/console/words/en/mappings.ts";
import { en, type Words } from "../../../pages/src/console/words/en.ts";
import { makeTestFolder } from "../../support/cluster.ts";
import { closePage, type Demo, type Role, START_TIMEOUT_MS, startDemo } from "./support.ts";

/**
 * `npm run screenshots` puts them into docs/screenshots, to be looked at; without it they are only
 * taken. No page is wider than its window in any of the looks.
 */
const FOLDER = process.env["SCREENSHOTS"] ?? makeTestFolder("screenshots");
/** Of each: what a page of the guides may weigh. */
const BYTES_MAX = 180_000;
const POLL = { timeout: 20_000 } as const;
/** A page, on a busy machine. */
const SHOT_TIMEOUT_MS = 60_000;

const WIDE = { viewport: { width: 1280, height: 760 } };
const NARROW = { viewport: { width: 380, height: 760 } };
type Look = "wide" | "narrow" | "dark" | "german";
const LOOKS: readonly (readonly [look: Look, options: BrowserContextOptions])[] = [
  ["wide", WIDE],
  ["narrow", NARROW],
  ["dark", { ...WIDE, colorScheme: "dark" }],
  ["german", { ...NARROW, locale: "de-DE" }],
];

interface Shot {
  readonly name: string;
  readonly path: () => string;
  /** Brings the page to what is shown, in whatever language it is. @returns what of it is shown */
  readonly settle: (page: Page) => Promise<Locator | undefined>;
  /** In which looks its picture is kept, beside wide and narrow. */
  readonly also?: readonly Look[];
  /** Or in these alone: all pictures together have a limit. */
  readonly kept?: readonly Look[];
}

interface Stories {
  readonly missing: { readonly customerId: string };
  readonly refused: { readonly code: string };
  readonly member: { readonly customerId: string };
}

let around: Server;
let demo: Demo;
let stories: Stories;
let alike: string;
let heldId: string;
let token: string;

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  around = createServer((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(pageAround());
  }).listen(0, "127.0.0.1");
  await once(around, "listening");
  demo = await startDemo("console-screenshots", { CONSOLE_EMBED_ORIGINS: aroundUrl() });
  const info = await (await fetch(`${demo.url}/pages/start.json`)).json();
  const told = info as { demo: { stories: Stories; tokens: Record<string, string> } };
  stories = told.demo.stories;
  token = told.demo.tokens["agent"] ?? "";
  for (const name of ["sap-order", "till-file"]) {
    const document = readFileSync(`examples/mappings/${name}/mapping.yaml`, "utf8");
    await demo.ask(
      "admin",
      "mutation ($input: SaveMappingInput!) { saveMapping(input: $input) { isNew } }",
      { input: { document } },
    );
  }
  const { held } = await demo.ask<{ held: { sample: { id: string }[] }[] }>(
    "operator",
    "{ held { sample(first: 1) { id } } }",
  );
  heldId = held[0]?.sample[0]?.id ?? "";
  const { matchCandidates } = await demo.ask<{
    matchCandidates: { nodes: { customers: { id: string }[] }[] };
  }>("agent", "{ matchCandidates(first: 1) { nodes { customers { id } } } }");
  alike = matchCandidates.nodes[0]?.customers[0]?.id ?? "";
}, START_TIMEOUT_MS);

afterAll(async () => {
  await demo.stop();
  around.close();
}, START_TIMEOUT_MS);

afterEach(() => {
  // The page around ours is somebody else's.
  expect(demo.takeFaults().filter((fault) => !fault.includes(aroundUrl()))).toEqual([]);
});

const aroundUrl = () => `http://127.0.0.1:${(around.address() as AddressInfo).port}`;

/** A program of somebody else's, with our page in a frame of it. */
function pageAround(): string {
  return `<!doctype html><html lang="en"><title>Case 4711</title>
    <meta name="viewport" content="width=device-width">
    <body style="margin:0;font-family:sans-serif;background:#dfe3e8">
    <p style="margin:12px">Another program: case 4711</p>
    <iframe title="Loyalty" src="${demo.url}/console/embed?customer=${stories.member.customerId}"
      style="border:0;width:100%;height:calc(100vh - 50px)"></iframe>
    <script>
      addEventListener("message", async ({ origin, data, source }) => {
        if (origin === "${demo.url}" && data?.type === "tributary:token-needed") {
          const token = "${token}";
          source.postMessage({ type: "tributary:token", token }, origin);
        }
      });
    </script>`;
}

/** In either language. */
const MAPPINGS_IN_ALL = [mappingsEn, mappingsDe];

function said(of: (words: Words) => string): RegExp {
  return oneOf([en, de].map(of));
}

function oneOf(words: readonly string[]): RegExp {
  const texts = words.map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^(${texts.join("|")})$`);
}

const customerPath = (id: string) => `/console/customers/${encodeURIComponent(id)}`;
const member = () => customerPath(stories.member.customerId);
const section = (page: Page, of: (words: Words) => string) =>
  page.getByRole("region", { name: said(of) });
const button = (page: Page, of: (words: Words) => string) =>
  page.getByRole("button", { name: said(of) });

/** Nothing is on its way any more. */
async function isThere(page: Page): Promise<undefined> {
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await expect.poll(() => page.locator(".mantine-Loader-root").count(), POLL).toBe(0);
}

async function openAction(page: Page, code: keyof Words["actions"]["titles"]): Promise<Locator> {
  await isThere(page);
  await button(page, ({ actions }) => actions.title).click();
  const name = said(({ actions }) => actions.titles[code]);
  await page.getByRole("menuitem", { name }).click();
  const dialog = page.getByRole("dialog", { name });
  await dialog.waitFor();
  return dialog;
}

async function search(page: Page, text: string): Promise<void> {
  await isThere(page);
  await page.getByRole("searchbox").fill(text);
  await page.getByRole("searchbox").press("Enter");
}

/** Signed in on the way, as the demo's front page does it. */
const as = (role: Role, path: () => string) => () => {
  const url = new URL(path(), demo.url);
  url.searchParams.set("as", role);
  return url.href;
};

const SHOTS: readonly Shot[] = [
  { name: "sign-in", path: () => "/console", settle: isThere },
  {
    name: "search",
    path: as("agent", () => "/console/customers"),
    settle: async (page) => {
      await search(page, "nobody@example.com");
      await page
        .getByRole("status")
        .filter({ hasText: said(({ search: { none } }) => none) })
        .waitFor();
      return undefined;
    },
  },
  {
    name: "caller",
    path: as("agent", member),
    settle: isThere,
    also: ["dark", "german"],
  },
  {
    name: "order",
    path: as("supervisor", () => customerPath(stories.missing.customerId)),
    settle: async (page) => {
      await isThere(page);
      const orders = section(page, ({ caller }) => caller.orders.title);
      await orders.getByRole("button").first().click();
      await orders.getByText(said(({ caller }) => caller.orders.way)).waitFor();
      await isThere(page);
      return orders;
    },
  },
  {
    name: "refused-coupon",
    path: as("agent", () => `/console/customers?find=${stories.refused.code}`),
    settle: async (page) => {
      const coupons = section(page, ({ caller }) => caller.coupons.title);
      await coupons
        .getByText(said(({ caller }) => caller.coupons.attempts))
        .first()
        .waitFor();
      await isThere(page);
      return coupons;
    },
  },
  {
    name: "verify",
    path: as("agent", member),
    settle: async (page) => {
      await isThere(page);
      const card = section(page, ({ caller }) => caller.verify.title);
      const boxes = card.getByLabel(said(({ caller }) => caller.verify.value));
      await boxes.first().fill(await page.getByRole("heading", { level: 1 }).innerText());
      await boxes.nth(1).fill("wrong@example.com");
      await card.getByRole("button", { name: said(({ caller }) => caller.verify.check) }).click();
      await card.getByText(said(({ caller }) => caller.verify.notOk)).waitFor();
      return card;
    },
  },
  {
    name: "actions",
    path: as("supervisor", member),
    settle: async (page) => {
      await isThere(page);
      await button(page, ({ actions }) => actions.title).click();
      await page.getByRole("menuitem").first().waitFor();
      return page.getByRole("menu");
    },
  },
  {
    name: "goodwill",
    path: as("agent", member),
    settle: async (page) => {
      const dialog = await openAction(page, "goodwill");
      await dialog.getByRole("textbox").first().fill("50");
      await page.getByTestId("effect").waitFor();
      return dialog;
    },
  },
  {
    name: "override",
    path: as("agent", () => customerPath(alike)),
    settle: async (page) => {
      const dialog = await openAction(page, "override");
      await dialog.getByRole("combobox").first().selectOption("GOLD");
      await page.getByTestId("effect").waitFor();
      return dialog;
    },
  },
  {
    name: "compare",
    path: as("agent", () => customerPath(alike)),
    settle: async (page) => {
      await isThere(page);
      await section(page, ({ same }) => same.title)
        .getByRole("button", { name: new RegExp(`^(${en.same.compare}|${de.same.compare}):`) })
        .first()
        .click();
      await page.getByTestId("preview").waitFor();
      return page.getByRole("dialog");
    },
  },
  { name: "handoffs", path: as("operator", () => "/console/purchases"), settle: isThere },
  { name: "held", path: as("operator", () => "/console/held"), settle: isThere, also: ["german"] },
  {
    name: "purchase",
    path: as("operator", () => `/console/purchases/${encodeURIComponent(heldId)}`),
    settle: isThere,
  },
  {
    name: "days",
    path: as("operator", () => "/console/days"),
    settle: async (page) => {
      await page
        .getByRole("button", { name: said(({ operations }) => operations.days.show) })
        .click();
      await page.getByText("1004").waitFor();
      return undefined;
    },
    kept: ["wide"],
  },
  {
    name: "sources",
    path: as("operator", () => "/console/sources"),
    settle: isThere,
    kept: ["wide"],
  },
  {
    name: "source",
    path: as("operator", () => "/console/sources/till"),
    settle: isThere,
    kept: ["narrow"],
  },
  {
    name: "mappings",
    path: as("operator", () => "/console/mappings"),
    settle: isThere,
    kept: ["narrow"],
  },
  {
    name: "try-mapping",
    path: as("admin", () => "/console/try-mapping"),
    settle: async (page) => {
      await isThere(page);
      await page
        .getByRole("button", { name: oneOf(MAPPINGS_IN_ALL.map((words) => words.try)) })
        .click();
      await page.getByText(/59\.80/).waitFor();
      return undefined;
    },
    kept: ["narrow"],
  },
  {
    name: "mismatch",
    path: as("operator", () => "/console/without-a-customer"),
    settle: isThere,
  },
  { name: "rules", path: as("marketer", () => "/console/rules"), settle: isThere },
  { name: "version", path: as("marketer", () => "/console/rules/1"), settle: isThere },
  {
    name: "reports",
    path: as("marketer", () => "/console/reports"),
    settle: isThere,
    also: ["dark"],
  },
  {
    name: "may-not",
    path: as("agent", () => "/console/held"),
    settle: async (page) => {
      await page.getByText(said(({ shell }) => shell.mayNot)).waitFor();
      return undefined;
    },
  },
  {
    name: "embed",
    path: () => aroundUrl(),
    settle: async (page) => {
      await page.frameLocator("iframe").getByTestId("tier").waitFor();
      return undefined;
    },
  },
  {
    name: "front",
    path: () => "/",
    settle: async (page) => {
      await page.locator("#story-refused button").click();
      await page.locator("#story-refused .short li").first().waitFor();
      await page.locator("#story-refused").scrollIntoViewIfNeeded();
      return undefined;
    },
  },
];

/** The kept ones of a page: wide and narrow, and those that it names. */
const isKept = (look: Look, { also = [], kept = ["wide", "narrow", ...also] }: Shot) =>
  kept.includes(look);

const isTooWide = (page: Page) =>
  page.evaluate<boolean>(
    "document.documentElement.scrollWidth > document.documentElement.clientWidth",
  );

describe.each(LOOKS)("%s: each page is no wider than its window, and looks like this", (...of) => {
  const [look, options] = of;
  let page: Page;
  beforeAll(async () => {
    page = await demo.open("/console", options);
  }, START_TIMEOUT_MS);
  afterAll(async () => {
    await closePage(page);
  });

  test.each(SHOTS)("$name", { timeout: SHOT_TIMEOUT_MS }, async (shot) => {
    await page.goto(new URL(shot.path(), demo.url).href);
    const part = await shot.settle(page);
    expect(await isTooWide(page)).toBe(false);
    if (isKept(look, shot)) {
      const path = join(FOLDER, `console-${shot.name}-${look}.png`);
      await (part ?? page).screenshot({ path, animations: "disabled" });
      expect(statSync(path).size).toBeLessThan(BYTES_MAX);
    }
  });
});
