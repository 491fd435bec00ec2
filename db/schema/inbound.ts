import { sql } from "drizzle-orm";
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { MessageCounts, MessageFault } from "../../src/domain/inbound/message.ts";
import { bytea, instant, keyText, localDate } from "./columns.ts";

/**
 * One message of a foreign system, from its arrival until it is read: its raw body is an intake
 * (contract 1.8). Kept as long as intakes are.
 */
export const inboundMessage = pgTable(
  "inbound_message",
  {
    id: bigint({ mode: "bigint" }).primaryKey().generatedByDefaultAsIdentity(),
    sourceId: smallint("source_id").notNull(),
    /** What its sender knows it by, so that a repetition is seen. */
    messageKey: keyText("message_key").notNull(),
    /** What its sender says that it is about, such as `orders/fulfilled`. */
    topic: text(),
    intakeOn: localDate("intake_on").notNull(),
    intakeId: bigint("intake_id", { mode: "bigint" }).notNull(),
    receivedAt: instant("received_at").notNull(),
    /**
     * RECEIVED: stored, to be read. READ: of every part it is known what became of it. UNREAD:
     * something of it could not be understood; `faults` say what.
     */
    state: text({ enum: ["RECEIVED", "READ", "UNREAD"] }).notNull(),
    /** Received: whoever reads it has it until then, or it rests until then. */
    dueAt: instant("due_at").notNull(),
    /** How often somebody began to read it. */
    tries: smallint().notNull(),
    /** Whose owner reads it, in the stream's order; null: whoever finds it due. */
    partition: smallint(),
    readAt: instant("read_at"),
    /** What its parts came to. */
    counts: jsonb().$type<MessageCounts>(),
    /** What of it could not be understood or taken, the first ones. */
    faults: jsonb().$type<readonly MessageFault[]>(),
  },
  (table) => [
    uniqueIndex("inbound_message_key").on(table.sourceId, table.messageKey),
    index("inbound_message_due").on(table.dueAt).where(sql`${table.state} = 'RECEIVED'`),
    index("inbound_message_unread")
      .on(table.sourceId, table.receivedAt)
      .where(sql`${table.state} = 'UNREAD'`),
    index("inbound_message_received").on(table.sourceId, table.receivedAt),
  ],
);

/**
 * A partition of a stream that a source's messages come from: how far it is stored, and which
 * server reads it. Kept when it is not set up any more: if it comes back, it goes on there.
 */
export const streamPartition = pgTable(
  "stream_partition",
  {
    sourceId: smallint("source_id").notNull(),
    partition: smallint().notNull(),
    /** Which stream `position` is one of: made anew, it is another. Null: nothing was stored. */
    lineage: text(),
    /** The last message that was stored, by its sequence in the stream. */
    position: bigint({ mode: "bigint" }),
    /** The process that reads it; null: nobody. */
    owner: text(),
    /** Rises with each owner, so that one that was frozen stores nothing late. */
    epoch: bigint({ mode: "bigint" }).notNull(),
    leasedUntil: instant("leased_until"),
    /** A process that has too few asks for it, for as long as `asked_until`. */
    askedBy: text("asked_by"),
    askedUntil: instant("asked_until"),
  },
  (table) => [primaryKey({ columns: [table.sourceId, table.partition] })],
);

/**
 * What senders prove themselves by, and what we prove ourselves by to them, sealed with the
 * installation's key. Several of one source are good at once, so that a sender changes to a new one
 * without a gap.
 */
export const senderSecret = pgTable(
  "sender_secret",
  {
    id: bigint({ mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
    sourceId: smallint("source_id").notNull(),
    /** PROOF: of its messages. FETCH: what we show when we fetch from it, the newest one alone. */
    kind: text({ enum: ["PROOF", "FETCH"] })
      .notNull()
      .default("PROOF"),
    /** Of the key that it is sealed with. */
    keyId: text("key_id").notNull(),
    sealed: bytea().notNull(),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    /** Good until then; null: until somebody ends it. */
    endsAt: instant("ends_at"),
  },
  (table) => [index("sender_secret_of_source").on(table.sourceId)],
);

/**
 * How bodies of a kind are read: versions of mappings by name, as they were written. Never changed
 * and never deleted: a message says which version read it.
 */
export const mapping = pgTable(
  "mapping",
  {
    name: keyText("name").notNull(),
    version: integer().notNull(),
    /** YAML. */
    document: text().notNull(),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (table) => [primaryKey({ columns: [table.name, table.version] })],
);
