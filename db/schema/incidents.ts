import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { ChannelSettings } from "../../src/domain/incident/channelSettings.ts";
import type { IncidentCode } from "../../src/domain/incident/lifecycle.ts";
import type { SloSettings } from "../../src/domain/incident/sloSettings.ts";
import { bytea, instant, keyText } from "./columns.ts";

/** An amount as rows keep it: minor units as text, which JSON cannot round. */
interface AmountJson {
  readonly currency: string;
  readonly minor: string;
}

/** What is promised. Written by set-up. */
export const slo = pgTable("slo", {
  id: smallint().primaryKey().generatedAlwaysAsIdentity(),
  code: keyText().notNull().unique(),
  /** As the document of the set-up says it. */
  settings: jsonb().$type<SloSettings>().notNull(),
  /** All slices before it are counted for good; null: nothing is counted yet. */
  countedTo: instant("counted_to"),
  /** It left the set-up then: nothing is counted until it is back. */
  retiredAt: instant("retired_at"),
  createdAt: instant("created_at").notNull().default(sql`now()`),
});

/**
 * What five minutes, or an hour, came to for a promise; only where there was anything. Counted from
 * other rows by the watch, again while they may still change, and forgotten after
 * SLICE_RETENTION_DAYS.
 */
export const sloSlice = pgTable(
  "slo_slice",
  {
    sloId: smallint("slo_id").notNull(),
    at: instant().notNull(),
    total: integer().notNull(),
    bad: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.sloId, table.at] })],
);

/** Whose turn it is to look: one row. */
export const incidentWatch = pgTable("incident_watch", {
  id: smallint().primaryKey(),
  /** Nobody looks before then. */
  dueAt: instant("due_at").notNull(),
  /** Rises with each look: what an older one found changes nothing. */
  token: bigint({ mode: "bigint" }).notNull(),
});

/**
 * Something that was found broken, from when it began to when it was gone. Forgotten
 * INCIDENT_RETENTION_DAYS after it was over.
 */
export const incident = pgTable(
  "incident",
  {
    id: bigint({ mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
    publicId: uuid("public_id").notNull().unique(),
    code: text().$type<IncidentCode>().notNull(),
    /** Code of the boundary, source, destination or promise. */
    subject: keyText().notNull(),
    title: text().notNull(),
    ownerTeam: text("owner_team").notNull(),
    ownerContact: text("owner_contact").notNull(),
    runbook: text().notNull(),
    /** When it began, by what is recorded. */
    startedAt: instant("started_at").notNull(),
    detectedAt: instant("detected_at").notNull(),
    acknowledgedAt: instant("acknowledged_at"),
    acknowledgedBy: text("acknowledged_by"),
    /** What they said. */
    note: text(),
    /** Since when nothing of it is seen; null: it was seen by the last look. */
    clearSince: instant("clear_since"),
    resolvedAt: instant("resolved_at"),
    /** The most that was counted at once. */
    customers: integer().notNull(),
    orders: integer().notNull(),
    /** By currency: of these orders, those that gave nothing yet. */
    amounts: jsonb().$type<readonly AmountJson[]>().notNull(),
    /** Sentences with the figures that it was seen by, without personal data. */
    evidence: jsonb().$type<readonly string[]>().notNull(),
  },
  (table) => [
    uniqueIndex("incident_open")
      .on(table.code, table.subject)
      .where(sql`${table.resolvedAt} is null`),
    index("incident_detected").on(table.detectedAt),
  ],
);

/** Who is told of incidents. Written by set-up. */
export const alertChannel = pgTable("alert_channel", {
  id: smallint().primaryKey().generatedAlwaysAsIdentity(),
  code: keyText().notNull().unique(),
  /** As the document of the set-up says it. */
  settings: jsonb().$type<ChannelSettings>().notNull(),
  /** It left the set-up then: nothing is told there until it is back. */
  retiredAt: instant("retired_at"),
  createdAt: instant("created_at").notNull().default(sql`now()`),
});

/** What we prove ourselves by at a channel, or where it is; sealed with the installation's key. */
export const alertChannelSecret = pgTable("alert_channel_secret", {
  channelId: smallint("channel_id").primaryKey(),
  /** Of the key that it is sealed with. */
  keyId: text("key_id").notNull(),
  sealed: bytea().notNull(),
  createdAt: instant("created_at").notNull(),
  createdBy: text("created_by").notNull(),
});

/**
 * That a channel is to be told of a moment of an incident, and what became of that. Written with
 * the moment; forgotten with the incident.
 */
export const alertNotice = pgTable(
  "alert_notice",
  {
    id: bigint({ mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
    incidentId: bigint("incident_id", { mode: "bigint" }).notNull(),
    channelId: smallint("channel_id").notNull(),
    moment: text({ enum: ["OPENED", "ACKNOWLEDGED", "RESOLVED"] }).notNull(),
    createdAt: instant("created_at").notNull(),
    /** Not tried before then; whoever takes it has it until then. */
    dueAt: instant("due_at").notNull(),
    /** Rises with each try: what an older one says changes nothing. */
    tries: integer().notNull().default(0),
    /** Somebody wanted quiet when it was due. */
    wasMuted: boolean("was_muted").notNull().default(false),
    sentAt: instant("sent_at"),
    /** Given up then, or not told, because all was over when it could be. */
    droppedAt: instant("dropped_at"),
    /** HTTP's, or the code of SMTP; null: there was none. */
    status: smallint(),
    /** The first of what was answered, or why nothing was. */
    answer: text(),
  },
  (table) => [
    uniqueIndex("alert_notice_once").on(table.incidentId, table.channelId, table.moment),
    index("alert_notice_due")
      .on(table.dueAt)
      .where(sql`${table.sentAt} is null and ${table.droppedAt} is null`),
  ],
);

/** That nobody is told of some incidents for a time: maintenance, or one that is known. */
export const incidentMute = pgTable(
  "incident_mute",
  {
    id: bigint({ mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
    publicId: uuid("public_id").notNull().unique(),
    /** Null: whatever is broken. */
    code: text().$type<IncidentCode>(),
    /** Null: whatever it is about. */
    subject: keyText(),
    fromAt: instant("from_at").notNull(),
    untilAt: instant("until_at").notNull(),
    reason: text().notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull().default(sql`clock_timestamp()`),
  },
  (table) => [index("incident_mute_until").on(table.untilAt)],
);
