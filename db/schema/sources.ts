import {
  bigint,
  doublePrecision,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
} from "drizzle-orm/pg-core";
import type { FieldDrift } from "../../src/domain/sources/drift.ts";
import type { Shape } from "../../src/domain/sources/shape.ts";
import { instant, keyText } from "./columns.ts";

/**
 * What a source told in an hour, counted where it was answered. Written by a timer outside the
 * business transactions, and only ever added to; what a crash loses of it is seconds of counting.
 */
export const sourceHour = pgTable(
  "source_hour",
  {
    sourceId: smallint("source_id").notNull(),
    /** Its beginning, in UTC. */
    hour: instant().notNull(),
    /** Events, interactions and records that it told and that were new. */
    told: integer().notNull(),
    /** Purchase events that were on record before. */
    duplicates: integer().notNull(),
    /** Purchase events that were refused. */
    rejected: integer().notNull(),
    /** Purchases that carried an identifier, when it was first known whose they are. */
    presented: integer().notNull(),
    /** Of these, those of nobody who is known. */
    unmatched: integer().notNull(),
    /** Purchases without any identifier. */
    guests: integer().notNull(),
    /** Purchase events from a moment that had not come yet. */
    ahead: integer().notNull(),
    /** By how much these were ahead, together. */
    aheadSeconds: doublePrecision("ahead_seconds").notNull(),
    /** Orders that were said to be handed over, and how many of them as they were placed. */
    handedOver: integer("handed_over").notNull(),
    handedOverAtOnce: integer("handed_over_at_once").notNull(),
    /** Orders that were cancelled when they had been handed over, and the points on them. */
    cancelledLate: integer("cancelled_late").notNull(),
    cancelledLatePoints: bigint("cancelled_late_points", { mode: "bigint" }).notNull(),
    /** Live purchase events by how long they took to come (domain/sources/lags.ts). */
    lags: jsonb().$type<readonly number[]>().notNull(),
    /** Live purchase events by the five minutes of the hour in which they came. */
    arrived: jsonb().$type<readonly number[]>().notNull(),
    /** The same events by the five minutes of the hour in which they happened. */
    happened: jsonb().$type<readonly number[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.sourceId, table.hour] })],
);

/** How the bodies of one topic look, and how they looked before. */
export const sourceShape = pgTable(
  "source_shape",
  {
    sourceId: smallint("source_id").notNull(),
    /** A message's topic, or the kind of a purchase event in our own words. */
    topic: keyText().notNull(),
    /** Of what came until then: what the newest bodies are compared with. */
    before: jsonb().$type<Shape>().notNull(),
    /** Of the newest bodies. */
    recent: jsonb().$type<Shape>().notNull(),
    recentFrom: instant("recent_from").notNull(),
    drift: jsonb().$type<readonly FieldDrift[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.sourceId, table.topic] })],
);
