import { randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { receivesSchema } from "../../../src/domain/inbound/receives.ts";
import { openSender, type Sender } from "../../support/inbound/sender.ts";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

let server: TestServer;
let sender: Sender;
beforeAll(async () => {
  server = await startTestServer({});
  const receives = receivesSchema.parse({ connector: "standard_webhooks" });
  sender = await openSender(server, "vendor", receives);
});
afterAll(() => server?.stop());

async function send(body: string): Promise<void> {
  const [id, at] = [randomUUID(), new Date()];
  await sender.post(body, {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
    "webhook-signature": new Webhook(sender.secret).sign(id, at, body),
  });
}

function sale(changes: Record<string, unknown> = {}) {
  const { source: _other, ...event } = soldEvent(changes);
  return event;
}

const QUERY = `query($source: String!, $from: DateTime!, $to: DateTime!, $first: Int!, $after: String,
    $state: InboundMessageState, $reason: String) {
  intakeReport(source: $source, from: $from, to: $to) {
    source
    hours {
      from messages waiting understood unread { code count }
      events matched applied held { code count } rejected { code count }
    }
    messages(first: $first, after: $after, state: $state, reason: $reason) {
      nodes { key topic state outcomes { code count } faults { reason at } body }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

async function report(variables: Record<string, unknown> = {}) {
  const hour = 3_600_000;
  const now = Date.now();
  const answer = await server.graphql({
    query: QUERY,
    variables: {
      ...{ source: "vendor", first: 50 },
      from: new Date(now - hour).toISOString(),
      to: new Date(now + hour).toISOString(),
      ...variables,
    },
  });
  return answer;
}

test("the report of a source counts what the database has, hour by hour, and shows each message without anybody in it", async () => {
  const known = [{ kind: "email", value: "ada@example.com" }];
  await send(JSON.stringify({ type: "purchase", data: sale({ customer: known }) }));
  await send(
    JSON.stringify([
      sale({ customer: known }),
      sale({ store: "nowhere" }),
      sale({ occurredAt: "x" }),
    ]),
  );
  await send("{not json");
  await sender.messages();
  const { data } = await report();
  const { hours, messages } = data.intakeReport;
  const sum = (of: (hour: Record<string, number>) => number | undefined) =>
    hours.reduce((total: number, hour: Record<string, number>) => total + (of(hour) ?? 0), 0);
  expect(sum((hour) => hour["messages"])).toBe(3);
  expect(sum((hour) => hour["understood"])).toBe(2);
  expect(hours.flatMap((hour: { unread: unknown[] }) => hour.unread)).toEqual([
    { code: "NOT_JSON", count: 1 },
  ]);
  const { sql } = server.database;
  const rows = await sql<{ outcome: string; reason: string | null; leafId: bigint | null }[]>`
    select outcome, reason, leaf_id as "leafId" from events where source_id = ${sender.id}`;
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  expect(rows).toHaveLength(4);
  expect(sum((hour) => hour["events"])).toBe(rows.length);
  expect(sum((hour) => hour["applied"])).toBe(count("APPLIED"));
  expect(sum((hour) => hour["matched"])).toBe(rows.filter(({ leafId }) => leafId !== null).length);
  expect(hours.flatMap((hour: { held: unknown[] }) => hour.held)).toEqual([
    { code: "UNKNOWN_STORE", count: 1 },
  ]);
  expect(hours.flatMap((hour: { rejected: unknown[] }) => hour.rejected)).toEqual([
    { code: "INSTANT_MALFORMED", count: 1 },
  ]);
  expect(messages.nodes.map(({ state }: { state: string }) => state)).toEqual([
    ...["UNREAD", "READ", "READ"],
  ]);
  expect(messages.nodes[0]).toMatchObject({
    faults: [{ reason: "NOT_JSON", at: "" }],
    body: "{xxx xxxx",
  });
  expect(messages.nodes[2].body).toContain('"value":"xxx@xxxxxxx.xxx"');
  expect(messages.nodes.map(({ body }: { body: string }) => body).join()).not.toContain("ada");
});

test("messages are paged and chosen by state and reason", async () => {
  const first = (await report({ first: 2 })).data.intakeReport.messages;
  expect([first.nodes.length, first.pageInfo.hasNextPage]).toEqual([2, true]);
  const rest = (await report({ first: 2, after: first.pageInfo.endCursor })).data.intakeReport
    .messages;
  expect([rest.nodes.length, rest.pageInfo.hasNextPage]).toEqual([1, false]);
  const unread = (await report({ state: "UNREAD" })).data.intakeReport.messages.nodes;
  expect(unread).toHaveLength(1);
  const rejected = (await report({ reason: "INSTANT_MALFORMED" })).data.intakeReport.messages.nodes;
  expect(rejected).toMatchObject([{ outcomes: [{ code: "purchases APPLIED" }, {}, {}] }]);
});

test("a time that is too long, or a source that is not there, is refused by its argument", async () => {
  const { errors: long } = await report({ from: "2026-01-01T00:00:00Z" });
  expect(long?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "to" });
  const { errors: unknown } = await report({ source: "nobody" });
  expect(unknown?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "source" });
});
