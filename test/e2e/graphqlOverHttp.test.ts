import { serverAudits } from "graphql-http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../support/server.ts";

/** SHOULD be 200 with application/json; Apollo Server answers 400 by design. */
const ALLOWED_WARNINGS = new Set(["572B", "FDE2", "7B9B"]);

let server: TestServer;
let authorization: string;
beforeAll(async () => {
  server = await startTestServer();
  authorization = `Bearer ${await server.token("admin")}`;
});
afterAll(() => server.stop());

const audits = serverAudits({
  url: () => `${server.url}/graphql`,
  fetchFn: (url: string, init: RequestInit = {}) =>
    fetch(url, {
      ...init,
      headers: { ...init.headers, authorization, "apollo-require-preflight": "true" },
    }),
});

describe("the GraphQL-over-HTTP audit passes, with a token", () => {
  test("there are audits to pass", () => {
    expect(audits.length).toBeGreaterThan(50);
  });

  for (const audit of audits) {
    test(`${audit.id} ${audit.name}`, async () => {
      const result = await audit.fn();
      const isAllowed = result.status === "warn" && ALLOWED_WARNINGS.has(audit.id);
      const reason = "reason" in result ? result.reason : "";
      expect(isAllowed ? "ok" : result.status, reason).not.toMatch(/error|warn/);
    });
  }
});
