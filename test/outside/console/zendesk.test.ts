import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { extname, join } from "node:path";
import type { Page } from "@playwright/test";
import { build } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listenOn } from "../../support/outside/deskStage.ts";
import {
  installWrapper,
  openWrapperStage,
  SECRET,
  signProof,
  WRAPPER_START_MS,
  type WrapperStage,
} from "../../support/outside/wrapper.ts";
import { STORY_TIMEOUT_MS } from "./support.ts";

/**
 * The app for Zendesk in Chromium, by the published source of Zendesk's own SDK. What plays Zendesk
 * speaks the messages that this SDK speaks, and signs as its proxy is documented to; Zendesk itself
 * is not there.
 */

const SDK = "https://static.zdassets.com/zendesk_app_framework_sdk/2.0/zaf_sdk.min.js";
const TYPES: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript" };

let wrapper: WrapperStage;
let folder: string;
let sdk: string;
let app: string;
let zendesk: string;
/** What the app asked Zendesk's proxy for. */
const requests: ProxyRequest[] = [];

interface ProxyRequest {
  readonly url: string;
  readonly secure: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly jwt: {
    readonly secret_key: string;
    readonly expiry: number;
    readonly claims: Readonly<Record<string, string>>;
  };
}

beforeAll(async () => {
  wrapper = await openWrapperStage();
  folder = await installWrapper("zendesk");
  sdk = await bundleSdk();
  const { stage } = wrapper;
  app = await stage.serve((one) => listenOn(one, "127.0.0.1"), appServer());
  zendesk = await stage.serve((one) => listenOn(one, "localhost"), zendeskServer());
  // Every page around the console has to be allowed, the one around the app as well.
  stage.allow(app);
  stage.allow(zendesk);
}, WRAPPER_START_MS);
afterAll(() => wrapper.stop(), WRAPPER_START_MS);

/** As Zendesk publishes it: one script that makes ZAFClient. */
async function bundleSdk(): Promise<string> {
  const outDir = join(folder, "sdk");
  const entry = join(folder, "node_modules/zendesk_app_framework_sdk/lib/index.js");
  await build({
    ...{ root: folder, configFile: false, logLevel: "error" },
    build: {
      outDir,
      lib: { entry, formats: ["iife"], name: "ZAFClient", fileName: () => "sdk.js" },
    },
  });
  return await readFile(join(outDir, "sdk.js"), "utf8");
}

/** Zendesk's own host of apps: the files of the app, and nothing else. */
function appServer(): Server {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://app");
    readFile(join(folder, pathname)).then(
      (body) =>
        response
          .writeHead(200, { "content-type": TYPES[extname(pathname)] ?? "text/plain" })
          .end(body),
      () => response.writeHead(404).end(),
    );
  });
}

/** Zendesk: a ticket with the app beside it, and the proxy that fills in secrets. */
function zendeskServer(): Server {
  return createServer((request, response) => {
    if (request.url !== "/proxy") {
      response.writeHead(200, { "content-type": "text/html" }).end(ticketPage());
      return;
    }
    proxy(request).then(
      ({ status, body }) => response.writeHead(status).end(body),
      () => response.writeHead(502).end(),
    );
  });
}

async function proxy(request: IncomingMessage): Promise<{ status: number; body: string }> {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  await once(request, "end");
  const asked = JSON.parse(Buffer.concat(chunks).toString()) as ProxyRequest;
  requests.push(asked);
  const { jwt, headers } = asked;
  const now = Math.floor(Date.now() / 1_000);
  const secret = jwt.secret_key.replace("{{setting.shared_secret}}", SECRET);
  const proof = signProof({ iat: now, exp: now + jwt.expiry, ...jwt.claims }, secret);
  const authorization = (headers["Authorization"] ?? "").replace("{{jwt.token}}", proof);
  const answer = await fetch(asked.url, { method: "POST", headers: { authorization } });
  return { status: answer.status, body: await answer.text() };
}

/** What is around the app: it answers what the SDK asks, and tells it of another requester. */
function ticketPage(): string {
  const settings = { server: wrapper.stage.server.url, tokens: wrapper.service.issuer };
  const src = `${app}/assets/iframe.html?origin=${encodeURIComponent(zendesk)}&app_guid=app-1`;
  return `<!doctype html><link rel="icon" href="data:,">
<iframe name="app" width="1200" height="800" src="${src}"></iframe>
<script>
  globalThis.ticket = {};
  globalThis.agent = "ann@example.com";
  const say = (message) => frames[0].postMessage(JSON.stringify(message), ${JSON.stringify(app)});
  const values = (path) => path === "currentUser" ? { email: agent } : ticket;
  addEventListener("message", async ({ source, data }) => {
    if (source !== frames[0]) return;
    const { key = "", id, request, params, message } = JSON.parse(data);
    if (key === "iframe.handshake") {
      const context = { location: "ticket_sidebar" };
      const metadata = { settings: ${JSON.stringify(settings)} };
      say({ key: "zaf.app.registered", message: { context, metadata } });
    } else if (request === "get") {
      say({ id, result: Object.fromEntries(params.map((path) => [path, values(path)])) });
    } else if (request === "invoke") {
      say({ id, result: { errors: {} } });
    } else if (key.startsWith("request:")) {
      const answer = await fetch("/proxy", { method: "POST", body: JSON.stringify(message) });
      const outcome = answer.ok ? "done" : "fail";
      say({ key: "zaf." + key + "." + outcome, message: { responseArgs: [await answer.json()] } });
    }
  });
  globalThis.open = (requester) => {
    ticket = requester;
    say({ key: "zaf.ticket.requester.id.changed", message: {} });
  };
</script>`;
}

async function openTicket(requester: object, agent = "ann@example.com"): Promise<Page> {
  return await wrapper.stage.open(zendesk, async (page) => {
    await page.route(SDK, (route) => route.fulfill({ contentType: "text/javascript", body: sdk }));
    const given = JSON.stringify({ requester, agent });
    await page.addInitScript(`addEventListener("DOMContentLoaded", () => {
      if (window === top) { const { requester, agent: one } = ${given};
        ticket = requester; agent = one; } })`);
  });
}

const appFrame = (page: Page) => page.frameLocator('[name="app"]');
const tier = (page: Page) => appFrame(page).frameLocator("#tributary").getByTestId("tier");

test("shows the requester in the sidebar, with a token that Zendesk's proxy has signed for", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const { stage, service } = wrapper;
  await stage.buy("first@example.com", "5.00");
  await stage.buy("second@example.com", "300.00");
  const page = await openTicket({ email: "first@example.com" });
  await tier(page).getByText("Member").waitFor();
  // The secret is in no request of the app's: Zendesk puts it in.
  expect(requests.map(({ secure, jwt }) => [secure, jwt.secret_key])).toContainEqual([
    true,
    "{{setting.shared_secret}}",
  ]);
  expect(requests[0]?.jwt.claims).toEqual({
    ...{ iss: "zendesk", aud: service.issuer, email: "ann@example.com" },
  });
  await page.evaluate('open({ email: "second@example.com" })');
  await tier(page).getByText("Silver").waitFor();
  expect(stage.takeFaults()).toEqual([]);
  await page.context().close();
});

test("says so where the token service knows the agent not, and shows nobody", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const { stage } = wrapper;
  const page = await openTicket({ email: "first@example.com" }, "stranger@example.com");
  await appFrame(page).getByRole("alert").getByText("gave no token").waitFor();
  expect(await tier(page).count()).toBe(0);
  expect(stage.takeFaults().filter((fault) => !/40[01]/.test(fault))).toEqual([]);
  await page.context().close();
});
