import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { soldEvent } from "../../support/purchases.ts";
import { setUpRetailer, startReceiver, type TestReceiver } from "../../support/receiver.ts";

/**
 * An identifier that one source shows first, for nobody, and another gives to a customer: it is the
 * customer's by the one that gave it.
 */
const PHONE = { kind: "phone", value: "+442079460018" };

let database: TestDatabase;
let gateway: TestReceiver;
beforeEach(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  gateway = await startReceiver(database.url);
});
afterEach(async () => {
  await gateway.close();
  await database.drop();
});

const guests = () => soldEvent({ source: "erp", customer: [PHONE] });
const named = () =>
  soldEvent({ source: "shop", customer: [{ kind: "email", value: "ann@example.com" }, PHONE] });

async function expectGivenByShop(): Promise<void> {
  const rows = await database.sql`
    select s.code, i.leaf_id is not null as held
    from identifiers i join source s on s.id = i.source_id where i.kind = 'phone'`;
  expect(rows).toEqual([{ code: "shop", held: true }]);
  const report = await verifyDatabase(database.sql);
  const violated = report.invariants.filter(({ status }) => status === "VIOLATED");
  expect(violated.length === 0 ? "" : formatReport(report)).toBe("");
}

describe("what a guest's purchase showed before is a customer's by the source that gave it", () => {
  test("in a call of its own", async () => {
    await gateway.send([guests()], { mode: "BACKFILL" });
    await gateway.send([named()], { mode: "BACKFILL" });

    await expectGivenByShop();
  });

  test("in the same call", async () => {
    await gateway.send([guests(), named()], { mode: "BACKFILL" });

    await expectGivenByShop();
  });
});
