import { Readable } from "node:stream";
import { expect } from "vitest";
import { findDestination } from "../../../src/deliveries/operate.ts";
import {
  compareFeed,
  type FeedAnswer,
  type FeedDeps,
  type FeedReport,
} from "../../../src/deliveries/shadow/compareFeed.ts";
import { feedLines } from "../../../src/deliveries/shadow/feedLines.ts";
import { readShadowReport } from "../../../src/deliveries/shadow/shadowReport.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { instantFromPg } from "../../../src/domain/time/parseInstant.ts";
import type { DeliveryBench } from "./deliveryBench.ts";
import { settled } from "./readBackBench.ts";

/** Kinds that are not asked what they store, and what such a destination knows a customer by. */
export const FEED_KINDS = {
  segment: { sends: { customer: "customer.email" }, secret: "write-key" },
  nats_jetstream: { sends: { subject: "loyalty.{type}" }, secret: "name:password" },
  files: { sends: { folder: "fed", rows: 5, seconds: 1 }, secret: undefined },
  webhook: { sends: {}, secret: undefined },
} as const;
export type FeedKind = keyof typeof FEED_KINDS;

/** Amounts of last orders, in three bands; 600.00 and more makes SILVER. */
const AMOUNTS = ["10.00", "24.99", "60.00", "99.99", "600.00", "999.00"] as const;

/** A line of the other feed's file: what a destination has of a customer. */
export type FedRecord = Record<string, unknown>;

export type FeedBench = Awaited<ReturnType<typeof besideFile>>;
type Options = Partial<{ at: Instant; whole: boolean; key: string } & Pick<FeedDeps, "onProgress">>;

/**
 * A destination in shadow that cannot be asked, six customers of whom it would have been told, and
 * what a feed that is right would have told it of each: read from the tables, by nothing of ours
 * that sends or compares.
 */
export async function besideFile(
  bench: DeliveryBench,
  {
    code,
    kind,
    filesFolder = null,
    more = {},
  }: {
    readonly code: string;
    readonly kind: FeedKind;
    readonly filesFolder?: string | null;
    readonly more?: object;
  },
) {
  const { sql } = bench.database;
  const { sends, secret } = FEED_KINDS[kind];
  const url = `${kind === "nats_jetstream" ? "nats" : "http"}://127.0.0.1:1/`;
  const at = kind === "files" ? {} : { url };
  const { id } = await bench.destination(
    code,
    url,
    {
      ...{ mode: "SHADOW", sends: { kind, ...at, ...sends } },
      fields: { tier: "tier.code", balance: "points.active", mail: "customer.email" },
      shadow: { customersMin: AMOUNTS.length, daysMin: 7 },
      ...more,
    },
    secret,
  );
  const process = await bench.open({ filesFolder });
  const roots: bigint[] = [];
  for (const [index, amount] of AMOUNTS.entries()) {
    roots.push(await bench.buyer(`c${index}-${code}`, amount));
  }
  // One whose order is not handed over yet.
  await sql`update orders set status = 'PLACED' where leaf_id = ${String(roots[1])}::bigint`;
  const drained = async () => {
    await bench.fanOut();
    await bench.drained(id);
  };
  await drained();
  await settled(bench, id);
  await sql`
    update destination_mode set since = since - interval '8 days' where destination_id = ${id}`;
  const right = async (): Promise<FedRecord[]> => {
    const rows = await sql<{ id: bigint; publicId: string; tier: string; active: bigint }[]>`
      select c.id, c.public_id as "publicId", c.tier, sum(a.active)::bigint as active
        from customer c join account a on a.leaf_id = c.id
       where c.id = any(${roots.map(String)}::bigint[]) group by c.id order by c.id`;
    return rows.map(({ publicId, tier, active }, index) => {
      const mail = `c${index}-${code}@example.com`;
      const ours = Buffer.from(`Customer:${publicId}`).toString("base64");
      const customer = kind === "segment" ? mail : ours;
      return { customer, tier, balance: Number(active), mail };
    });
  };
  const now = async (): Promise<Instant> => {
    const [clock] = await sql<{ now: string }[]>`select clock_timestamp() as now`;
    return instantFromPg(clock?.now ?? "");
  };
  const destination = async () => {
    const found = await findDestination(sql, code);
    if (found === null) {
      throw new Error(`${code} is not set up`);
    }
    return found;
  };
  const tell = async (
    text: string | Uint8Array,
    { at: asOf, whole = false, key = "customer", onProgress }: Options = {},
  ): Promise<FeedAnswer> =>
    await compareFeed(
      { sql, box: bench.box, ...(onProgress === undefined ? {} : { onProgress }) },
      {
        ...{ destination: await destination(), keyName: key, isWhole: whole, actor: "test" },
        lines: feedLines(Readable.from([Buffer.from(text)]), null),
        at: asOf ?? (await now()),
      },
    );
  const compare = async (records: readonly FedRecord[], options?: Options): Promise<FeedReport> => {
    const answer = await tell(ndjsonOf(records), options);
    expect(answer).toMatchObject({ ok: true });
    return (answer as { readonly report: FeedReport }).report;
  };
  const report = async () => {
    const bounds = { from: null, to: null };
    return await readShadowReport(sql, await destination(), { bounds, now: await now() });
  };
  return { id, code, roots, right, tell, compare, report, now, drained, process };
}

export function ndjsonOf(records: readonly FedRecord[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}

/** What the report says of one grouping, as [compared, equal, different, missing] by value. */
export function groupsOf({ groups }: Awaited<ReturnType<FeedBench["report"]>>, by: string) {
  return Object.fromEntries(
    groups
      .filter((one) => one.by === by)
      .map(({ value, compared, equal, different, missing }) => [
        value,
        [compared, equal, different, missing],
      ]),
  );
}
