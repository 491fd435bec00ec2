import { randomUUID } from "node:crypto";
import { isNonNullType } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSchema } from "../../resolvers/schema.ts";
import { soldEvent } from "../support/purchases.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let servers: Readonly<Record<"compiled" | "reference", TestServer>>;
beforeAll(async () => {
  const compiled = await startTestServer({ executor: "compiled" });
  servers = {
    compiled,
    reference: await startTestServer({ executor: "reference", database: compiled.database }),
  };
});
afterAll(async () => {
  await servers.reference.stop();
  await servers.compiled.stop();
});

test("no mutation takes the answers of those beside it with it when it fails", () => {
  const fields = Object.values(createSchema().getMutationType()?.getFields() ?? {});
  expect(fields.length).toBeGreaterThan(30);
  expect(fields.filter(({ type }) => isNonNullType(type)).map(({ name }) => name)).toEqual([]);
});

describe.each(["compiled", "reference"] as const)("a document of several mutations, %s", (kind) => {
  test("of which one is refused answers what the others have committed", async () => {
    const server = servers[kind];
    const email = `${kind}@example.com`;
    await server.receive([
      soldEvent({
        customer: [{ kind: "email", value: email }],
        references: [{ kind: "order", value: `${kind}-1` }],
      }),
    ]);
    const give = (name: string, key: string, points = "10") =>
      `${name}: adjustPoints(input: {customer: {email: "${email}"}, points: "${points}", reason: "Late parcel",
        idempotencyKey: "${key}"}) { customer { loyalty { accounts { active } } } userErrors { code } }`;
    const [used, first, last] = [randomUUID(), randomUUID(), randomUUID()];
    const token = await server.token("agent", { sub: `jane-${kind}` });
    await server.graphql({ query: `mutation { ${give("before", used)} }`, token });
    const answer = await server.graphql({
      query: `mutation { ${give("first", first)} ${give("refused", used, "999")} ${give("last", last)} }`,
      token,
    });
    expect(answer.status).toBe(200);
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors?.[0]).toMatchObject({
      path: ["refused"],
      extensions: { code: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH" },
    });
    const active = (points: string) => ({
      customer: { loyalty: { accounts: [{ active: points }] } },
      userErrors: [],
    });
    // 40 of the purchase, 10 each; the one after the refused one runs, too.
    expect(answer.data).toEqual({ first: active("60"), refused: null, last: active("70") });
  });

  test("that is refused whole is answered with the status of its error, as before", async () => {
    const server = servers[kind];
    const query = `mutation { adjustPoints(input: {customer: {id: "x"}, points: "1", reason: "x",
      idempotencyKey: "k"}) { userErrors { code } } }`;
    const answer = await server.graphql({ query, token: await server.token("operator") });
    expect([answer.status, answer.errors?.[0]?.path]).toEqual([403, ["adjustPoints"]]);
  });
});
