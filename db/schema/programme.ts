import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { Receives } from "../../src/domain/inbound/receives.ts";
import { instant, keyText } from "./columns.ts";

/**
 * Where events come from, and how far each is trusted. Written by set-up and operators; read by
 * every batch through a cache that is refreshed when a code is unknown.
 */
export const source = pgTable("source", {
  id: smallint().primaryKey().generatedAlwaysAsIdentity(),
  code: keyText().notNull().unique(),
  name: text().notNull(),
  /** Whether a customer created from this source's purchases becomes a member at once. */
  autoEnrol: boolean("auto_enrol").notNull().default(false),
  /** Identifier kinds, best first: the first that names a customer gets the order. */
  identifierRank: text("identifier_rank").array().notNull(),
  /** Kinds whose unknown identifiers make a customer (CREATE); all others HOLD the event. */
  createKinds: text("create_kinds").array().notNull(),
  /** Kinds that may be attached to a customer found by another identifier. */
  trustedKinds: text("trusted_kinds").array().notNull(),
  /** Channel of events that name none. */
  defaultChannel: text("default_channel"),
  /** Sections of the customer that this source feeds: "orders", "loyalty", "interactions", ... */
  sections: text().array().notNull(),
  /** Silent for this long, the source is LATE; ten times this, SILENT. */
  expectedEverySeconds: integer("expected_every_seconds").notNull().default(3600),
  /** ISO 3166 of its national telephone numbers; null: the installation's. */
  region: text(),
  /** How messages in its own words are read; null: it sends none. */
  receives: jsonb().$type<Receives>(),
  /** It left the set-up then; nothing of it is taken in until it is back. */
  retiredAt: instant("retired_at"),
  createdAt: instant("created_at").notNull().default(sql`now()`),
});

/**
 * How far each source has got. Written by a timer outside the business transactions, one row a
 * source.
 */
export const sourceWatermark = pgTable("source_watermark", {
  sourceId: smallint("source_id")
    .primaryKey()
    .references(() => source.id),
  /** Latest occurredAt seen. */
  watermark: instant().notNull(),
  /** When it was received here. */
  receivedAt: instant("received_at").notNull(),
});

export const store = pgTable("store", {
  code: keyText().primaryKey(),
  name: text().notNull(),
  brand: text().notNull(),
  market: text().notNull(),
  timeZone: text("time_zone").notNull(),
  /** It left the set-up then: it gets no new keys. Its purchases are still taken in. */
  retiredAt: instant("retired_at"),
});

/** Between two systems, with an owner who is called when it is late (contract 1.7). */
export const boundary = pgTable("boundary", {
  code: keyText().primaryKey(),
  /** Place of the hop in the handoff, 1 = captured. */
  position: smallint().notNull(),
  fromSystem: text("from_system").notNull(),
  toSystem: text("to_system").notNull(),
  ownerTeam: text("owner_team").notNull(),
  ownerContact: text("owner_contact").notNull(),
  sloSeconds: integer("slo_seconds").notNull(),
  runbook: text().notNull(),
  /** Codes of the sources whose events carry the time of this hop (contract 1.7). */
  toldBy: text("told_by").array().notNull().default([]),
  /** It left the set-up then: no hop of it is shown. */
  retiredAt: instant("retired_at"),
});

export const channel = pgTable("channel", {
  code: keyText().primaryKey(),
  name: text().notNull(),
  /** Codes of the boundaries a purchase of this channel is expected to cross. */
  hops: text().array().notNull(),
  /** It left the set-up then: nothing more is expected of its purchases, which go on. */
  retiredAt: instant("retired_at"),
});

/**
 * Every change of the set-up, by whatever way it came: who, when, and what it was before and
 * after. Only grows.
 */
export const setupChange = pgTable("setup_change", {
  id: bigint({ mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
  at: instant().notNull().default(sql`now()`),
  actor: text().notNull(),
  /** Part of the document. */
  kind: text({
    enum: [
      "SOURCE",
      "STORE",
      "CHANNEL",
      "BOUNDARY",
      "DESTINATION",
      "SLO",
      "ALERT_CHANNEL",
      "INSTALLATION",
      "RULES",
    ],
  }).notNull(),
  code: text().notNull(),
  change: text({ enum: ["ADDED", "CHANGED", "RETIRED", "RESTORED"] }).notNull(),
  /** As the document says it; null where it was not there, or is not any more. */
  before: jsonb().$type<object>(),
  after: jsonb().$type<object>(),
});

/**
 * Versions of the programme's rules; `document` is what parseRuleset reads. Immutable once they
 * have an `active_from`: a trigger of the migrations refuses it to everybody.
 */
export const rulesetVersion = pgTable(
  "ruleset_version",
  {
    version: integer().primaryKey(),
    status: text({ enum: ["DRAFT", "ACTIVE", "RETIRED", "DISCARDED"] }).notNull(),
    document: jsonb().$type<object>().notNull(),
    activeFrom: instant("active_from"),
    activatedBy: text("activated_by"),
    /** Rises with every change of a draft. */
    revision: integer().notNull().default(1),
    /** Who wrote the draft, and who changed it last. */
    createdBy: text("created_by"),
    updatedBy: text("updated_by"),
    /**
     * Everybody whose words the draft may hold: none of them may approve it. Empty for drafts of
     * older versions.
     */
    writers: text().array().notNull().default([]),
    approvedBy: text("approved_by"),
    createdAt: instant("created_at").notNull().default(sql`now()`),
  },
  (table) => [uniqueIndex("ruleset_active_from").on(table.activeFrom)],
);

/**
 * Taking all customers through a version of the rules that has begun: what it changes is written
 * and told without waiting for their next purchase. One row per version, made when it begins.
 */
export const rulesetRollout = pgTable("ruleset_rollout", {
  version: integer().primaryKey(),
  status: text({ enum: ["RUNNING", "PAUSED", "DONE"] }).notNull(),
  /** Everybody up to this id is done. */
  afterId: bigint("after_id", { mode: "bigint" }).notNull().default(sql`0`),
  done: integer().notNull().default(0),
  /** Customers there were when it began. */
  total: integer().notNull(),
  tierChanges: integer("tier_changes").notNull().default(0),
  startedAt: instant("started_at").notNull(),
  endedAt: instant("ended_at"),
  pausedBy: text("paused_by"),
  pausedBecause: text("paused_because"),
});

/**
 * What a draft would have made of the history: one per version, the last one that was asked for.
 */
export const rulesetSimulation = pgTable("ruleset_simulation", {
  version: integer().primaryKey(),
  /** Of the draft that was simulated. */
  revision: integer().notNull(),
  status: text({ enum: ["RUNNING", "DONE", "FAILED"] }).notNull(),
  /** Customers played, and to play. */
  done: integer().notNull().default(0),
  total: integer().notNull().default(0),
  /** simulate/format.ts says of what shape. */
  result: jsonb().$type<object>(),
  error: text(),
  startedBy: text("started_by").notNull(),
  /** Rises while it runs: one that stands still was lost with its process. */
  updatedAt: instant("updated_at").notNull().default(sql`clock_timestamp()`),
});
