import type { Sql } from "../../db/connection/client.ts";
import {
  countEvents,
  countMessages,
  type EventCountRow,
  type InboundMessageRow,
  type IntakeSpan,
  type MessageCountRow,
  readMessageBodies,
  readMessagePage,
} from "../../db/queries/inbound/intakeReport.ts";
import { maskedText } from "../domain/inbound/maskedText.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import {
  addMicros,
  type Instant,
  MICROS_PER_DAY,
  MICROS_PER_MINUTE,
} from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { AppError } from "../errors.ts";
import {
  decodeCursor,
  type Page,
  pageOf,
  pageSize,
  type SortKey,
  searchable,
} from "../platform/page.ts";
import { decodeUtf8 } from "../platform/utf8.ts";
import type { Directory } from "../programme/directory.ts";
import { decodeBody } from "../purchases/receive/intakeBody.ts";

/** Days of one report: it reads every event that came on them. */
export const INTAKE_DAYS_MAX = 7;

const MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
const NO_REASON = "UNKNOWN";

export interface ReasonCountView {
  readonly code: string;
  readonly count: number;
}

/** What one source has told us in a time. */
export interface IntakeReportView {
  readonly source: string;
  readonly span: IntakeSpan;
}

export interface IntakeHourView {
  readonly from: Instant;
  readonly messages: number;
  readonly waiting: number;
  readonly understood: number;
  readonly unread: readonly ReasonCountView[];
  readonly events: number;
  readonly matched: number;
  readonly applied: number;
  readonly held: readonly ReasonCountView[];
  readonly rejected: readonly ReasonCountView[];
}

export interface InboundMessageView {
  readonly row: InboundMessageRow;
  /** Of all messages of its page, read at once when the first is asked for. */
  readonly bodies: () => Promise<ReadonlyMap<bigint, string>>;
}

export interface MessagePageQuery {
  readonly first: number;
  readonly after?: string | null;
  readonly state?: InboundMessageRow["state"] | null;
  readonly reason?: string | null;
}

/** The receive log beside what was made of it. Callers have checked the scope. */
export function createIntakeLoader({
  sql,
  directory,
}: {
  readonly sql: Sql;
  readonly directory: Pick<Directory, "sourceByCode">;
}) {
  return {
    /** @throws AppError BAD_USER_INPUT */
    report: (code: string, from: Instant | null, to: Instant | null): IntakeReportView => {
      const source = directory.sourceByCode(code);
      if (source === undefined) {
        throw bad("source", "source must be the code of a source that is set up.");
      }
      if (
        from === null ||
        to === null ||
        to <= from ||
        to - from > INTAKE_DAYS_MAX * MICROS_PER_DAY
      ) {
        const text = `to must be after from, and at most ${INTAKE_DAYS_MAX} days after it. Ask for a longer time in several calls.`;
        throw bad("to", text);
      }
      const span = {
        sourceId: source.id,
        from: formatInstant(hourOf(from)),
        to: formatInstant(to),
      };
      return { source: code, span };
    },

    /** Hours in which something came. */
    hours: async ({ span }: IntakeReportView): Promise<readonly IntakeHourView[]> => {
      const [messages, events] = await Promise.all([
        countMessages(sql, span),
        countEvents(sql, span),
      ]);
      const hours = new Set([...messages, ...events].map(({ hour }) => instantFromPg(hour)));
      return [...hours]
        .sort((a, b) => a - b)
        .map((from) => {
          const isHour = ({ hour }: { readonly hour: string }) => instantFromPg(hour) === from;
          return {
            from,
            ...sumsOfMessages(messages.filter(isHour)),
            ...sumsOfEvents(events.filter(isHour)),
          };
        });
    },

    /** Messages, the latest first. @throws AppError BAD_USER_INPUT, BAD_CURSOR */
    messages: async (
      { source, span }: IntakeReportView,
      { first, after, state = null, reason = null }: MessagePageQuery,
    ): Promise<Page<InboundMessageView>> => {
      const size = pageSize(first);
      const list = `intake/${source}`;
      const cursor = decodeCursor(list, after, isMessageKey);
      const rows = await readMessagePage(sql, {
        ...span,
        ...{ state, limit: size + 1 },
        reason: reason === null ? null : searchable(reason, "reason"),
        before:
          cursor === null
            ? null
            : { receivedAt: formatInstant(cursor[0] as Instant), id: cursor[1] },
      });
      const shown = rows.slice(0, size);
      const bodies = once(() => readBodies(sql, shown));
      const keyOf = ({ row }: InboundMessageView) => [
        instantFromPg(row.receivedAt),
        String(row.id),
      ];
      const views = shown.map((row) => ({ row, bodies }));
      return pageOf(list, views, keyOf, rows.length > size, cursor !== null);
    },
  };
}

async function readBodies(
  sql: Sql,
  rows: readonly InboundMessageRow[],
): Promise<ReadonlyMap<bigint, string>> {
  const found = await readMessageBodies(
    sql,
    rows.map(({ id }) => id),
  );
  return new Map(
    found.flatMap(({ id, ...body }) => {
      const text = decodeUtf8(decodeBody(body));
      return text === null ? [] : [[id, maskedText(text)] as const];
    }),
  );
}

function sumsOfMessages(rows: readonly MessageCountRow[]) {
  const of = (state: MessageCountRow["state"]) => rows.filter((row) => row.state === state);
  return {
    messages: sum(rows),
    waiting: sum(of("RECEIVED")),
    understood: sum(of("READ")),
    unread: reasonsOf(of("UNREAD")),
  };
}

function sumsOfEvents(rows: readonly EventCountRow[]) {
  const of = (outcome: EventCountRow["outcome"]) => rows.filter((row) => row.outcome === outcome);
  return {
    events: sum(rows),
    matched: sum(rows.filter(({ isMatched }) => isMatched)),
    applied: sum(of("APPLIED")),
    held: reasonsOf(of("HELD")),
    rejected: reasonsOf(of("REJECTED")),
  };
}

/** The most frequent first. */
function reasonsOf(
  rows: readonly { readonly reason: string | null; readonly count: number }[],
): ReasonCountView[] {
  return [...Map.groupBy(rows, ({ reason }) => reason ?? NO_REASON)]
    .map(([code, own]) => ({ code, count: sum(own) }))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

function sum(rows: readonly { readonly count: number }[]): number {
  return rows.reduce((total, { count }) => total + count, 0);
}

function hourOf(at: Instant): Instant {
  return addMicros(at, -(at % MICROS_PER_HOUR));
}

function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let reading: Promise<Value> | undefined;
  return () => {
    reading ??= read();
    return reading;
  };
}

function isMessageKey(key: SortKey): key is readonly [receivedAt: number, id: string] {
  const [receivedAt, id] = key;
  return (
    key.length === 2 &&
    typeof receivedAt === "number" &&
    typeof id === "string" &&
    /^\d{1,18}$/.test(id)
  );
}

function bad(argument: string, message: string): AppError {
  return new AppError("BAD_USER_INPUT", message, { details: { argument } });
}
