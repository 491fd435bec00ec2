import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Instant, MICROS_PER_MINUTE } from "../../../src/domain/time/instant.ts";
import { noteSigns } from "../../../src/incidents/watch.ts";
import { transact } from "../../../src/platform/transact.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

/** Questions O1 and O9 of operators, and what can be done. */
const HEALTH = `{ health { ok slos { code target now budgetLeft burnRate ok indicator total bad }
  incidents(open: true) { id title code subject detectedAt acknowledgedBy note owner { team }
    affectedCustomers affectedOrders moneyAtRisk { amount currencyCode }
    amountsAtRisk { amount currencyCode } evidence runbook notices { channel } }
  mutes { id code subject reason by } mttdMinutes(days: 90) mttrMinutes(days: 90) } }`;
const ACKNOWLEDGE = `mutation($input: AcknowledgeIncidentInput!) { acknowledgeIncident(input: $input) {
  incident { id acknowledgedBy note } userErrors { code field } } }`;
const MUTE = `mutation($input: MuteIncidentsInput!) { muteIncidents(input: $input) {
  mute userErrors { code field } } }`;
const UNMUTE = `mutation($input: UnmuteIncidentsInput!) { unmuteIncidents(input: $input) {
  mute userErrors { code } } }`;
const DAY_MS = 86_400_000;

let server: TestServer;
let token: string;
beforeAll(async () => {
  server = await startTestServer();
  token = await server.token("operator");
  const now = (Date.now() * 1_000) as Instant;
  const sign = {
    ...{ code: "DEAD_LETTERS" as const, subject: "crm", title: "CRM refused messages for good" },
    owner: { team: "CRM", contact: "crm@example.com" },
    ...{ runbook: "docs/runbooks/destinations.md", evidence: ["1 message."] },
    startedAt: (now - 3 * MICROS_PER_MINUTE) as Instant,
    impact: {
      ...{ customers: 1, orders: 3 },
      amounts: [
        { currency: "GBP", minor: "1050" },
        { currency: "EUR", minor: "70" },
      ],
    },
  };
  await transact(server.database.sql, (tx) =>
    noteSigns(tx, { newPublicId: uuidv7 }, { seen: { signs: [sign], unknown: new Map() }, now }),
  );
});
afterAll(() => server.stop());

const ask = async (query: string, input?: object) =>
  await server.graphql({ query, ...(input ? { variables: { input } } : {}), token });
const health = async () => (await ask(HEALTH)).data.health;

test("operators see what is promised and what is broken, with its cost by currency", async () => {
  const seen = await health();
  expect(seen).toMatchObject({ ok: false, mttdMinutes: 3, mttrMinutes: null, mutes: [] });
  expect(seen.slos.map(({ code }: { code: string }) => code)).toEqual([
    "delivery",
    "errors",
    "freshness",
    "identity",
    "redemption",
    "retries",
  ]);
  expect(seen.slos[0]).toMatchObject({
    ...{ target: "99 % in 30 days", now: "nothing to count yet", budgetLeft: 1, ok: true },
  });
  expect(seen.incidents).toMatchObject([
    {
      ...{ code: "DEAD_LETTERS", subject: "crm", affectedOrders: 3, acknowledgedBy: null },
      moneyAtRisk: { amount: "10.50", currencyCode: "GBP" },
      amountsAtRisk: [{ amount: "10.50" }, { amount: "0.70" }],
    },
  ]);
  const { id } = seen.incidents[0];
  const node = `{ node(id: "${id}") { __typename ... on Incident { subject } } }`;
  expect((await ask(node)).data.node).toEqual({ __typename: "Incident", subject: "crm" });
  const others = await server.graphql({ query: node, token: await server.token("agent") });
  expect(others.data.node).toBeNull();
});

test("of many who acknowledge at once one does, the same key says so again, and what is no incident is refused", async () => {
  const [{ id }] = (await health()).incidents;
  const say = (idempotencyKey: string, more: object = {}) =>
    ask(ACKNOWLEDGE, { incident: id, note: "on it", idempotencyKey, ...more });
  const long = await say("long", { note: "x".repeat(501) });
  expect(long.data.acknowledgeIncident.userErrors).toEqual([
    { code: "NOTE_INVALID", field: ["input", "note"] },
  ]);
  const strange = ["x", id.slice(1), `${id}${id}`, btoa(`Incident:${uuidv7()}`), "\u0000"];
  for (const [index, incident] of strange.entries()) {
    const unknown = await say(`unknown ${index}`, { incident });
    expect(unknown.data.acknowledgeIncident).toEqual({
      incident: null,
      userErrors: [{ code: "INCIDENT_NOT_FOUND", field: ["input", "incident"] }],
    });
  }
  const all = await Promise.all(Array.from({ length: 12 }, (_, n) => say(`key ${n}`)));
  const codes = all.map(({ data }) => data.acknowledgeIncident.userErrors[0]?.code ?? "DONE");
  expect(codes.filter((code) => code === "DONE")).toHaveLength(1);
  expect(codes.filter((code) => code === "ALREADY_ACKNOWLEDGED")).toHaveLength(11);
  const first = `key ${codes.indexOf("DONE")}`;
  const again = await say(first);
  expect(again.data.acknowledgeIncident).toMatchObject({ userErrors: [], incident: { id } });
  expect((await say(first, { note: "other" })).errors?.[0]?.extensions?.["code"]).toBe(
    "IDEMPOTENCY_KEY_PARAMETER_MISMATCH",
  );
  const audit = await server.database.sql`
    select actor from audit where action = 'incident.acknowledge'`;
  expect(audit).toHaveLength(1);
});

test("a mute is bounded, is on record, and ends once", async () => {
  const until = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
  const mute = async (idempotencyKey: string, more: object) => {
    const input = { idempotencyKey, until: until(1), reason: "maintenance", ...more };
    return (await ask(MUTE, input)).data.muteIncidents;
  };
  const refused: readonly (readonly [object, string])[] = [
    [{ code: "EVERYTHING" }, "CODE_UNKNOWN"],
    [{ subject: "" }, "SUBJECT_INVALID"],
    [{ subject: "x".repeat(2_000) }, "SUBJECT_INVALID"],
    [{ until: until(-1) }, "TIME_INVALID"],
    [{ until: until(32) }, "TIME_INVALID"],
    [{ from: until(2) }, "TIME_INVALID"],
    [{ reason: " " }, "REASON_INVALID"],
    [{ reason: "x".repeat(100_000) }, "REASON_INVALID"],
  ];
  for (const [index, [more, code]] of refused.entries()) {
    const answer = await mute(`refused ${index}`, more);
    expect(answer).toMatchObject({ mute: null, userErrors: [{ code }] });
  }
  const { mute: id } = await mute("good", { code: "DEAD_LETTERS", subject: "crm" });
  expect((await health()).mutes).toMatchObject([
    { id, code: "DEAD_LETTERS", subject: "crm", reason: "maintenance" },
  ]);
  const end = async (idempotencyKey: string, which: string) =>
    (await ask(UNMUTE, { mute: which, idempotencyKey })).data.unmuteIncidents.userErrors;
  expect(await end("end 1", "nonsense")).toMatchObject([{ code: "MUTE_NOT_FOUND" }]);
  expect(await end("end 2", id)).toEqual([]);
  expect(await end("end 3", id)).toMatchObject([{ code: "MUTE_NOT_FOUND" }]);
  expect((await health()).mutes).toEqual([]);
  const acts = await server.database.sql`
    select action from audit where action like 'incident.%mute' order by id`;
  expect(acts.map(({ action }) => action)).toEqual(["incident.mute", "incident.unmute"]);
});

test("days and lists are bounded", async () => {
  for (const field of [
    "mttdMinutes(days: 0)",
    "mttrMinutes(days: 366)",
    "incidents(first: 501) { id }",
  ]) {
    const answer = await ask(`{ health { ${field} } }`);
    expect(answer.errors?.[0]?.extensions?.["code"]).toBe("BAD_USER_INPUT");
  }
});
