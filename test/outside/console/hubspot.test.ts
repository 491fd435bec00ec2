import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  HUBSPOT_SECRET,
  installWrapper,
  openWrapperStage,
  WRAPPER_START_MS,
  type WrapperStage,
} from "../../support/outside/wrapper.ts";
import { STORY_TIMEOUT_MS } from "./support.ts";

/**
 * The card for HubSpot: typed by HubSpot's own package, drawn by its own test renderer, with what
 * its token service really answers. HubSpot's proxy is played: it signs as it is documented to.
 */

let wrapper: WrapperStage;
let folder: string;
let renderCard: (email: string | null, send: typeof hubspotFetch) => Promise<string>;

beforeAll(async () => {
  wrapper = await openWrapperStage();
  folder = await installWrapper("hubspot");
  const outDir = join(folder, "out");
  await build({
    ...{ root: folder, configFile: false, logLevel: "error" },
    ssr: { noExternal: true },
    build: {
      ...{ outDir, ssr: join(folder, "proof/renderCard.tsx"), minify: false },
      rollupOptions: { output: { entryFileNames: "renderCard.mjs" } },
    },
  });
  const address = pathToFileURL(join(outDir, "renderCard.mjs")).href;
  ({ renderCard } = await import(/* @vite-ignore */ address));
}, WRAPPER_START_MS);
afterAll(() => wrapper.stop(), WRAPPER_START_MS);

interface Signed {
  readonly user: string;
  readonly secret?: string;
  readonly ageMs?: number;
  /** What is sent instead of what was signed. */
  readonly sent?: string;
}

/** As HubSpot's proxy sends what a card fetches: its user in the address, signed (version 3). */
async function send(path: string, body: object, signed: Signed): Promise<Response> {
  const { user, secret = HUBSPOT_SECRET, ageMs = 0 } = signed;
  const query = `userId=1&userEmail=${encodeURIComponent(user)}&portalId=2&appId=3`;
  const url = `${wrapper.service.issuer}${path}?${query}`;
  const text = JSON.stringify(body);
  const time = String(Date.now() - ageMs);
  const signature = createHmac("sha256", secret)
    .update(`POST${url.replaceAll("%40", "@")}${text}${time}`)
    .digest("base64");
  return await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-hubspot-signature-v3": signature,
      "x-hubspot-request-timestamp": time,
    },
    body: signed.sent ?? text,
  });
}

async function hubspotFetch(url: string, { body }: { readonly body: object }): Promise<Response> {
  return await send(new URL(url).pathname, body, { user: "ann@example.com" });
}

test("the card is as HubSpot's package has it", { timeout: STORY_TIMEOUT_MS }, async () => {
  const tsc = join(folder, "node_modules/.bin/tsc");
  const { stdout } = await promisify(execFile)(tsc, ["--pretty", "false"], { cwd: folder });
  expect(stdout).toBe("");
});

describe("the card", () => {
  test("shows tier and points of the contact, asked as the agent who is signed in", async () => {
    const { stage } = wrapper;
    await stage.buy("contact@example.com", "300.00");
    const text = await renderCard("contact@example.com", hubspotFetch);
    expect(text).toContain("Silver");
    expect(text).toMatch(/300/);
    await stage.server.openings.flush();
    const [opened] = await stage.server.database.sql`
      select count(*)::int as times from customer_opening where principal = 'ann@example.com'`;
    expect(opened?.["times"]).toBeGreaterThan(0);
  });

  test("says so when nobody has the address, or the contact has none", async () => {
    expect(await renderCard("nobody@example.com", hubspotFetch)).toContain("No customer has");
    expect(await renderCard(null, hubspotFetch)).toContain("has no e-mail address");
  });

  test("says so when the service refuses", async () => {
    const refused: typeof hubspotFetch = (url, { body }) =>
      send(new URL(url).pathname, body, { user: "stranger@example.com" });
    expect(await renderCard("contact@example.com", refused)).toContain("does not answer");
  });
});

describe("the service refuses", () => {
  const ask = (signed: Partial<Signed>) =>
    send(
      "/hubspot/customer",
      { email: "contact@example.com" },
      {
        ...{ user: "ann@example.com" },
        ...signed,
      },
    );

  test.each<[string, Partial<Signed>]>([
    ["a signature of another secret", { secret: "another" }],
    ["a request of more than five minutes ago", { ageMs: 5 * 60_000 + 5_000 }],
    ["one from the time to come", { ageMs: -5 * 60_000 - 5_000 }],
    ["another body than was signed", { sent: '{"email":"first@example.com"}' }],
    ["somebody who is no agent", { user: "stranger@example.com" }],
  ])("%s", async (_what, signed) => {
    expect((await ask(signed)).status).toBe(401);
  });

  test("and takes what is right", async () => {
    expect((await ask({})).status).toBe(200);
  });
});
