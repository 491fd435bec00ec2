import { uuidv7 } from "uuidv7";
import type { Sql } from "../../db/connection/client.ts";
import { readDemoTiers } from "../../db/queries/demo/demo.ts";
import type { Catalog } from "../core/catalog.ts";
import { addMicros, type Instant, MICROS_PER_DAY } from "../domain/time/instant.ts";
import { giveGoodwill } from "../goodwill/giveGoodwill.ts";
import { staff } from "./overrides.ts";
import { Random } from "./random.ts";
import type { DemoInteraction } from "./serviceLife.ts";

interface DemoGift {
  readonly points: bigint | null;
  readonly coupon: string | null;
  readonly reason: string;
  readonly note: string;
  readonly name: string;
  /** Days ago; points are given when the demo is loaded, as no ledger is written in the past. */
  readonly days: number | null;
}

const GIFTS: readonly DemoGift[] = [
  {
    ...{ points: 300n, coupon: null, reason: "LATE_DELIVERY", name: "h.pritchard", days: null },
    note: "Eight days late, for a birthday. Asked for nothing, was very kind.",
  },
  {
    ...{ points: 150n, coupon: null, reason: "DAMAGED", name: "s.whelan", days: null },
    note: "Lid cracked; keeps the pot.",
  },
  {
    ...{ points: null, coupon: "FIVE_OFF", reason: "SERVICE", name: "s.whelan", days: 21 },
    note: "Called four times before somebody rang back.",
  },
  {
    ...{ points: 500n, coupon: null, reason: "DAMAGED", name: "j.adeyemi", days: null },
    note: "Second broken parcel this spring.",
  },
  {
    ...{
      points: null,
      coupon: "TENTH_OFF",
      reason: "LATE_DELIVERY",
      name: "h.pritchard",
      days: 70,
    },
    note: "Parcel lost; ordered again.",
  },
];

/**
 * Gives those of the demo's members whom service gave something to what it was, the latest cases
 * first, two of the gifts to the first of them: by the command that an agent's console calls.
 *
 * Guarantee: each once per database, whatever breaks off in between.
 * Throws: Error when the command refuses one: the demo and its set-up have grown apart.
 */
export async function giveDemoGoodwill(
  { sql, catalog }: { readonly sql: Sql; readonly catalog: Catalog },
  interactions: readonly DemoInteraction[],
  { seed, now }: { readonly seed: number; readonly now: Instant },
): Promise<void> {
  const emails = interactions
    .filter(({ interaction }) => interaction["kind"] === "GOODWILL")
    .map(({ interaction }) => (interaction["customer"] as { value: string }[])[0]?.value ?? "");
  const members = await readDemoTiers(sql, emails);
  const random = new Random(seed, "goodwill");
  for (const [index, { days, name, ...gift }] of GIFTS.entries()) {
    const member = members[Math.max(0, index - 1)];
    // A small demo may have too few members with a complaint.
    if (member === undefined) {
      return;
    }
    const { userErrors } = await giveGoodwill(
      {
        ...{ sql, catalog, newPublicId: uuidv7 },
        randomBytes: (count) => Uint8Array.from({ length: count }, () => random.integer(0, 255)),
        ...(days === null ? {} : { now: addMicros(now, -days * MICROS_PER_DAY) }),
      },
      {
        ...{ viewer: staff("agent", name), rootId: member.rootId, said: String(member.rootId) },
        ...{ idempotencyKey: `demo-goodwill-${index}`, expectedVersion: null, ...gift },
      },
    );
    if (userErrors[0] !== undefined) {
      throw new Error(userErrors[0].message);
    }
  }
}
