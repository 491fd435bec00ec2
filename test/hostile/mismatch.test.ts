import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROLES, type Role } from "../../src/domain/access/viewer.ts";
import { soldEvent } from "../support/purchases.ts";
import { STORE, startTestServer, type TestServer } from "../support/server.ts";

/** Whose purchases are not known is for operations, and even they are not shown by what. */

const EMAIL = "nobody.knows@example.com";
const NUMBER = "H-4711";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.receive([
    soldEvent({
      source: "erp",
      customer: [{ kind: "email", value: EMAIL }],
      references: [{ kind: "order", value: NUMBER }],
    }),
  ]);
});
afterAll(() => server.stop());

function ask(token: string | null, more = "") {
  const day = new Date().toISOString().slice(0, 10);
  return server.graphql({
    query: `{ identityMismatch(from: "${day}", to: "${day}"${more}) { source rate reasons {
      reason sample(first: 2) { id references { value } order { id } firstProblem { detail } } } } }`,
    token,
  });
}

test("the mismatch rate is for roles with operations:read, and nobody else learns a figure of it", async () => {
  for (const role of Object.keys(ROLES) as Role[]) {
    const token = await server.token(role, { customer_id: randomUUID(), store: STORE });
    const { data, errors } = await ask(token);
    const may = (ROLES[role] as readonly string[]).includes("operations:read");
    const told = may ? undefined : "FORBIDDEN";
    expect([role, errors?.[0]?.extensions["code"]]).toEqual([role, told]);
    expect([role, JSON.stringify(data ?? null).includes(NUMBER)]).toEqual([role, may]);
  }
  const { errors } = await ask(null);
  expect(errors?.[0]?.extensions["code"]).toBe("UNAUTHENTICATED");
});

test("its samples have numbers, and no identifier that a purchase presented", async () => {
  const { data } = await ask(await server.token("operator"));
  const text = JSON.stringify(data);
  expect(text).toContain(NUMBER);
  expect(text).not.toContain("nobody");
  expect(text).not.toContain("@");
});

test("who may not ask is told so, and not which sources there are", async () => {
  const token = await server.token("agent");
  for (const source of ["erp", "no-such-source"]) {
    const { errors } = await ask(token, `, source: "${source}"`);
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["FORBIDDEN"]);
  }
});
