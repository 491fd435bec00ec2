import { randomBytes } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { inject } from "vitest";
import { connect, type Sql } from "../../../db/connection/client.ts";
import type { Catalog } from "../../../src/core/catalog.ts";
import { clearTierOverride } from "../../../src/loyalty/tiers/clearTierOverride.ts";
import { overrideTier } from "../../../src/loyalty/tiers/overrideTier.ts";
import { registerSource } from "../../../src/programme/ensureProgramme.ts";
import { copyDatabase } from "../../support/database.ts";
import { at, setUpRetailer, type TestReceiver, viewerOf } from "../../support/receiver.ts";

/** A retailer's days with everything in them that the write path can do, in a few customers. */

export async function setUpMixed(sql: Sql): Promise<void> {
  await setUpRetailer(sql);
  await registerSource(sql, {
    code: "guestshop",
    name: "A shop that makes customers, not members",
    identifierRank: ["email"],
    createKinds: ["email"],
    trustedKinds: ["email"],
    defaultChannel: "web",
  });
}

/** A copy of a database nobody is connected to, for a test that damages it; removed afterwards. */
export async function withCopy(
  url: string,
  run: (sql: Sql, url: string) => Promise<void>,
): Promise<void> {
  const name = `${inject("databasePrefix")}${randomBytes(6).toString("hex")}`;
  const admin = connect(inject("adminUrl"), { max: 1 });
  const address = new URL(url);
  await copyDatabase(admin, address.pathname.slice(1), name);
  address.pathname = `/${name}`;
  const sql = connect(address.href, { max: 2 });
  try {
    await run(sql, address.href);
  } finally {
    await sql.end({ timeout: 0 });
    await admin`drop database ${admin(name)} with (force)`;
    await admin.end();
  }
}

type Event = Record<string, unknown>;

export function sale(number: string, email: string | null, gross: string, more: Event = {}): Event {
  return {
    source: "shop",
    eventId: `sold-${number}`,
    kind: "SOLD",
    occurredAt: "2026-03-01T10:00:00Z",
    references: [{ kind: "order", value: number }],
    ...(email === null ? {} : { customer: [{ kind: "email", value: `${email}@example.com` }] }),
    currencyCode: "GBP",
    lines: [
      { id: "1", article: "mug", quantity: "2", gross },
      { id: "2", kind: "SHIPPING", quantity: "1", gross: "3.95" },
    ],
    tenders: [{ kind: "card", amount: gross }],
    ...more,
  };
}

export function about(number: string, kind: string, id: string, more: Event = {}): Event {
  return {
    source: "shop",
    eventId: `${kind}-${number}-${id}`,
    kind,
    occurredAt: "2026-03-01T11:00:00Z",
    references: [{ kind: "order", value: number }],
    ...more,
  };
}

/** Sends it all; afterwards nothing is held that should not be. */
export async function liveMixed({ send }: TestReceiver): Promise<void> {
  // History: a customer who was silver in 2024 and whose term has ended since, and a return without
  // its sale's number.
  await send(
    [
      sale("H1", "old", "300.00", { occurredAt: "2024-02-01T10:00:00Z" }),
      sale("H2", "old", "20.00", { occurredAt: "2024-03-01T10:00:00Z" }),
      {
        source: "shop",
        eventId: "credit-H3",
        kind: "RETURNED",
        occurredAt: "2024-03-05T10:00:00Z",
        references: [{ kind: "return", value: "H3" }],
        customer: [{ kind: "email", value: "old@example.com" }],
        return: { id: "H3", lines: [{ article: "mug", quantity: "1" }] },
      },
      {
        source: "shop",
        eventId: "credit-H4",
        kind: "RETURNED",
        occurredAt: "2024-03-06T10:00:00Z",
        references: [{ kind: "return", value: "H4" }],
        customer: [{ kind: "email", value: "odd@example.com" }],
        return: { id: "H4", lines: [{ article: "never-sold", quantity: "1" }] },
      },
    ],
    { mode: "BACKFILL" },
  );
  const now = at("2026-03-01T12:00:00Z");
  await send(
    [
      sale("1001", "ada", "260.50"),
      sale("1002", null, "10.00"),
      sale("1003", "bo", "50.00"),
      about("1003", "RETURNED", "r1", {
        return: { id: "r1", lines: [{ lineId: "1", quantity: "1" }] },
      }),
      // Held until its order comes.
      about("1004", "RETURNED", "r2", { return: { id: "r2", lines: null } }),
      sale("1005", "cy", "40.00", { currencyCode: "EUR" }),
      sale("1006", "bad", "x"),
      sale("1007", "quinn", "120.00", { source: "guestshop", eventId: "g-1007" }),
    ],
    { now },
  );
  await send([sale("1004", "di", "75.00")], { now });
  // Placed, part fulfilled, settled: points that are pending.
  await send(
    [
      sale("2001", "ed", "80.00", { kind: "PLACED", eventId: "placed-2001" }),
      about("2001", "FULFILLED", "f1", {
        fulfilment: { id: "f1", lines: [{ lineId: "1", quantity: "1" }] },
      }),
    ],
    { now },
  );
  await send([about("2001", "SETTLED", "s1")], { now });
  await send([sale("2002", "ed", "15.00", { kind: "PLACED", eventId: "placed-2002" })], { now });
  // Two numbers of one order, of one customer and of two, and a guest order that turns out to be a
  // customer's.
  await send([sale("3001", "fay", "30.00"), sale("X3001", "fay", "30.00")], { now });
  await join(send, "3001", "X3001", now);
  await send([sale("3002", "gus", "400.00"), sale("X3002", "hal", "35.00")], { now });
  await join(send, "3002", "X3002", now);
  await send([sale("3003", null, "25.00"), sale("X3003", "ivy", "25.00")], { now });
  await join(send, "3003", "X3003", now);
  // An unlinked return, and a later sale that it is matched to anew.
  await send([sale("4001", "joy", "30.00")], { now });
  await send(
    [
      {
        source: "shop",
        eventId: "credit-4002",
        kind: "RETURNED",
        occurredAt: "2026-03-01T11:30:00Z",
        references: [{ kind: "return", value: "C4002" }],
        customer: [{ kind: "email", value: "joy@example.com" }],
        return: { id: "C4002", lines: [{ article: "mug", quantity: "1" }] },
      },
    ],
    { now },
  );
  await send([sale("4003", "joy", "44.00", { occurredAt: "2026-03-01T11:15:00Z" })], { now });
  // Waits: an unknown card, an unknown store.
  await send(
    [
      sale("5001", null, "40.00", {
        source: "till",
        eventId: "t-5001",
        customer: [{ kind: "loyalty", value: "L-77" }],
      }),
      sale("5002", "kim", "40.00", { store: "york-1" }),
      sale("5003", "kim", "12.00", { occurredAt: "2024-01-01T00:00:00Z" }),
    ],
    { now },
  );
  await send([sale("1001", "ada", "999.00")], { now });
  await send([sale("6001", "ada", "800.00", { occurredAt: "2026-03-02T10:00:00Z" })], {
    now: at("2026-03-02T12:00:00Z"),
  });
}

/**
 * Overrides on the third of March: one that ends that evening, one that is replaced and stays, one
 * that is cleared.
 */
export async function liveOverrides(sql: Sql, catalog: Catalog): Promise<void> {
  const rootOf = async (name: string): Promise<bigint> => {
    const [row] = await sql<{ id: bigint }[]>`
      select leaf_id as id from identifiers where value = ${`${name}@example.com`}`;
    return row?.id as bigint;
  };
  const viewer = viewerOf("supervisor");
  const depsAt = (now: string) => ({ sql, catalog, newPublicId: uuidv7, now: at(now) });
  const override = async (
    name: string,
    tier: string,
    more: { now?: string; mode?: "PIN"; expiresAt?: string; expectedVersion?: number } = {},
  ): Promise<void> => {
    const {
      now = "2026-03-03T13:00:00Z",
      mode = "FLOOR",
      expiresAt,
      expectedVersion = null,
    } = more;
    const { userErrors } = await overrideTier(depsAt(now), {
      viewer,
      rootId: await rootOf(name),
      said: name,
      idempotencyKey: `${name} ${tier}`,
      mode,
      tier,
      expiresAt: expiresAt === undefined ? null : at(expiresAt),
      reason: "for a test",
      expectedVersion,
    });
    if (userErrors.length > 0) {
      throw new Error(JSON.stringify(userErrors));
    }
  };
  await override("bo", "GOLD", { expiresAt: "2026-03-03T18:00:00Z" });
  await override("fay", "SILVER");
  await override("fay", "PLATINUM", {
    now: "2026-03-03T14:00:00Z",
    mode: "PIN",
    expectedVersion: 1,
  });
  await override("joy", "SILVER");
  await clearTierOverride(depsAt("2026-03-03T15:00:00Z"), {
    viewer,
    rootId: await rootOf("joy"),
    said: "joy",
    idempotencyKey: "joy",
    reason: "for a test",
    expectedVersion: 1,
  });
}

async function join(
  send: TestReceiver["send"],
  one: string,
  other: string,
  now: ReturnType<typeof at>,
): Promise<void> {
  await send(
    [
      about(one, "SETTLED", "join", {
        references: [
          { kind: "order", value: one },
          { kind: "order", value: other },
        ],
      }),
    ],
    { now },
  );
}
