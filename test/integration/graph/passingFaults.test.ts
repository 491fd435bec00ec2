import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { soldEvent } from "../../support/purchases.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

/**
 * What a client reads of a statement that the database refuses, over HTTP, by the SQLSTATE it is
 * refused with.
 */
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  await server.receive([soldEvent({ customer: [{ kind: "email", value: "f@example.com" }] })]);
  const { sql } = server.database;
  // Reads of customers go through a view, which fails with the SQLSTATE that stands in a table.
  await sql`create table planted_fault (code text)`;
  await sql.unsafe(`
    create function planted_fault() returns boolean language plpgsql as $$
    declare planted text := (select code from planted_fault);
    begin
      if planted is null then return true; end if;
      raise exception 'planted' using errcode = planted;
    end $$`);
  await sql`alter table customer rename to customer_behind`;
  await sql`create view customer as select * from customer_behind where planted_fault()`;
});
afterAll(async () => await server.stop());

const ask = async () =>
  await server.graphql({ query: `{ customer(by: {email: "f@example.com"}) { id } }` });

async function askWith(code: string) {
  await server.database.sql`insert into planted_fault values (${code})`;
  try {
    return await ask();
  } finally {
    await server.database.sql`delete from planted_fault`;
  }
}

describe("a read that the database refuses", () => {
  test.each([
    ["connection does not exist", "08003"],
    ["connection failure", "08006"],
    ["protocol violation, which a pooler in between says", "08P01"],
    ["serialization failure, which a replica says", "40001"],
    ["deadlock", "40P01"],
    ["lock not available", "55P03"],
    ["too many connections", "53300"],
    ["out of memory", "53200"],
    ["disk full", "53100"],
    ["cancelled", "57014"],
    ["shutting down", "57P01"],
    ["starting", "57P03"],
    ["idle for too long", "57P05"],
  ])("with %s (%s) is UNAVAILABLE and says when to come back", async (_what, code) => {
    const { status, headers, errors } = await askWith(code);
    expect(errors?.[0]?.extensions).toMatchObject({ code: "UNAVAILABLE", retryAfterSeconds: 1 });
    expect([status, headers.get("retry-after")]).toEqual([503, "1"]);
    expect((await ask()).data.customer).not.toBeNull();
  });

  test.each([
    ["division by zero", "22012"],
    ["no such column", "42703"],
    ["no right", "42501"],
    ["corrupted index", "XX002"],
    ["a trigger's own", "P0001"],
  ])("with %s (%s) is a fault of ours", async (_what, code) => {
    const { status, errors } = await askWith(code);
    expect(errors?.[0]?.extensions).toEqual({ code: "INTERNAL", errorId: expect.any(String) });
    expect(status).toBe(500);
  });
});
