import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { registerSource } from "../../src/programme/ensureProgramme.ts";
import { runCli } from "../support/runCli.ts";
import { STORE } from "../support/server.ts";
import { startTwoServers, type TwoServers } from "../support/twoServers.ts";

/** What events leave behind that were refused, or that nobody may rely on. */

let both: TwoServers;
let till: string;
let kiosk: string;
beforeAll(async () => {
  both = await startTwoServers();
  const { sql } = both.first.database;
  const kinds = ["email", "loyalty"];
  await registerSource(sql, {
    ...{ code: "till", name: "Tills", identifierRank: kinds, defaultChannel: "store" },
    ...{ createKinds: kinds, trustedKinds: kinds },
  });
  // It names customers, and vouches for nothing.
  await registerSource(sql, { code: "kiosk", name: "Kiosks", identifierRank: kinds });
  till = await both.first.token("till", { sub: "t", store: STORE, sources: ["till"] });
  kiosk = await both.first.token("ingest", { sub: "k", sources: ["kiosk"] });
});
afterAll(() => both.stop());

let count = 0;
function sale(source: string, order: string, more: Readonly<Record<string, unknown>> = {}) {
  count += 1;
  return {
    ...{ source, eventId: `l${count}-${randomUUID()}`, kind: "SOLD", currencyCode: "GBP" },
    occurredAt: new Date(Date.now() - 60_000 + count).toISOString(),
    references: [{ kind: "order", value: order }],
    lines: [{ id: "1", article: "A", quantity: "1", gross: "10.00" }],
    ...more,
  };
}

async function send(token: string, ...events: readonly object[]): Promise<string[]> {
  const response = await fetch(`${both.second.url}/v1/events`, {
    method: "POST",
    headers: { "content-type": "application/x-ndjson", authorization: `Bearer ${token}` },
    body: events.map((one) => `${JSON.stringify(one)}\n`).join(""),
  });
  const lines = (await response.text()).trim().split("\n");
  return lines.map((line) => {
    const { outcome, reason } = JSON.parse(line);
    return [outcome, reason].filter((word) => word !== null).join(" ");
  });
}

const stored = (value: string) =>
  both.first.database.sql`select leaf_id::text, verified from identifiers where value = ${value}`;

test("a refused event keeps nothing of whom it named, alone or among others", async () => {
  const mail = () => `${randomUUID()}@example.com`;
  await send(kiosk, sale("kiosk", "of-kiosk"));
  const [alone, beside, both1, applied] = [mail(), mail(), mail(), mail()];
  const refused = (value: string) =>
    sale("till", "x", {
      references: [{ source: "kiosk", kind: "order", value: "of-kiosk" }],
      kind: "RETURNED",
      return: { id: randomUUID(), lines: [{ lineId: "1", quantity: "1" }] },
      test: true,
      customer: [{ kind: "email", value }],
    });
  expect(await send(till, refused(alone))).toEqual(["REJECTED ORDER_OF_ANOTHER_STORE"]);
  expect(
    await send(
      till,
      refused(beside),
      sale("till", "fine", { customer: [{ kind: "email", value: applied }] }),
      refused(both1),
      sale("till", "fine-2", { customer: [{ kind: "email", value: both1 }] }),
    ),
  ).toEqual([
    "REJECTED ORDER_OF_ANOTHER_STORE",
    "APPLIED",
    "REJECTED ORDER_OF_ANOTHER_STORE",
    "APPLIED",
  ]);
  const counts = await Promise.all([alone, beside, both1, applied].map(stored));
  expect(counts.map((rows) => rows.length)).toEqual([0, 0, 1, 1]);
});

test("a sender that is not trusted for a kind makes no identifier a proved one", async () => {
  const email = `${randomUUID()}@example.com`;
  const customer = [{ kind: "email", value: email, verified: true }];
  expect(await send(kiosk, sale("kiosk", "planted", { customer }))).toEqual([
    "HELD UNKNOWN_CUSTOMER",
  ]);
  const { data } = await both.first.graphql({
    query: `mutation { createCustomer(input: {idempotencyKey: "${email}",
      identifiers: [{kind: "email", value: "${email}", verified: false}]}) { customer { identifiers { verified } } } }`,
    token: await both.first.token("agent"),
  });
  expect(data.createCustomer.customer.identifiers).toEqual([{ verified: false }]);
  const trusted = `${randomUUID()}@example.com`;
  const said = [{ kind: "email", value: trusted, verified: true }];
  expect(await send(till, sale("till", "trusted", { customer: said }))).toEqual(["APPLIED"]);
  expect(await stored(trusted)).toMatchObject([{ verified: true }]);
});

test("an operator sees all of what is held: nothing that a sender wrote moves the cursor", async () => {
  const eventId = "x\u001b[2K\u001b[1A\u009b2J\u202egnp\r";
  const held = sale("kiosk", "esc", { eventId, kind: "VOIDED", lines: null });
  expect(await send(kiosk, held)).toEqual(["HELD UNKNOWN_ORDER"]);
  const { stdout, exitCode } = await runCli(both.first.database.url, ["held", "list"]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain("x\\u{1b}[2K\\u{1b}[1A\\u{9b}2J\\u{202e}gnp\\u{d}");
  expect(stdout).not.toMatch(/[\p{Cf}]|(?!\n)\p{Cc}/u);
});
