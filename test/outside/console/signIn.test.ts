import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createPort } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Browser, chromium, type Page } from "@playwright/test";
import Provider from "oidc-provider";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeTestFolder } from "../../support/cluster.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { untilIt } from "../../support/outside/wait.ts";
import { START_TIMEOUT_MS, STORY_TIMEOUT_MS } from "./support.ts";

/** Signing in at an OpenID provider, by authorisation code with PKCE, and what ends it. */

const PROJECT = join(import.meta.dirname, "../../..");
const AUDIENCE = "urn:tributary";
const CHROMIUM = {
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
};

/** Of the tokens that the provider makes from now on, seconds. */
let lifetimeS = 600;
let database: TestDatabase;
let provider: Server;
let server: ChildProcess;
let browser: Browser;
let env: NodeJS.ProcessEnv;
let url: string;

beforeAll(async () => {
  await promisify(execFile)("node", [join(PROJECT, "scripts/buildPages.ts"), "--if-stale"]);
  database = await cloneTemplateDatabase();
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const issuer = await startProvider(`${url}/console/signed-in`);
  env = {
    ...process.env,
    ...{ DATABASE_URL: database.url, TRIBUTARY_DATA_DIR: makeTestFolder("console-sign-in") },
    ...{ PORT: String(port), LOG_LEVEL: "error", CONSOLE_CLIENT_ID: "console" },
    ...{ AUTH_ISSUER: issuer, AUTH_JWKS_URL: `${issuer}/jwks`, AUTH_AUDIENCE: AUDIENCE },
  };
  server = spawn(process.execPath, [join(PROJECT, "src/main.ts")], { env, stdio: "inherit" });
  await untilIt("the server is ready", () =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  browser = await chromium.launch(CHROMIUM);
}, START_TIMEOUT_MS);

afterAll(async () => {
  await browser.close();
  server.kill("SIGTERM");
  await once(server, "exit");
  provider.closeAllConnections();
  provider.close();
  await database.drop();
}, START_TIMEOUT_MS);

async function freePort(): Promise<number> {
  const probe = createPort().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

/** A provider of its own, whose people are agents. @returns its issuer */
async function startProvider(redirect: string): Promise<string> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const oidc = new Provider(issuer, {
    clients: [
      {
        client_id: "console",
        redirect_uris: [redirect],
        response_types: ["code"],
        grant_types: ["authorization_code"],
        token_endpoint_auth_method: "none",
        application_type: "native",
      },
    ],
    clientBasedCORS: () => true,
    extraTokenClaims: () => ({ role: "agent" }),
    features: {
      resourceIndicators: {
        enabled: true,
        defaultResource: () => AUDIENCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: "openid profile",
          audience: AUDIENCE,
          accessTokenFormat: "jwt",
          accessTokenTTL: lifetimeS,
          jwt: { sign: { alg: "RS256" } },
        }),
      },
    },
  });
  provider = createServer(oidc.callback()).listen(port, "127.0.0.1");
  await once(provider, "listening");
  return issuer;
}

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto(`${url}/console/customers`);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByPlaceholder("Enter any login").fill(name);
  await page.getByPlaceholder("and password").fill("secret");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("heading", { name: "Find a customer" }).waitFor();
}

test("somebody signs in at the provider and is back where they were going", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const context = await browser.newContext({ locale: "en-GB" });
  const page = await context.newPage();
  await signIn(page, "anna");
  expect(page.url()).toBe(`${url}/console/customers`);
  await page.reload();
  await page.getByRole("heading", { name: "Find a customer" }).waitFor();
  await context.close();
});

test("a token that ends while somebody types covers the page, and nothing typed is lost", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const context = await browser.newContext({ locale: "en-GB" });
  const page = await context.newPage();
  lifetimeS = 8;
  await signIn(page, "berta");
  lifetimeS = 600;
  const box = page.getByRole("searchbox");
  await box.fill("half a number");
  const ended = page.getByRole("heading", { name: "Your sign-in has ended" });
  const isEnded = async () => {
    // A search is what asks for a token.
    if (!(await ended.isVisible())) {
      await page.keyboard.press("Enter");
    }
    return await ended.isVisible();
  };
  await expect.poll(isEnded, { timeout: 20_000, interval: 500 }).toBe(true);
  expect(await box.isVisible()).toBe(false);
  const opened = context.waitForEvent("page");
  await page.getByRole("button", { name: /^Go on as/ }).click();
  // Its session goes on, but it asks a public client's people each time.
  await (await opened).getByRole("button", { name: "Continue" }).click();
  await box.waitFor();
  expect(await box.inputValue()).toBe("half a number");
  await box.press("Enter");
  await page.getByText("Nobody has this.").waitFor();
  await context.close();
});

test("a session that is ended elsewhere ends at once, and nothing of it stays", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const context = await browser.newContext({ locale: "en-GB" });
  const page = await context.newPage();
  await signIn(page, "carla");
  const cli = join(PROJECT, "src/cli/main.ts");
  await promisify(execFile)(process.execPath, [cli, "tokens", "revoke", "--subject", "carla"], {
    env,
  });
  await page.getByRole("searchbox").fill("anybody");
  await page.getByRole("searchbox").press("Enter");
  await page.getByText("Your session was ended elsewhere.").waitFor();
  expect(await page.getByRole("searchbox").count()).toBe(0);
  await context.close();
});
