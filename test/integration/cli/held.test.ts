import { afterAll, beforeAll, expect, test } from "vitest";
import { soldEvent } from "../../support/purchases.ts";
import { runCli } from "../../support/runCli.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** Six processes of their own. */
const TIMEOUT_MS = 120_000;
const held = (...args: string[]) => runCli(server.database.url, ["held", ...args]);

test(
  "an operator sees what is held by its own number and words, and a wrong id releases nothing",
  async () => {
    const [result] = await server.receive([
      soldEvent({
        kind: "CANCELLED",
        customer: undefined,
        references: [{ kind: "order", value: "4711" }],
        lines: undefined,
        tenders: undefined,
      }),
    ]);
    expect(result).toMatchObject({ outcome: "HELD", reason: "UNKNOWN_ORDER" });
    const listed = await held("list");
    expect(listed.stdout).toMatch(/^\d+ {2}UNKNOWN_ORDER {2}CANCELLED of order 4711 {2}shop /);
    expect(listed.stdout).toContain("waits for the event that opens the order it names until ");
    // The key it waits under is made for the database.
    expect(listed.stdout).not.toMatch(/hash|waitKey|order:/);
    const [row] = JSON.parse((await held("list", "--json")).stdout).held;
    expect(row).toMatchObject({
      references: ["order 4711"],
      waitsFor: "the event that opens the order it names",
    });

    const wrong = await held("release", row.id, "999999");
    expect(wrong.exitCode).toBe(1);
    expect(wrong.stderr).toMatch(/no event with the id 999999 is held, so nothing was released/);
    const [untouched] = JSON.parse((await held("list", "--json")).stdout).held;
    expect(untouched).toEqual({ ...row, ageSeconds: untouched.ageSeconds });

    const right = await held("release", row.id);
    expect(right.exitCode).toBe(0);
    expect(right.stdout).toMatch(/^1 held event ran\. 1 of them still wait/);
  },
  TIMEOUT_MS,
);

test("the handoffs of a boundary that is not there are refused with those that are", async () => {
  const { data, errors } = await server.graphql({
    query: '{ handoffs(first: 1, filter: {stoppedAt: "evaluatd"}) { nodes { id } } }',
    token: await server.token("operator"),
  });
  expect(data?.handoffs ?? null).toBeNull();
  expect(errors?.[0]?.extensions).toMatchObject({
    ...{ code: "BAD_USER_INPUT", argument: "filter.stoppedAt" },
  });
  expect(errors?.[0]?.message).toMatch(/captured, erp_received, .*evaluated/);
  const stopped = await server.graphql({
    query:
      '{ handoffs(first: 5, filter: {stoppedAt: "evaluated", state: ["HELD"]}) { nodes { firstProblem { state detail } } } }',
    token: await server.token("operator"),
  });
  expect(stopped.data.handoffs.nodes).toEqual([
    { firstProblem: { state: "HELD", detail: expect.stringContaining("UNKNOWN_ORDER") } },
  ]);
});
