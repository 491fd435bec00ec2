import type { Sql } from "../../connection/client.ts";
import type { StoredRowOf } from "../../schema/rows.ts";
import { overRows } from "../../statements/rowSet.ts";
import type { StoredKey } from "./messages.ts";
import type { PartitionLease } from "./partitions.ts";

/**
 * Messages as they come, each with the intake that is its body (contract 1.8). All that is stored
 * together is one statement, and so a transaction by itself: whoever stores holds no lock while it
 * is asked for the next statement, and one that is frozen holds none at all (ADR-0061).
 */

/** A message to be stored. */
export interface NewMessage {
  readonly sourceId: number;
  readonly key: string;
  readonly topic: string | null;
  readonly intakeId: bigint;
  readonly door: string;
  readonly principal: string;
  readonly requestId: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly bodyEncoding: "identity" | "zstd";
}

/** One that was stored; what is not among them was there already. */
export type StoredMessage = StoredKey & StoredRowOf<"inbound_message", "intake_id" | "intake_on">;

/** What was stored, and the database's time of that. */
export interface StoredNow {
  readonly now: string;
  readonly won: readonly StoredMessage[];
}

const COLUMNS = {
  source_id: "smallint",
  message_key: "text",
  topic: "text",
  intake_id: "bigint",
  door: "text",
  principal: "text",
  request_id: "text",
  body_from: "int",
  body_length: "int",
  body_encoding: "text",
  headers: "jsonb",
} as const;

type StoredRow = { readonly now: string } & (StoredMessage | { readonly id: null });

/**
 * The bodies travel as one text, and are cut here: written one by one they cost the process more
 * than all the rest of a message does.
 *
 * @param clock says when it is, in one row, or in none when nothing may be stored
 * @param times due_at, tries and partition
 */
function storing(source: string, bodies: string, clock: string, times: string): string {
  return `
    with clock as (${clock}),
    given as (
      select r.*, clock.now, (clock.now at time zone 'UTC')::date as today
        from ${source} cross join clock),
    stored as (
      insert into inbound_message
        (source_id, message_key, topic, intake_on, intake_id, received_at, state, due_at, tries,
         partition)
      select source_id, message_key, topic, today, intake_id, now, 'RECEIVED', ${times}
        from given
       order by source_id, message_key collate "C"
      on conflict (source_id, message_key) do nothing
      returning id, source_id, message_key, state, intake_on, intake_id),
    intake as (
      insert into intakes
        (id, received_on, received_at, door, principal, request_id, headers, body, body_encoding)
      select intake_id, today, now, door, principal, request_id, headers,
             substring(${bodies}::bytea from body_from for body_length), body_encoding
        from given join stored using (intake_id)
      on conflict do nothing)
    select stored.*, clock.now from clock left join stored on true`;
}

const storeForLease = overRows<typeof COLUMNS, StoredRow>(COLUMNS, (source, next) =>
  storing(
    source,
    next(1),
    "select clock_timestamp() as now",
    `now + make_interval(secs => ${next(2)}::float8 / 1000), ${next(3)}::smallint, null`,
  ),
);

/**
 * Stores messages that are new. In the order of their keys: two that store the same ones wait for
 * each other in one order.
 *
 * @param leaseMs so long they are the caller's to read; 0: whoever finds them due reads them
 */
export async function storeMessages(
  sql: Sql,
  messages: readonly NewMessage[],
  leaseMs: number,
): Promise<StoredNow> {
  const { rows, bodies } = rowsOf(messages);
  const tries = leaseMs > 0 ? 1 : 0;
  return storedNow(
    await storeForLease(sql, rows, bodies, String(leaseMs), String(tries)),
  ) as StoredNow;
}

const storeInPartition = overRows<typeof COLUMNS, StoredRow>(COLUMNS, (source, next) =>
  storing(
    source,
    next(1),
    `update stream_partition set lineage = ${next(2)}, position = ${next(3)}::bigint
      where source_id = ${next(4)}::smallint and partition = ${next(5)}::smallint
        and epoch = ${next(6)}::bigint and owner is not null
     returning clock_timestamp() as now`,
    `'infinity', 1, ${next(5)}::smallint`,
  ),
);

/**
 * Stores messages of a partition that are new, and moves the partition behind the last of them.
 *
 * Guarantee: an owner that has lost it moves nothing and stores nothing.
 *
 * @returns null: it is somebody else's
 */
export async function storePartitionMessages(
  sql: Sql,
  messages: readonly NewMessage[],
  at: PartitionLease & { readonly lineage: string; readonly position: bigint },
): Promise<StoredNow | null> {
  const { rows, bodies } = rowsOf(messages);
  const { lineage, position, sourceId, partition, epoch } = at;
  const more = [lineage, position, sourceId, partition, epoch].map(String);
  return storedNow(await storeInPartition(sql, rows, bodies, ...more));
}

function rowsOf(messages: readonly NewMessage[]) {
  let from = 1;
  const rows = messages.map((one) => {
    const row = {
      ...{ source_id: one.sourceId, message_key: one.key, topic: one.topic, door: one.door },
      ...{ intake_id: one.intakeId, principal: one.principal, request_id: one.requestId },
      ...{ headers: one.headers, body_encoding: one.bodyEncoding },
      ...{ body_from: from, body_length: one.body.length },
    };
    from += one.body.length;
    return row;
  });
  return { rows, bodies: Buffer.concat(messages.map(({ body }) => body)) };
}

function storedNow(rows: readonly StoredRow[]): StoredNow | null {
  const [first] = rows;
  const won = rows.filter((row): row is StoredRow & StoredMessage => row.id !== null);
  return first === undefined ? null : { now: first.now, won };
}
