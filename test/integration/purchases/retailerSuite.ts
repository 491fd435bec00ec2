import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { breaches } from "../../support/lives/canonical.ts";
import { setUpRetailer, startReceiver, type TestReceiver } from "../../support/receiver.ts";
import { email } from "./events.ts";

/** What the tests of one file share; there from the first test on. */
export interface RetailerSuite {
  readonly database: TestDatabase;
  readonly gateway: TestReceiver;
  /** Active points of the customer with this email address; null: nobody has an account. */
  readonly balanceOf: (holder: string) => Promise<bigint | null>;
  /** What made culprits of events so far; a test that means it to happen takes them away. */
  readonly takeFailures: () => unknown[];
}

/**
 * A retailer and one process that takes its purchases in, for all tests of a file. After every test
 * no event was a culprit and the database breaks no rule.
 */
export function retailerSuite(): RetailerSuite {
  let database: TestDatabase;
  let gateway: TestReceiver;
  const failures: unknown[] = [];

  beforeAll(async () => {
    database = await cloneTemplateDatabase();
    await setUpRetailer(database.sql);
    gateway = await startReceiver(database.url, {
      observer: { failure: ({ kind, error }) => kind === "CULPRIT" && failures.push(error) },
    });
  });

  afterAll(async () => {
    await gateway?.close();
    await database?.drop();
  });

  afterEach(async () => {
    expect(failures.splice(0)).toEqual([]);
    expect(await breaches(database.sql)).toEqual([]);
  });

  return {
    takeFailures: () => failures.splice(0),
    get database() {
      return database;
    },
    get gateway() {
      return gateway;
    },
    balanceOf: async (holder) => {
      const [row] = await database.sql<{ active: bigint }[]>`
        select a.active from identifiers i join account a on a.leaf_id = i.leaf_id
        where i.kind = 'email' and i.value = ${email(holder).value}`;
      return row?.active ?? null;
    },
  };
}
