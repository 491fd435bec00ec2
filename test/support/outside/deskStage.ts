import { execFile } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Browser, chromium, type FrameLocator, type Page } from "@playwright/test";
import type { JWTPayload } from "jose";
import { createDesk } from "../../../examples/embedding/desk/desk.ts";
import { loadTrustedDocuments } from "../../../src/server/operations/trusted.ts";
import { loadPageFiles, ownDocumentPaths } from "../../../src/server/pages/pageFiles.ts";
import { makeTestFolder } from "../cluster.ts";
import { soldEvent } from "../purchases.ts";
import { type Issuer, startTestServer, type TestServer } from "../server.ts";

/** The console in a frame of somebody else's page: a server, a desk of another site, a browser. */

const PROJECT = join(import.meta.dirname, "../../..");
const CHROMIUM = {
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
};
const ANSWER_MS = 30_000;

export interface DeskStage {
  readonly server: TestServer;
  readonly browser: Browser;
  /** The one whose frames may have the console, of another site than the server. */
  readonly desk: string;
  /** As the desk, but nobody has allowed it. */
  readonly stranger: string;
  /** What the desk's own server gives to its page; null: nobody sits there. */
  give: () => Promise<string | null>;
  /** How often the desk's page has asked for one. */
  readonly asked: () => number;
  /** What went wrong in any page since it was last asked for. */
  readonly takeFaults: () => readonly string[];
  /** Signs as the identity provider would. @param expiresIn such as 4s */
  sign(claims: JWTPayload, expiresIn: string): Promise<string>;
  buy(email: string, gross: string): Promise<void>;
  /** Lets another origin have the console in its frames. */
  allow(origin: string): void;
  /** A page of a browser of its own. */
  open(url: string, prepare?: (page: Page) => Promise<void>): Promise<Page>;
  /** Serves pages of another origin. @returns it */
  serve(listen: (server: Server) => Promise<string>, server: Server): Promise<string>;
  stop(): Promise<void>;
}

/** Listens on any port, by a name: a browser takes `localhost` and `127.0.0.1` for two sites. */
export async function listenOn(server: Server, name: "localhost" | "127.0.0.1"): Promise<string> {
  await once(server.listen(0, "127.0.0.1"), "listening");
  return `http://${name}:${(server.address() as AddressInfo).port}`;
}

/** @param issuer whose tokens the server takes; else one of its own */
export async function openDeskStage(issuer?: Issuer): Promise<DeskStage> {
  await promisify(execFile)("node", [join(PROJECT, "scripts/buildPages.ts"), "--if-stale"]);
  const manifest = join(makeTestFolder("desk"), "documents.json");
  await writeFile(manifest, "{}");
  const origins: string[] = [];
  const server = await startTestServer({
    pageFiles: await loadPageFiles(),
    trustedDocuments: await loadTrustedDocuments(
      { path: manifest, policy: {} },
      ownDocumentPaths(),
    ),
    console: { signIn: null, embedOrigins: origins },
    ...(issuer === undefined ? {} : { issuer }),
  });
  const open: Server[] = [];
  const serve: DeskStage["serve"] = async (listen, one) => {
    open.push(one);
    return await listen(one);
  };
  let asked = 0;
  const tokenOf = async () => {
    asked += 1;
    return await stage.give();
  };
  const make = () => createDesk({ server: server.url, tokenOf });
  const desk = await serve((one) => listenOn(one, "localhost"), make());
  const stranger = await serve((one) => listenOn(one, "localhost"), make());
  origins.push(desk);
  const browser = await chromium.launch(CHROMIUM);
  const faults: string[] = [];
  const stage: DeskStage = {
    ...{ server, browser, desk, stranger, serve, give: async () => null },
    asked: () => asked,
    allow: (origin) => void origins.push(origin),
    takeFaults: () => faults.splice(0),
    sign: async (claims, expiresIn) => await server.issuer.sign(claims, { expiresIn }),
    buy: async (email, gross) => await buy(server, email, gross),
    open: async (url, prepare) => {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        locale: "en-GB",
      });
      const page = await context.newPage();
      page.setDefaultTimeout(ANSWER_MS);
      watchFaults(page, faults);
      await prepare?.(page);
      await page.goto(url);
      return page;
    },
    stop: async () => {
      await browser.close();
      for (const one of open) {
        one.closeAllConnections();
        await new Promise((resolve) => one.close(resolve));
      }
      await server.stop();
    },
  };
  return stage;
}

/** A page of nothing but this. */
export function pageOf(html: string): Server {
  return createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
  });
}

/** Adds a frame to the page, and waits until it has what it may have. */
export async function addFrame(page: Page, name: string, src: string): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    const frame = document.createElement("iframe");
    Object.assign(frame, ${JSON.stringify({ name, src })});
    frame.addEventListener("load", resolve);
    document.body.append(frame);
  })`);
}

/** What is in the desk's frame. */
export const inFrame = (page: Page): FrameLocator => page.frameLocator("#tributary");

/** Opens a case at the desk. */
export async function openCase(page: Page, who: string): Promise<void> {
  await page.getByLabel("Who has written").fill(who);
  await page.getByRole("button", { name: "Open the case" }).click();
}

function watchFaults(page: Page, faults: string[]): void {
  page.on("pageerror", (error) => faults.push(`script: ${error.message} ${error.stack}`));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      faults.push(`console: ${message.text()}`);
    }
  });
}

async function buy(server: TestServer, email: string, gross: string): Promise<void> {
  const [result] = await server.receive([
    soldEvent({
      customer: [{ kind: "email", value: email }],
      lines: [{ id: "1", article: "A-1", quantity: "1", gross }],
      tenders: [{ kind: "card", amount: gross }],
    }),
  ]);
  if (result?.outcome !== "APPLIED") {
    throw new Error(JSON.stringify(result));
  }
}
