import { uuidv7 } from "uuidv7";
import { expect } from "vitest";
import type { CommandDeps } from "../../../src/core/changeCustomer.ts";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../database.ts";
import { setUpRetailer, startReceiver, type TestReceiver } from "../receiver.ts";

/** A retailer with a receiver and the commands beside it, on a database of their own. */
export interface CommandBench {
  readonly database: TestDatabase;
  readonly gateway: TestReceiver;
  readonly deps: CommandDeps;
  /** What `noteSource` was told. */
  readonly noted: (readonly [sourceId: number, occurredAt: number])[];
  readonly close: () => Promise<void>;
}

export async function startCommandBench(): Promise<CommandBench> {
  const database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  const gateway = await startReceiver(database.url);
  const noted: [number, number][] = [];
  const deps: CommandDeps = {
    sql: database.sql,
    catalog: gateway.catalog,
    newPublicId: uuidv7,
    runHeld: async (ids) => {
      await gateway.receiver.runHeld(ids, { atOnce: false });
    },
    noteSource: (sourceId, occurredAt) => noted.push([sourceId, occurredAt]),
  };
  const close = async () => {
    await gateway.close();
    await database.drop();
  };
  return { database, gateway, deps, noted, close };
}

/** `npm run verify` finds nothing. */
export async function expectSound({ database }: CommandBench): Promise<void> {
  const report = await verifyDatabase(database.sql);
  const violated = report.invariants.filter(({ status }) => status === "VIOLATED");
  expect(violated.length === 0 ? "" : formatReport(report)).toBe("");
}

/** An instant of the recent past, RFC 3339. */
export function hoursAgo(hours: number): string {
  return new Date(Date.now() - hours * 3_600_000).toISOString();
}

/** A sale of one article over the counter or in the shop, in pounds. */
export function sale(
  number: string,
  customer: readonly { kind: string; value: string }[],
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    source: "shop",
    eventId: `sold-${number}`,
    kind: "SOLD",
    occurredAt: hoursAgo(2),
    references: [{ kind: "order", value: number }],
    ...(customer.length === 0 ? {} : { customer }),
    currencyCode: "GBP",
    lines: [{ id: "1", article: `article-${number}`, quantity: "1", gross: "120.00" }],
    tenders: [{ kind: "card", amount: "120.00" }],
    ...more,
  };
}
