import { expect, test } from "vitest";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { looseReturn, outcomesOf, sale } from "../purchases/events.ts";
import { retailerSuite } from "../purchases/retailerSuite.ts";

/** Programme 1.32: an event that waits for a rate or a sale has its customer already. */

const suite = retailerSuite();

async function foundOf(): Promise<readonly string[]> {
  const { invariants } = await verifyDatabase(suite.database.sql);
  return invariants.flatMap(({ found }) => found.map(({ detail }) => detail));
}

test("whom only a held event has made is told by that event, and by no other source's", async () => {
  const abroad = sale("N-1", "nina", "10.00", { currencyCode: "CHF" });
  expect(await outcomesOf(suite.gateway, [abroad])).toEqual(["HELD RATE_MISSING"]);
  expect(await outcomesOf(suite.gateway, [looseReturn("N-R", "nils")])).toEqual([
    "HELD RETURN_WITHOUT_SALE",
  ]);
  expect(await foundOf()).toEqual([]);
  const { sql } = suite.database;
  await sql`
    update identifiers set source_id = (select id from source where code = 'till')
    where value like 'nina%' or value like 'nils%'`;
  const told = expect.stringContaining("which no event and no command tells");
  expect(await foundOf()).toEqual([told, told]);
  await sql`update identifiers set source_id = (select id from source where code = 'shop')`;
  expect(await foundOf()).toEqual([]);
});

test("what waits for a sale to one customer tells nothing of another", async () => {
  const { sql } = suite.database;
  await outcomesOf(suite.gateway, [looseReturn("P-R", "pola")]);
  await outcomesOf(suite.gateway, [sale("O-1", "otto", "10.00")]);
  expect(await foundOf()).toEqual([]);
  const leafOf = async (name: string) => {
    const [row] = await sql<{ leaf_id: bigint }[]>`
      select leaf_id from identifiers where value like ${`${name}%`}`;
    return row?.leaf_id ?? 0n;
  };
  const [otto, pola] = [await leafOf("otto"), await leafOf("pola")];
  await sql`update identifiers set leaf_id = ${otto} where leaf_id = ${pola}`;
  expect(await foundOf()).toContainEqual(
    expect.stringContaining("which no event and no command tells"),
  );
  await sql`update identifiers set leaf_id = ${pola} where value like 'pola%'`;
});
