import { afterAll, beforeAll, expect, test } from "vitest";
import { soldEvent } from "../../support/purchases.ts";
import { runCli } from "../../support/runCli.ts";
import { STORE, startTestServer, type TestServer } from "../../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** Six processes of their own. */
const TIMEOUT_MS = 120_000;
const days = (...args: string[]) => runCli(server.database.url, ["days", ...args]);

test(
  "an operator declares a day in a till's place, corrects it, and lists what stands",
  async () => {
    const businessDate = new Date().toISOString().slice(0, 10);
    const [sold] = await server.receive([
      soldEvent({
        ...{ till: "1", businessDate },
        references: [{ kind: "receipt", value: "7" }],
      }),
    ]);
    expect(sold?.outcome).toBe("APPLIED");
    const till = ["--store", STORE, "--till", "1"];
    const wrong = await days("declare", businessDate, "2", "50.00", "GBP", ...till);
    expect(wrong.stdout).toBe(
      `${businessDate}  DIFFERS  store ${STORE} till 1  declared 2, 50.00 GBP  came 1, 45.00 GBP\n`,
    );
    const right = await days("declare", businessDate, "1", "45.00", "GBP", ...till, "--json");
    expect(JSON.parse(right.stdout)).toMatchObject({
      ...{ state: "AGREES", store: STORE, till: "1", source: null, receipts: 1, received: 1 },
      ...{ total: "45.00", receivedTotal: "45.00", by: expect.stringMatching(/^admin:cli:/) },
    });
    const listed = JSON.parse((await days("list", "--json")).stdout);
    expect(listed.days).toEqual([JSON.parse(right.stdout)]);
    expect((await days("list", "--state", "DIFFERS")).stdout).toMatch(/^Nothing was declared/);
  },
  TIMEOUT_MS,
);

test(
  "what cannot be declared ends with 1 and says why",
  async () => {
    const late = await days("declare", "2199-01-01", "1", "1.00", "GBP", "--source", "shop");
    expect([late.exitCode, late.stderr]).toEqual([1, expect.stringContaining("is not over")]);
    const bare = await days("declare", "2026-01-01", "1", "1.00", "GBP");
    expect([bare.exitCode, bare.stderr]).toEqual([1, expect.stringContaining("store")]);
  },
  TIMEOUT_MS,
);
