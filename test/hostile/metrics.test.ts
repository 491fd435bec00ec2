import { randomBytes, randomUUID } from "node:crypto";
import { get } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { insertApiKey } from "../../db/queries/access/writeApiKeys.ts";
import { ROLES, type Role } from "../../src/domain/access/viewer.ts";
import { createApiKey } from "../../src/server/auth/apiKeys.ts";
import { listenForScrapers, type MetricsListener } from "../../src/server/routes/metricsRoute.ts";
import { STORE, startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let listener: MetricsListener;
beforeAll(async () => {
  server = await startTestServer();
  listener = await listenForScrapers(server.metrics, { host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await listener.close();
  await server.stop();
});

async function scrape(headers: Record<string, string> = {}) {
  const answer = await fetch(`${server.url}/metrics`, { headers });
  return { status: answer.status, text: await answer.text() };
}
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe("metrics beside the graph", () => {
  test("are nobody's without a token, though they come from this machine, as through a proxy on it", async () => {
    for (const headers of [
      {},
      { "x-forwarded-for": "203.0.113.9" },
      { "x-forwarded-for": "127.0.0.1" },
      { forwarded: "for=127.0.0.1" },
    ]) {
      const { status, text } = await scrape(headers as Record<string, string>);
      expect(status).toBe(401);
      expect(text).not.toContain("http_requests");
    }
  });

  test("are for roles with operations:read, by token or key, and for no other", async () => {
    for (const role of Object.keys(ROLES) as Role[]) {
      const token = await server.token(role, { customer_id: randomUUID(), store: STORE });
      const may = (ROLES[role] as readonly string[]).includes("operations:read");
      expect([role, (await scrape(bearer(token))).status]).toEqual([role, may ? 200 : 403]);
    }
    const { key, prefix, hash } = createApiKey(randomBytes);
    const row = {
      id: randomUUID(),
      name: "prometheus",
      role: "operator",
      sources: [],
      store: null,
    };
    await server.database.sql.begin((tx) => insertApiKey(tx, { ...row, prefix, hash }));
    const { status, text } = await scrape(bearer(key));
    expect(status).toBe(200);
    expect(text).toContain("# TYPE");
  });
});

describe("the listener of metrics", () => {
  const ask = (path: string, headers: Record<string, string> = {}) =>
    new Promise<number>((resolve, reject) => {
      const url = new URL(listener.url);
      const options = { host: url.hostname, port: url.port, path, headers };
      get(options, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      }).on("error", reject);
    });

  test("answers a scraper on this machine without a token, and nothing else", async () => {
    expect(await ask("/metrics")).toBe(200);
    for (const path of ["/", "/graphql", "/v1/events", "/readyz", "/metrics/../graphql"]) {
      expect([path, await ask(path)]).toEqual([path, 404]);
    }
  });

  test("refuses a page whose name was made to point at this machine", async () => {
    expect(await ask("/metrics", { host: "evil.example" })).toBe(403);
  });
});

test("readiness says whether, and names nothing of ours", async () => {
  const answer = await fetch(`${server.url}/readyz`);
  const { checks } = (await answer.json()) as { checks: Record<string, string> };
  for (const value of Object.values(checks)) {
    expect(value).not.toMatch(/\d{4}_|:\/\//);
  }
  expect(await (await fetch(`${server.url}/healthz`)).text()).toBe("ok\n");
});
