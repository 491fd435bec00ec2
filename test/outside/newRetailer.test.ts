import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { chromium } from "playwright-core";
import { build } from "vite";
import { afterAll, expect, inject, test } from "vitest";
import { connect } from "../../db/connection/client.ts";
import { createShop } from "../../examples/storefront/shop.ts";
import { findFreePort } from "../../scripts/faults/ports.ts";
import { blocksOf, blockWith } from "../support/docs/blocks.ts";
import { SHAPES, startIdentityProvider } from "../support/identityProvider.ts";
import { makeEmptyFolder, packTarball, USERS } from "../support/outside/emptyFolder.ts";

const EXAMPLE = join(import.meta.dirname, "../../examples/storefront");
const ROOT = join(import.meta.dirname, "../..");
const README = "README.md";
const PACKAGE = "docs/guides/package.md";
const OPERATE = "docs/guides/operate.md";
const SET_UP = "docs/guides/set-up.md";
const PROVIDER = "docs/guides/identity-provider.md";
const STOREFRONT = "docs/guides/storefront.md";
/** With a build of the package and a download of what it needs. */
const RETAILER_TIMEOUT_MS = 600_000;
/** Patience with a page on a busy machine. */
const SOON = { timeout: 30_000 };
/** What the README's customer is. */
const EMAIL = "first@example.com";

const target = mkdtempSync(join(tmpdir(), "tributary-retailer-"));
const [user = "an ordinary user"] = USERS;
const folder = makeEmptyFolder(user);
const undo: (() => unknown)[] = [];
afterAll(async () => {
  folder.remove();
  for (const one of undo.reverse()) {
    await one();
  }
  rmSync(target, { recursive: true });
});

/** A command that stands in the text of a page. */
function inline(page: string, words: string): string {
  const whole = readFileSync(join(ROOT, page), "utf8");
  const text = whole.replaceAll(/^```.*?^```/gms, "").replaceAll(/\s+/g, " ");
  const found = [...text.matchAll(/`([^`]+)`/g)].find(([, code = ""]) => code.startsWith(words));
  if (found?.[1] === undefined) {
    throw new Error(`${page} does not say \`${words}\``);
  }
  return found[1];
}

const paste = async (lines: string) => {
  const { exitCode, stdout, stderr } = await folder.paste(lines);
  if (exitCode !== 0) {
    throw new Error(`exit code ${exitCode} of ${lines}\n${stdout}${stderr}`);
  }
  return stdout;
};

test("a new retailer goes from an empty PostgreSQL and an empty folder to a tier that changes in an open page, by the documents alone", {
  timeout: RETAILER_TIMEOUT_MS,
}, async () => {
  // An empty PostgreSQL: 15 in CI. The role is the database administrator's to make.
  const admin = process.env["PG15_URL"] ?? inject("adminUrl");
  const name = `retailer_${randomBytes(4).toString("hex")}`;
  const sql = connect(admin, { max: 1 });
  undo.push(() => sql.end());
  await sql.unsafe(`create role ${name} login password '${name}'`);
  undo.push(() => sql.unsafe(`drop role ${name}`));
  await sql.unsafe(inline(OPERATE, "CREATE DATABASE loyalty").replaceAll("loyalty", name));
  undo.push(() => sql.unsafe(`drop database ${name} with (force)`));
  const url = new URL(admin);
  Object.assign(url, { username: name, password: name, pathname: `/${name}` });

  // An empty folder.
  const tarball = packTarball(target);
  copyFileSync(tarball, join(folder.path, basename(tarball)));
  folder.env["DATABASE_URL"] = url.href;
  await paste(blockWith(PACKAGE, "sh", "--omit=optional"));
  await paste(inline(OPERATE, "npx tributary migrate"));
  // The package has the examples below its own folder, as its guide says.
  const apply = blockWith(SET_UP, "sh", "tributary apply");
  await paste(apply.replace(" examples/", " node_modules/tributary/examples/"));
  const ingest = inline(OPERATE, "npx tributary keys create --role ingest");
  folder.env["INGEST"] = await keyOf(ingest.replaceAll("erp", "shop"));
  const shopKey = await keyOf(inline(STOREFRONT, "npx tributary keys create --role shop"));

  // Their own identity provider, and their own shop.
  const provider = await startIdentityProvider("retail");
  undo.push(() => provider.close());
  const shopPort = await findFreePort();
  const shopUrl = `http://127.0.0.1:${shopPort}`;
  const [settings = ""] = blocksOf(PROVIDER, "sh");
  for (const [, variable = "", value = ""] of settings.matchAll(/^(\w+)='?([^'\s]+)/gm)) {
    folder.env[variable] = value;
  }
  const issuer = folder.env["AUTH_ISSUER"] ?? "";
  Object.assign(folder.env, {
    ...{ AUTH_JWKS_URL: provider.jwksUrl, CORS_ORIGINS: shopUrl, PORT: "0" },
    AGENT: await provider.sign({ ...SHAPES.keycloak, iss: issuer }),
  });
  const server = await folder.start(
    blockWith(PACKAGE, "sh", "npx tributary start").trim(),
    /"msg":"listening"/,
  );
  const [listening = ""] = server.said().match(/^.*"listening".*$/m) ?? [];
  const { url: graph } = JSON.parse(listening);
  const here = (lines: string) => lines.replaceAll("http://localhost:4000", graph);

  // The first purchase, and what an agent is told of it.
  // The README's tokens are the demo's; a retailer has a key and a provider.
  const block = blockWith(README, "sh", '"eventId":"readme-1"');
  const purchase = block.replace(/^.*tokens print.*\n/m, "");
  const [expected = ""] = blocksOf(README, "json");
  expect(JSON.parse(await paste(here(purchase)))).toEqual(JSON.parse(expected));
  const { data } = JSON.parse(await paste(here(blockWith(README, "sh", "{ customer(by:"))));
  expect(data.customer.loyalty.accounts).toMatchObject([{ active: "300" }]);

  // The storefront's example in a browser, and the README's purchase again, with a number of its
  // own and a price that is just what the next tier needs.
  const pages = join(target, "pages");
  await build({ root: EXAMPLE, logLevel: "warn", build: { outDir: pages, emptyOutDir: true } });
  const graphqlUrl = `${graph}/graphql`;
  const shop = createShop({ graphqlUrl, key: shopKey, pages, signedIn: () => EMAIL });
  await once(shop.listen(shopPort, "127.0.0.1"), "listening");
  undo.push(() => shop.close().closeAllConnections());
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  undo.push(() => browser.close());
  const page = await browser.newPage();
  page.on("pageerror", ({ message }) => process.stdout.write(`the page fails: ${message}\n`));
  let loads = 0;
  page.on("load", () => {
    loads += 1;
  });
  const frames: string[] = [];
  page.on("websocket", (socket) =>
    socket.on("framesent", ({ payload }) => frames.push(`${payload}`)),
  );
  await page.goto(`${shopUrl}/index.html`);
  const shown = page.locator(".tier");
  await expect.poll(() => shown.textContent(), SOON).toBe(data.customer.loyalty.tier.name);
  await expect.poll(() => frames.some((frame) => frame.includes('"subscribe"')), SOON).toBe(true);
  const { have, need, tier: next } = data.customer.loyalty.next;
  const price = Math.ceil(Number(need) - Number(have));
  const lifting = purchase
    .replace("readme-1", "readme-2")
    .replace("README-1", "README-2")
    .replace('"gross":"300.00"', `"gross":"${price}.00"`)
    .replace('"amount":"303.95"', `"amount":"${price + 3}.95"`);
  expect(JSON.parse(await paste(here(lifting)))).toMatchObject({ outcome: "APPLIED" });
  await expect.poll(() => shown.textContent(), SOON).toBe(next.name);
  expect(loads).toBe(1);

  await paste(inline(PACKAGE, "npx tributary verify"));
  await server.end("Ctrl-C");
});

async function keyOf(command: string): Promise<string> {
  return JSON.parse(await paste(`${command} --json`)).key;
}
