import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DemoAuth, openDemoAuth } from "../../src/server/auth/demoAuth.ts";
import { loadPageFiles } from "../../src/server/pages/pageFiles.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

/** How the pages are served; what they do in a browser is in test/outside/pages.test.ts. */

const SCRIPT = `export const text = "${"x".repeat(2_000)}";`;
const FILES: Readonly<Record<string, string>> = {
  "start.html": "<h1>Start</h1>",
  "editor.html": "<h1>Editor</h1>",
  "console.html": '<meta name="style-nonce" content="NONCE-OF-THIS-ANSWER"><h1>Console</h1>',
  "docs/index.html": "<h1>Guides</h1>",
  "docs/guides/pos.html": "<h1>Tills</h1>",
  "assets/editor-AbC123.js": SCRIPT,
  "assets/mark-1.svg": "<svg/>",
  "widget/v1/tributary-loyalty.js": SCRIPT,
  "assets/notes.txt": "not ours to serve",
};

const CONSOLE = {
  signIn: {
    issuer: "https://id.example.com/realms/retail",
    clientId: "console",
    scope: "openid",
    origins: ["https://login.example.com"],
  },
  embedOrigins: ["https://crm.example.com"],
};

let folder: string;
let demo: DemoAuth;
let server: TestServer;
let earnest: TestServer;
let bare: TestServer;
let framed: TestServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pages-"));
  for (const [name, text] of Object.entries(FILES)) {
    const path = join(folder, "built", name);
    await mkdir(join(path, ".."), { recursive: true });
    await writeFile(path, text);
  }
  const script = join(folder, "built/assets/editor-AbC123.js");
  await writeFile(`${script}.br`, brotliCompressSync(SCRIPT));
  demo = await openDemoAuth(folder);
  const pageFiles = await loadPageFiles(join(folder, "built"));
  server = await startTestServer({ demo, pageFiles });
  earnest = await startTestServer({ pageFiles, introspection: false, isProduction: true });
  framed = await startTestServer({ pageFiles, console: CONSOLE });
  bare = await startTestServer({ pageFiles: await loadPageFiles(join(folder, "nothing")) });
});
afterAll(async () => {
  await Promise.all([server.stop(), earnest.stop(), bare.stop(), framed.stop()]);
  await rm(folder, { recursive: true });
});

const BROWSER = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
const get = (path: string, headers: Record<string, string> = {}, method = "GET", of = server) =>
  fetch(`${of.url}${path}`, { method, headers });

test("the widget is for pages of any origin, and is asked for anew after a while", async () => {
  const path = "/widget/v1/tributary-loyalty.js";
  const answer = await get(path, { origin: "https://shop.example" });
  expect(await answer.text()).toBe(SCRIPT);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "text/javascript; charset=utf-8",
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
    "cache-control": "public, max-age=300, stale-while-revalidate=86400, stale-if-error=86400",
  });
  const etag = answer.headers.get("etag") ?? "";
  const again = await get(path, { "if-none-match": etag, origin: "https://shop.example" });
  expect([again.status, again.headers.get("access-control-allow-origin")]).toEqual([304, "*"]);
  // What is for our own pages is not for others because of it.
  const own = await get("/pages/assets/editor-AbC123.js", { origin: "https://shop.example" });
  expect(own.headers.get("access-control-allow-origin")).toBeNull();
  expect(own.headers.get("cross-origin-resource-policy")).toBe("same-origin");
  expect((await get("/widget/v1/../../start.json")).status).toBe(404);
  expect((await get("/widget/v1/none.js")).status).toBe(404);
});

describe("the root", () => {
  test("is a page for a browser, and a few lines for a program, whatever the mode", async () => {
    for (const of of [server, earnest]) {
      const page = await get("/", BROWSER, "GET", of);
      expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(await page.text()).toBe("<h1>Start</h1>");
      const text = await get("/", { accept: "*/*" }, "GET", of);
      expect([text.status, text.headers.get("content-type")]).toEqual([
        200,
        "text/plain; charset=utf-8",
      ]);
      expect(await text.text()).toMatch(/\/graphql .*\/v1\/events .*\/readyz/s);
    }
  });

  test("says how the pages are built where they are not", async () => {
    const text = await (await get("/", BROWSER, "GET", bare)).text();
    expect(text).toContain("npm run build:pages");
    expect((await get("/graphql", BROWSER, "GET", bare)).status).toBe(404);
    expect((await get("/docs/", BROWSER, "GET", bare)).status).toBe(404);
  });
});

describe("a page", () => {
  test("runs scripts and styles of its own files alone, and talks to this server alone", async () => {
    for (const path of ["/", "/graphql", "/docs/", "/docs/guides/pos"]) {
      const policy = (await get(path, BROWSER)).headers.get("content-security-policy");
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      // Chromium writes style attributes of its own where people edit.
      const rest =
        path === "/graphql" ? policy?.replace("style-src-attr 'unsafe-inline'", "") : policy;
      expect(rest).not.toMatch(/unsafe|data:|blob:|\*|https?:/);
    }
  });

  test("is asked for again each time, and sent only when it has changed", async () => {
    const first = await get("/", BROWSER);
    expect(first.headers.get("cache-control")).toBe("no-cache");
    const etag = first.headers.get("etag") as string;
    const again = await get("/", { ...BROWSER, "if-none-match": etag });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  test("answers HEAD with what GET has, and refuses to be changed", async () => {
    const head = await get("/docs/guides/pos", BROWSER, "HEAD");
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([
      200,
      String(FILES["docs/guides/pos.html"]?.length),
      "",
    ]);
    for (const path of ["/", "/docs/", "/pages/assets/editor-AbC123.js", "/pages/start.json"]) {
      const refused = await get(path, BROWSER, "PUT");
      expect([path, refused.status, refused.headers.get("allow")]).toEqual([
        path,
        405,
        "GET, HEAD",
      ]);
    }
  });

  test("that is not there is 404, and no path leads out of the folder", async () => {
    for (const path of [
      "/pages/",
      "/pages/assets/notes.txt",
      "/pages/assets/editor-AbC123.js.br",
      "/docs/adr/0001-foundation-choices",
      "/docs/..%2f..%2fpackage.json",
      "/pages/..%2f..%2f..%2fetc/passwd",
      "/pages/__proto__",
      "/docs",
      "/nothing",
    ]) {
      expect([path, (await get(path, BROWSER)).status]).toEqual([path, 404]);
    }
  });
});

test("what has a hash in its name is kept for ever, and sent compressed to who can read it", async () => {
  const path = "/pages/assets/editor-AbC123.js";
  const packed = await get(path, { "accept-encoding": "gzip, br" });
  expect(packed.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(packed.headers.get("content-encoding")).toBe("br");
  expect(packed.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(packed.headers.get("vary")).toContain("Accept-Encoding");
  expect(await packed.text()).toBe(SCRIPT);
  const plain = await get(path, { "accept-encoding": "gzip" });
  expect([plain.headers.get("content-encoding"), await plain.text()]).toEqual([null, SCRIPT]);
  expect((await get("/pages/assets/mark-1.svg")).headers.get("content-type")).toBe("image/svg+xml");
});

describe("tokens", () => {
  test("are told to the pages of demo mode, and are good", async () => {
    const info = (await (await get("/pages/start.json")).json()) as {
      readonly editor: boolean;
      readonly demo: { readonly tokens: Record<string, string>; readonly stories: object };
    };
    expect(info.editor).toBe(true);
    const { tokens } = info.demo;
    const token = tokens["operator"] ?? null;
    // Nobody has points here, so there is no storefront to speak for.
    expect(Object.keys(tokens).sort()).toEqual(
      ["admin", "agent", "ingest", "marketer", "operator", "shop", "supervisor", "till"].sort(),
    );
    const { status } = await server.graphql({ query: "{ held { count } }", token });
    expect(status).toBe(200);
    expect(info.demo.stories).toEqual({
      ...{ missing: null, expiring: null, refused: null, member: null },
    });
  });

  test("and of nothing else: no page of another origin, and nobody outside of demo mode", async () => {
    for (const site of ["cross-site", "same-site"]) {
      const answer = await get("/pages/start.json", { "sec-fetch-site": site });
      expect([site, answer.status]).toEqual([site, 403]);
      expect(await answer.text()).not.toContain("eyJ");
    }
    const own = await get("/pages/start.json", { "sec-fetch-site": "same-origin" });
    expect(own.headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(own.headers.get("access-control-allow-origin")).toBeNull();
    expect(own.headers.get("cache-control")).toBe("no-store");
    const info = await get("/pages/start.json", {}, "GET", earnest);
    expect(await info.json()).toEqual({
      ...{ editor: false, demo: null },
      ...{ signIn: null, embedOrigins: [] },
    });
  });

  test("are not told to a page whose name points here", async () => {
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      import("node:http").then(({ get: ask }) => {
        const headers = { host: "tributary.example:80" };
        ask(`${server.url}/pages/start.json`, { headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        }).on("error", reject);
      }, reject);
    });
    expect(answer).toBe(403);
  });
});

describe("the console", () => {
  const policyOf = async (path: string, of: TestServer) =>
    (await get(path, BROWSER, "GET", of)).headers.get("content-security-policy") ?? "";

  test("is one page wherever below it somebody is, kept by nobody, with a nonce of its own", async () => {
    const nonces: string[] = [];
    for (const path of ["/console", "/console/customers/abc", "/console/signed-in?code=1"]) {
      const answer = await get(path, BROWSER);
      expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
      const nonce = /content="([^"]+)"/.exec(await answer.text())?.[1] ?? "";
      expect(answer.headers.get("content-security-policy")).toContain(
        `style-src 'self' 'nonce-${nonce}'`,
      );
      nonces.push(nonce);
    }
    expect(new Set(nonces).size).toBe(3);
    expect((await get("/console", BROWSER, "POST")).status).toBe(405);
    expect((await get("/console", BROWSER, "GET", bare)).status).toBe(404);
    expect((await get("/consoles", BROWSER)).status).toBe(404);
  });

  test("is in nobody's frame, but its embedded page in those of the set-up", async () => {
    for (const path of ["/console", "/console/embedded", "/console/customers/embed", "/till"]) {
      expect(await policyOf(path, framed)).toMatch(/frame-ancestors 'none'|^$/);
    }
    for (const path of ["/console/embed", "/console/embed/customers/abc"]) {
      expect(await policyOf(path, framed)).toContain("frame-ancestors https://crm.example.com;");
      expect(await policyOf(path, server)).toContain("frame-ancestors 'none'");
    }
  });

  test("talks to this server and to whoever signs people in, and runs no script but ours", async () => {
    expect(await policyOf("/console", framed)).toContain(
      "connect-src 'self' https://id.example.com https://login.example.com;",
    );
    expect(await policyOf("/console", server)).toContain("connect-src 'self';");
    expect(await policyOf("/console", framed)).toContain("script-src 'self';");
  });

  test("is told how people sign in, and who may frame it", async () => {
    const info = await (await get("/pages/start.json", {}, "GET", framed)).json();
    const { issuer, clientId, scope } = CONSOLE.signIn;
    expect(info).toMatchObject({
      ...{ demo: null, embedOrigins: CONSOLE.embedOrigins },
      signIn: { issuer, clientId, scope },
    });
  });
});
