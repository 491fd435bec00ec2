import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { BasisJson } from "../../src/domain/tier/basisCodec.ts";
import type { StandingCause } from "../../src/domain/tier/standing.ts";
import { instant, keyText, localDate } from "./columns.ts";

/**
 * A leaf: identifiers, orders and accounts attach to it and are never re-pointed, but by a split
 * (contract 2.4). `root_id` names the live customer (itself until merged, contract 2.2). The root's
 * row is what every writer locks; seq, tier and times count on the root only. Hot: no index on a
 * column that purchases change, so updates stay in place.
 */
export const customer = pgTable(
  "customer",
  {
    id: bigint({ mode: "bigint" }).primaryKey(),
    publicId: uuid("public_id").notNull().unique(),
    rootId: bigint("root_id", { mode: "bigint" }).notNull(),
    createdAt: instant("created_at").notNull(),
    /** Number of outbox rows of this root so far: the per-customer stream has no gaps. */
    seq: bigint({ mode: "bigint" }).notNull().default(sql`0`),
    /** Strictly rising per root: the order in which facts were recorded (contract 8.2). */
    recordedAt: instant("recorded_at").notNull(),
    /** Business time up to which tier and balances have been advanced. */
    evaluatedAt: instant("evaluated_at").notNull(),
    tier: text(),
    tierSince: instant("tier_since"),
    tierUntil: instant("tier_until"),
    /**
     * What was earned and the grants in force (domain/tier/basisCodec.ts); null where the tier is
     * the earned one.
     */
    tierBasis: jsonb("tier_basis").$type<BasisJson>(),
    rulesetVersion: integer("ruleset_version"),
    /**
     * Per source id the latest occurredAt seen for this customer: what freshness calls
     * customerAsOf.
     */
    seenBy: jsonb("seen_by").$type<Readonly<Record<string, string>>>().notNull().default({}),
  },
  (table) => [
    index("customer_absorbed").on(table.rootId).where(sql`${table.rootId} <> ${table.id}`),
  ],
);

/**
 * The customer's next passed-or-coming due instant. Apart from `customer` so that its index costs
 * purchases nothing.
 */
export const due = pgTable(
  "due",
  {
    rootId: bigint("root_id", { mode: "bigint" }).primaryKey(),
    nextDueAt: instant("next_due_at").notNull(),
  },
  (table) => [index("due_next").on(table.nextDueAt)],
);

/** Personal data of a leaf; erasable (contract 10.1). */
export const customerProfile = pgTable(
  "customer_profile",
  {
    leafId: bigint("leaf_id", { mode: "bigint" }).primaryKey(),
    name: text(),
    language: text(),
    flags: text().array().notNull().default(sql`'{}'`),
    /** Rises with every change, so that two people who edit at once notice; 0 stands for no row. */
    version: integer().notNull().default(1),
    updatedAt: instant("updated_at").notNull(),
    /** The version that the customer's record says, which others are compared with; null: none. */
    recordVersion: integer("record_version"),
  },
  (table) => [
    index("customer_profile_due")
      .on(table.leafId)
      .where(sql`record_version is distinct from version`),
  ],
);

/**
 * kind + value. `leaf_id` is null while nobody holds it; the row is then also a wait key
 * (contract 5.6).
 */
export const identifiers = pgTable(
  "identifiers",
  {
    id: bigint({ mode: "bigint" }).primaryKey(),
    kind: keyText().notNull(),
    value: keyText(),
    leafId: bigint("leaf_id", { mode: "bigint" }),
    status: text({ enum: ["ACTIVE", "REPLACED", "BLOCKED"] })
      .notNull()
      .default("ACTIVE"),
    verified: boolean().notNull().default(false),
    /** Who gave it to the leaf; while nobody holds it, who showed it first. */
    sourceId: smallint("source_id"),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    /** As it was given; null: as it is stored. */
    raw: text(),
    /** The day (UTC) on which a purchase or a record last showed it; null: not since it is kept. */
    lastSeenOn: localDate("last_seen_on"),
    /**
     * What reaches the same person by the rules of its kind (domain/identity/providerKey.ts); "":
     * nothing else does. Null: not worked out since somebody got it.
     */
    linkKey: keyText("link_key"),
  },
  (table) => [
    // The value first: it tells rows apart, the kind hardly does.
    uniqueIndex("identifiers_key").on(table.value, table.kind),
    index("identifiers_leaf").on(table.leafId).where(sql`${table.leafId} is not null`),
    // Purchases write neither: a job works the key out.
    index("identifiers_link_key").on(table.linkKey).where(sql`${table.linkKey} <> ''`),
    index("identifiers_unkeyed")
      .on(table.id)
      .where(
        sql`${table.linkKey} is null and ${table.leafId} is not null and ${table.kind} in ('email', 'phone')`,
      ),
  ],
);

/** What earns. Attached to a leaf; `terms_version` is what the customer agreed to. */
export const membership = pgTable(
  "membership",
  {
    id: bigint({ mode: "bigint" }).primaryKey(),
    leafId: bigint("leaf_id", { mode: "bigint" }).notNull(),
    programme: text().notNull(),
    status: text({ enum: ["ENROLLED", "SUSPENDED", "CLOSED"] }).notNull(),
    enrolledAt: instant("enrolled_at").notNull(),
    termsVersion: text("terms_version"),
    channel: text(),
    store: text(),
    /** The event that made it; null: a command, or before it was kept. */
    eventId: bigint("event_id", { mode: "bigint" }),
    /**
     * Orders placed since then were credited when it began. Null: before it was kept; then a
     * command credited those of the days that its rules name, and an event none.
     */
    creditedSince: instant("credited_since"),
  },
  (table) => [uniqueIndex("membership_leaf").on(table.leafId, table.programme)],
);

/**
 * Override, welcome, status match, paid, imported (programme 3.21): what replay repeats, and who
 * gave it and why. Times are business times, `recorded` ones say where it stands among the
 * customer's facts. An end by `expires_at` is not written; clearing is. Those in force are also in
 * customer.tier_basis.
 */
export const tierGrant = pgTable(
  "tier_grant",
  {
    id: bigint({ mode: "bigint" }).primaryKey().generatedByDefaultAsIdentity(),
    /** The live customer at the time; a merge moves nothing. */
    rootId: bigint("root_id", { mode: "bigint" }).notNull(),
    kind: text({ enum: ["OVERRIDE", "WELCOME", "STATUS_MATCH", "PAID", "IMPORTED"] }).notNull(),
    mode: text({ enum: ["FLOOR", "PIN"] }).notNull(),
    tier: text().notNull(),
    grantedAt: instant("granted_at").notNull(),
    recordedAt: instant("recorded_at").notNull(),
    expiresAt: instant("expires_at"),
    /** Written by a person, so erasable: null once erased (contract 10.2). */
    reason: text(),
    actor: text().notNull(),
    clearedAt: instant("cleared_at"),
    clearedRecordedAt: instant("cleared_recorded_at"),
    clearReason: text("clear_reason"),
    clearedBy: text("cleared_by"),
    /** Of a customer's overrides: rises with each one that is given or cleared. */
    version: integer().notNull().default(1),
  },
  (table) => [
    index("tier_grant_root").on(table.rootId),
    uniqueIndex("tier_grant_override_version")
      .on(table.rootId, table.version)
      .where(sql`${table.kind} = 'OVERRIDE'`),
    check(
      "tier_grant_cleared_whole",
      sql`num_nulls(cleared_at, cleared_recorded_at, cleared_by) in (0, 3)`,
    ),
  ],
);

/** Every change of tier, or of what it rests on, with its cause. Append-only. */
export const tierChange = pgTable(
  "tier_change",
  {
    id: bigint({ mode: "bigint" }).primaryKey(),
    rootId: bigint("root_id", { mode: "bigint" }).notNull(),
    fromTier: text("from_tier").notNull(),
    toTier: text("to_tier").notNull(),
    /** UNCHANGED: what was earned, or a grant, changed underneath and the tier stayed. */
    kind: text({ enum: ["UPGRADED", "DOWNGRADED", "RENEWED", "UNCHANGED"] }).notNull(),
    at: instant().notNull(),
    recordedAt: instant("recorded_at").notNull(),
    qualifyingMinor: bigint("qualifying_minor", { mode: "bigint" }).notNull(),
    /** The event that caused it; null when time, a command or a grant did. */
    eventId: bigint("event_id", { mode: "bigint" }),
    rulesetVersion: integer("ruleset_version").notNull(),
    cause: text().$type<StandingCause>().notNull(),
    /** Earned after it; another tier than `to_tier` while a grant decides. */
    earnedTier: text("earned_tier").notNull(),
    /** The grant that began or ended. */
    grantId: bigint("grant_id", { mode: "bigint" }),
  },
  (table) => [index("tier_change_root").on(table.rootId, table.id)],
);
