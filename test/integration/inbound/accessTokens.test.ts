import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import type { ClientCredentials } from "../../../src/domain/inbound/settings/fetch.ts";
import { fetchSettings } from "../../../src/domain/inbound/settings/fetch.ts";
import { AccessTokens, EXPIRY_MARGIN_MS } from "../../../src/messages/accessTokens.ts";
import { Fetching } from "../../../src/messages/fetching.ts";
import { fetchOwnerOf } from "../../../src/messages/senderSecrets.ts";
import { createLogger } from "../../../src/platform/logger.ts";
import { createAddressGuard } from "../../../src/platform/outgoing/addressGuard.ts";
import { createBoundedRequest } from "../../../src/platform/outgoing/boundedRequest.ts";
import { until } from "../../support/faults.ts";
import { type LocalShop, openLocalShop } from "../../support/inbound/localShop.ts";

const SECRET = "s3cret/+ x";
const ORDER = "/orders/1";

let shop: LocalShop;
let idp: LocalShop;
/** What the token endpoint was asked, in its order. */
let forms: { readonly form: URLSearchParams; readonly authorization: string | undefined }[];
let logged: string[];
let given: number;

beforeEach(async () => {
  [shop, idp] = [await openLocalShop(), await openLocalShop("127.0.0.2")];
  [forms, logged, given] = [[], [], 0];
  answerTokens({ expires_in: 3_600 });
  shop.answers.set(ORDER, { id: 1 });
});
afterEach(async () => {
  await shop.close();
  await idp.close();
});

/** The endpoint gives `t1`, `t2` and so on. */
function answerTokens(more: object): void {
  answerForm((response) => {
    given += 1;
    respond(response, 200, { access_token: `t${given}`, token_type: "Bearer", ...more });
  });
}

function answerForm(answer: (response: ServerResponse) => void): void {
  idp.answers.set("/token", (request: IncomingMessage, response) => {
    void text(request).then((body) => {
      const { authorization } = request.headers;
      forms.push({ form: new URLSearchParams(body), authorization });
      answer(response);
    });
  });
}

function respond(response: ServerResponse, status: number, body: object | string): void {
  response.writeHead(status, { "content-type": "application/json", location: "/elsewhere" });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

const authOf = (more: Partial<ClientCredentials> = {}): ClientCredentials => ({
  ...{
    by: "client_credentials",
    tokenUrl: `${idp.url}/token`,
    clientId: "tributary",
    show: "basic",
  },
  ...more,
});

interface Options {
  readonly auth?: Partial<ClientCredentials>;
  readonly networks?: readonly string[];
  readonly msMax?: number;
  readonly secret?: () => string;
}

function fetching({ auth, networks = ["127.0.0.0/8"], msMax, secret }: Options = {}) {
  const destination = { write: (line: string) => void logged.push(line) };
  const log = createLogger({ level: "debug", destination });
  const fetching = new Fetching({
    ask: createBoundedRequest({
      reachOf: createAddressGuard(networks),
      ...(msMax === undefined ? {} : { msMax }),
    }),
    secrets: { toFetch: async () => secret?.() ?? SECRET },
    log,
  });
  const source = { id: 1, code: "crm", fetch: { baseUrl: shop.url, auth: authOf(auth) } };
  return (path = ORDER) => fetching.forMessageOf(source)(path);
}

const tokensShown = () => shop.asked.map(({ headers }) => headers["authorization"]);

describe("a token", () => {
  test("is asked for once, however many wait for it, and shown to the system alone", async () => {
    const fetch = fetching();
    const all = await Promise.all(Array.from({ length: 8 }, () => fetch()));
    expect(all.every(({ ok }) => ok)).toBe(true);
    expect(forms).toHaveLength(1);
    expect(tokensShown()).toEqual(Array.from({ length: 8 }, () => "Bearer t1"));
    expect(logged.join()).not.toMatch(/t1|s3cret/);
  });

  test("is asked for as RFC 6749 says: the client in a header, or in the form", async () => {
    await fetching({ auth: { scope: "orders read", audience: "https://crm" } })();
    const [basic] = forms;
    expect(Object.fromEntries(basic?.form ?? [])).toEqual({
      ...{ grant_type: "client_credentials", scope: "orders read", audience: "https://crm" },
    });
    const shown = Buffer.from(basic?.authorization?.replace("Basic ", "") ?? "", "base64");
    expect(String(shown)).toBe("tributary:s3cret%2F%2B+x");
    await fetching({ auth: { show: "post" } })();
    expect(forms[1]?.authorization).toBeUndefined();
    expect(Object.fromEntries(forms[1]?.form ?? [])).toEqual({
      ...{ grant_type: "client_credentials", client_id: "tributary", client_secret: SECRET },
    });
  });

  test("that the system refuses is replaced once, and not again for the same request", async () => {
    let refused = "Bearer t1";
    shop.answers.set(ORDER, (request, response) => {
      const isRefused = refused === "all" || request.headers.authorization === refused;
      respond(response, isRefused ? 401 : 200, {});
    });
    const fetch = fetching();
    expect(await fetch()).toMatchObject({ ok: true });
    expect(tokensShown()).toEqual(["Bearer t1", "Bearer t2"]);
    expect(await fetch()).toMatchObject({ ok: true });
    expect(forms).toHaveLength(2);
    refused = "all";
    expect(await fetch()).toEqual({
      ...{ ok: false, isLasting: true },
      problem: "It refuses the token that we were given (401).",
    });
    expect(tokensShown().slice(3)).toEqual(["Bearer t2", "Bearer t3"]);
  });

  test("is another one for another secret", async () => {
    let secret = "one";
    const fetch = fetching({ secret: () => secret });
    await fetch();
    secret = "two";
    await fetch();
    expect(tokensShown()).toEqual(["Bearer t1", "Bearer t2"]);
  });

  test.each([
    [{ expires_in: 3_600 }, 3_600_000 - EXPIRY_MARGIN_MS],
    [{ expires_in: 20 }, 10_000],
    [{}, 300_000 - EXPIRY_MARGIN_MS],
  ])("given with %o is asked for anew before it ends", async (more, lifeMs) => {
    answerTokens(more);
    let nowMs = 1_000;
    const ask = createBoundedRequest({ reachOf: createAddressGuard(["127.0.0.0/8"]) });
    const tokens = new AccessTokens(ask, new AbortController().signal, () => nowMs);
    const client = { auth: authOf(), secret: SECRET };
    expect(await tokens.of(1, client)).toEqual({ ok: true, token: "t1" });
    nowMs += lifeMs - 1;
    expect(await tokens.of(1, client)).toEqual({ ok: true, token: "t1" });
    nowMs += 1;
    expect(await tokens.of(1, client)).toEqual({ ok: true, token: "t2" });
    expect(await tokens.of(2, client)).toEqual({ ok: true, token: "t3" });
  });
});

describe("a token endpoint", () => {
  test("that refuses the client is named by its code alone, and left alone for a minute", async () => {
    const description = `no ${SECRET}`;
    answerForm((response) => {
      respond(response, 401, { error: "invalid_client", error_description: description });
    });
    let nowMs = 1_000;
    const ask = createBoundedRequest({ reachOf: createAddressGuard(["127.0.0.0/8"]) });
    const tokens = new AccessTokens(ask, new AbortController().signal, () => nowMs);
    const client = { auth: authOf(), secret: SECRET };
    const problem = "No token to fetch it with: The token endpoint refuses us (invalid_client).";
    for (let times = 0; times < 3; times += 1) {
      expect(await tokens.of(1, client)).toEqual({ ok: false, isLasting: true, problem });
    }
    expect(forms).toHaveLength(1);
    nowMs += 60_000;
    await tokens.of(1, client);
    expect(forms).toHaveLength(2);
    await tokens.of(1, { ...client, secret: "mended" });
    expect(forms).toHaveLength(3);
  });

  test("that cannot even be asked for is told so, each time and to all who wait", async () => {
    const ask = createBoundedRequest({ reachOf: createAddressGuard(["127.0.0.0/8"]) });
    const tokens = new AccessTokens(ask, new AbortController().signal);
    const client = { auth: authOf(), secret: "" };
    const told = await Promise.all([tokens.of(1, client), tokens.of(1, client)]);
    expect([...told, await tokens.of(1, client)]).toEqual(
      Array.from({ length: 3 }, () => ({
        ...{ ok: false, isLasting: true },
        problem: "No token to fetch it with: The client's id or secret cannot be shown.",
      })),
    );
    expect(forms).toEqual([]);
  });

  test.each<[string, (response: ServerResponse) => void, boolean, RegExp]>([
    ["redirects", (response) => respond(response, 302, {}), true, /elsewhere \(302\)/],
    ["answers too much", (response) => respond(response, 200, "x".repeat(70_000)), true, /longer/],
    ["fails", (response) => respond(response, 503, {}), false, /cannot answer now \(503\)/],
    [
      "is asked too often",
      (response) => respond(response, 429, { error: "slow_down" }),
      false,
      /429/,
    ],
    ["answers a page", (response) => respond(response, 200, "<html>"), false, /answer has none/],
    [
      "gives no token",
      (response) => respond(response, 200, { token_type: "x" }),
      false,
      /has none/,
    ],
    ["breaks off", (response) => response.destroy(), false, /could not be reached/],
  ])("that %s leads nowhere, and it is said why", async (_what, answer, isLasting, problem) => {
    answerForm(answer);
    const fetched = await fetching()();
    expect(fetched).toMatchObject({
      ...{ ok: false, isLasting, problem: expect.stringMatching(problem) },
    });
    expect(idp.asked.map(({ path }) => path)).toEqual(["/token"]);
    expect(shop.asked).toEqual([]);
  });

  test("that does not answer is not waited for longer than for anything else", async () => {
    const held: ServerResponse[] = [];
    answerForm((response) => held.push(response));
    const fetched = await fetching({ msMax: 300 })();
    expect(fetched).toMatchObject({ ok: false, isLasting: false });
    expect(fetched.ok ? "" : fetched.problem).toContain("did not answer within 0.3 s");
    await until("it was asked", () => held.length === 1);
    expect(shop.asked).toEqual([]);
  });

  test("at a private address is asked only where the operator says so", async () => {
    const fetched = await fetching({ networks: ["127.0.0.1/32"] })();
    expect(fetched).toMatchObject({ ok: false, isLasting: true });
    expect(fetched.ok ? "" : fetched.problem).toContain("FETCH_ALLOW_NETWORKS");
    expect(idp.asked).toEqual([]);
  });
});

test("a client's secret is for both hosts: neither may be another one in the set-up", () => {
  const owner = (baseUrl: string, tokenUrl: string) =>
    fetchOwnerOf(1, { baseUrl, auth: authOf({ tokenUrl }) });
  const own = owner("https://crm.example/v1", "https://id.example/token");
  expect(owner("https://crm.example/v2", "https://id.example/oauth")).toBe(own);
  expect(owner("https://evil.example/v1", "https://id.example/token")).not.toBe(own);
  expect(owner("https://crm.example/v1", "https://evil.example/token")).not.toBe(own);
});

test("client credentials are set up with where to ask and as whom, and no secret", () => {
  const parse = (auth: object) =>
    fetchSettings({ by: "bearer" }).safeParse({ baseUrl: "https://crm.example", auth });
  const whole = {
    ...{ by: "client_credentials", tokenUrl: "https://id.example/token", clientId: "tributary" },
  };
  expect(parse(whole).data?.auth).toMatchObject({ show: "basic" });
  const guide = readFileSync(
    new URL("../../../docs/guides/systems-in.md", import.meta.url),
    "utf8",
  );
  const blocks = [...guide.matchAll(/```yaml\n(fetch:.*?)```/gs)].map(([, block]) =>
    parseYaml(block ?? ""),
  );
  const shown = blocks.find(({ fetch }) => fetch.auth?.by === "client_credentials");
  expect(fetchSettings({ by: "bearer" }).parse(shown?.fetch).auth).toMatchObject({ scope: "api" });
  for (const wrong of [
    ...[{ clientId: "" }, { tokenUrl: "https://me:pw@id.example/" }, { tokenUrl: "id.example" }],
    ...[{ tokenUrl: "https://id.example/?a=b" }, { show: "jwt" }, { clientSecret: "s" }],
  ]) {
    expect(parse({ ...whole, ...wrong }).success).toBe(false);
  }
});
