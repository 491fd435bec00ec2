import { afterAll, beforeAll, expect, test } from "vitest";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

let keys = 0;

/** Runs one mutation of points and gives its payload, which must hold no refusal. */
async function points(mutation: string, input: string, token: string) {
  const idempotencyKey = `k${++keys}`;
  const { data, errors } = await server.graphql({
    query: `mutation($key: String!) { done: ${mutation}(input: {${input}, idempotencyKey: $key}) {
      ${/authorise|block/.test(mutation) && mutation !== "unblockPoints" ? "hold { id }" : ""} userErrors { code message } } }`,
    variables: { key: idempotencyKey },
    token,
  });
  expect(errors).toBeUndefined();
  expect(data.done.userErrors).toEqual([]);
  return data.done;
}

const of = (name: string) => `{email: "${name}@example.com"}`;

async function timeline(name: string, token: string) {
  const { data, errors } = await server.graphql({
    query: `{ customer(by: ${of(name)}) { timeline(first: 100, kinds: [POINTS, TIER, AUDIT]) {
      nodes { kind sentence by { kind name } } } } }`,
    token,
  });
  expect(errors).toBeUndefined();
  return data.customer.timeline.nodes as readonly {
    readonly kind: string;
    readonly sentence: string;
    readonly by: { readonly kind: string; readonly name: string } | null;
  }[];
}

test("what people do with points and tiers is told as what it was, with who did it", async () => {
  const [agent, boss, till] = await Promise.all([
    server.token("agent", { sub: "jane" }),
    server.token("supervisor", { sub: "sam" }),
    server.token("till", { sub: "till-1", store: "s1" }),
  ]);
  await server.receive(
    ["amy", "ben"].map((name) =>
      soldEvent({
        customer: [{ kind: "email", value: `${name}@example.com` }],
        references: [{ kind: "order", value: `${name}-1` }],
      }),
    ),
  );
  const reason = 'reason: "Late parcel"';
  await points("adjustPoints", `customer: ${of("amy")}, points: "150", ${reason}`, agent);
  await points("adjustPoints", `customer: ${of("amy")}, points: "-30", ${reason}`, agent);
  await points(
    "transferPoints",
    `from: ${of("amy")}, to: ${of("ben")}, points: "11", ${reason}`,
    agent,
  );
  const first = await points("authorisePoints", `customer: ${of("amy")}, points: "12"`, till);
  await points("releasePoints", `authorisation: "${first.hold.id}"`, till);
  const second = await points("authorisePoints", `customer: ${of("amy")}, points: "13"`, till);
  await points("capturePoints", `authorisation: "${second.hold.id}"`, till);
  await points("refundPoints", `authorisation: "${second.hold.id}", points: "4"`, till);
  const block = await points(
    "blockPoints",
    `customer: ${of("amy")}, points: "15", ${reason}`,
    boss,
  );
  await points("unblockPoints", `block: "${block.hold.id}", ${reason}`, boss);
  await points(
    "overrideTier",
    `customer: ${of("amy")}, tier: "GOLD", mode: FLOOR, expiresAt: "2099-01-01T00:00:00Z", ${reason}`,
    boss,
  );

  const told = await timeline("amy", agent);
  const said = (kind: string) =>
    told
      .filter((item) => item.kind === kind)
      .map(({ sentence, by }) => `${by === null ? "nobody" : `${by.kind} ${by.name}`}: ${sentence}`)
      .sort();
  expect(said("POINTS").filter((line) => !line.includes("earned by order"))).toEqual([
    "AGENT jane: 11 points passed on to another member.",
    "AGENT jane: 150 points added by customer service.",
    "AGENT jane: 30 points taken off by customer service.",
    "AGENT sam: 15 points free to be spent again.",
    "AGENT sam: 15 points set aside until somebody has looked into them.",
    "TILL till-1: 12 points no longer set aside for a payment.",
    "TILL till-1: 12 points set aside for a payment.",
    "TILL till-1: 13 points no longer set aside for a payment.",
    "TILL till-1: 13 points paid with.",
    "TILL till-1: 13 points set aside for a payment.",
    "TILL till-1: 4 points given back that had been paid with.",
  ]);
  expect(said("TIER")).toEqual(["AGENT sam: Gold was given, in place of Member."]);
  expect(said("AUDIT")).toEqual([
    "AGENT jane: Points were added or taken off by hand.",
    "AGENT jane: Points were added or taken off by hand.",
    "AGENT jane: Points were moved between this customer and another.",
    "AGENT sam: Blocked points were freed again.",
    "AGENT sam: Points were blocked until somebody has looked into them.",
    "AGENT sam: The tier was overridden.",
  ]);
  const received = (await timeline("ben", agent)).map(({ sentence }) => sentence);
  // An entry for each lot that they come out of.
  expect(received).toContain("10 points received from another member.");
  expect(received).toContain("1 point received from another member.");
});
