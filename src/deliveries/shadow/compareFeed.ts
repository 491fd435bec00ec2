import type { Sql } from "../../../db/connection/client.ts";
import { insertAudit } from "../../../db/queries/core/audit.ts";
import type { DestinationRow } from "../../../db/queries/deliveries/destinations.ts";
import {
  addFeedOutcomes,
  closeFeed,
  type FeedOutcomeRow,
  lookUpByKey,
  openFeed,
  readFeedOutcomes,
  readUnknownLines,
} from "../../../db/queries/deliveries/feed.ts";
import { holdMode, readMode } from "../../../db/queries/deliveries/modes.ts";
import { lockUnmoved } from "../../../db/queries/deliveries/readBack.ts";
import { readClockMicros } from "../../../db/statements/readClock.ts";
import { type Comparing, fileComparing, type NoFile } from "../../domain/delivery/comparing.ts";
import { SETTLE_SECONDS_USUAL } from "../../domain/delivery/settings.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { addMicros, type Instant, MICROS_PER_DAY } from "../../domain/time/instant.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import type { SecretBox } from "../../platform/secretBox.ts";
import { concealmentOf } from "../readBack/concealment.ts";
import { READ_BACK_RETENTION_DAYS } from "../readBack/readBackJobs.ts";
import { writeShadowCompared } from "./compareInShadow.ts";
import type { FeedFault, FeedLine } from "./feedLines.ts";
import { type FeedCounts, judgeFeed } from "./judgeFeed.ts";
import { type StagedFeed, stageFeed } from "./stageFeed.ts";

/** Customers that are written down by one transaction, under the locks of their lanes. */
const WRITTEN_AT_ONCE = 500;
/** Lines that name nobody and are told of. */
const UNKNOWN_LINES_MAX = 20;

export interface FeedDeps {
  readonly sql: Sql;
  /** Makes the hashes that servers make: by their key. */
  readonly box: Pick<SecretBox, "hashOf">;
  /** Is awaited. */
  readonly onProgress?: (doing: "READ" | "COMPARED" | "WRITTEN", count: number) => Promise<void>;
}

export interface FeedRequest {
  readonly destination: Pick<DestinationRow, "id" | "code" | "settings">;
  readonly lines: AsyncIterable<FeedLine>;
  /** The file's name of what the destination knows a customer by. */
  readonly keyName: string;
  /** As of when the file is. */
  readonly at: Instant;
  /** It names every customer that the other feed told of. */
  readonly isWhole: boolean;
  readonly actor: string;
}

/** What comparing a destination with a file came to. Customers, unless it says lines. */
export type FeedReport = StagedFeed &
  FeedCounts & {
    readonly at: Instant;
    /** Something was settled or began to wait while it was compared. */
    readonly moved: number;
    /** Lines that name nobody of whom we would have told. */
    readonly unknown: { readonly count: number; readonly lines: readonly number[] };
  };

export type FeedAnswer =
  | { readonly ok: true; readonly report: FeedReport }
  | { readonly ok: false; readonly message: string; readonly faults: readonly FeedFault[] };

const NO_FILE: Readonly<Record<NoFile, string>> = {
  READ_BACK: "It is read back, and compared by that: `tributary destinations check`.",
  NO_CUSTOMERS: "It is told of coupons alone: nothing of a customer is compared.",
  NO_FIELDS: "Its set-up has no `fields`: nothing of a customer is compared.",
};

const refuse = (message: string, faults: readonly FeedFault[] = []): FeedAnswer => ({
  ...{ ok: false, message, faults },
});

/**
 * Compares a destination in shadow with a file of what its other feed told last of each customer,
 * as of a moment, and writes down what came of it where reading back does, on record.
 *
 * Guarantee: a file with a fault leaves nothing. Of a customer of whom something was under way at
 * that moment, or is now, nothing is said. Each result is written whole or not at all, those that
 * are not equal first: whoever is killed half-way leaves no better a verdict than the whole.
 *
 * Memory: a thousand lines and a thousand customers.
 */
export async function compareFeed(deps: FeedDeps, request: FeedRequest): Promise<FeedAnswer> {
  const { destination } = request;
  const comparing = fileComparing(destination.settings);
  if (typeof comparing === "string") {
    return refuse(NO_FILE[comparing]);
  }
  const fault = await momentFault(deps.sql, request);
  if (fault !== null) {
    return refuse(fault);
  }
  const session = await deps.sql.reserve();
  try {
    await openFeed(session);
    return await compareIn(session, deps, request, comparing);
  } finally {
    await closeFeed(session).finally(() => session.release());
  }
}

/** Why nothing can be compared as of then; null: it can. */
async function momentFault(sql: Sql, { destination, at }: FeedRequest): Promise<string | null> {
  const { mode, since } = await readMode(sql, destination.id);
  if (mode !== "SHADOW") {
    return "It is told by us: there is no other feed to compare.";
  }
  const now = Math.round(await readClockMicros(sql)) as Instant;
  if (at > now) {
    return `The file is as of ${formatInstant(at)}, which lies ahead: --as-of says as of when.`;
  }
  if (at < addMicros(now, -READ_BACK_RETENTION_DAYS * MICROS_PER_DAY)) {
    const days = `more than ${READ_BACK_RETENTION_DAYS} days ago`;
    return `The file is as of ${formatInstant(at)}, ${days}: what was compared is kept for so long.`;
  }
  return since !== "-infinity" && at < instantFromPg(since)
    ? `The file is as of ${formatInstant(at)}, before it was in shadow: bring one of after.`
    : null;
}

async function compareIn(
  session: Sql,
  deps: FeedDeps,
  { destination, lines, keyName, at, isWhole, actor }: FeedRequest,
  comparing: Comparing,
): Promise<FeedAnswer> {
  const { id, code, settings } = destination;
  const form = { comparing, fields: settings.fields, keyName };
  const concealment = concealmentOf(id, deps.box);
  const staged = await stageFeed(session, lines, { ...form, concealment }, async (count) =>
    deps.onProgress?.("READ", count),
  );
  if (!("lines" in staged)) {
    return refuse("The file cannot be used, and nothing was compared.", staged);
  }
  if (staged.lines === 0) {
    return refuse("The file has no line that names a customer: nothing was compared.");
  }
  const unknown = await readUnknownLines(session, id, UNKNOWN_LINES_MAX);
  if (unknown.count === staged.lines) {
    const keys = "by this key, and with the SECRETS_KEY_FILE of this command";
    return refuse(
      `No line names a customer of whom we would have told ${keys}: nothing was compared.`,
    );
  }
  await lookUpByKey(session);
  const asOf = formatInstant(at);
  const counts = await judgeFeed(
    { session, sql: deps.sql, onJudged: async (count) => deps.onProgress?.("COMPARED", count) },
    { destinationId: id, at: asOf, settleSeconds: SETTLE_SECONDS_USUAL, isWhole },
    { comparing, fields: settings.fields, concealment },
    (rows) => addFeedOutcomes(session, rows),
  );
  const { equal, different, missing } = counts;
  const sums = { lines: staged.lines, equal, different, missing };
  await insertAudit(deps.sql, {
    ...{ actor, action: "destination.compare", leafId: null },
    details: { destination: code, asOf, isWhole, ...sums },
  });
  const written = await writeOutcomes(session, deps, { destinationId: id, at: asOf });
  return written === "CUT"
    ? refuse("It was cut meanwhile: what was written until then stands.")
    : { ok: true, report: { at, ...staged, ...without(counts, written), unknown } };
}

/** What counts is what was written. */
function without(counts: FeedCounts, moved: Moved): FeedCounts & { readonly moved: number } {
  return {
    ...counts,
    equal: counts.equal - moved.equal,
    different: counts.different - moved.different,
    missing: counts.missing - moved.missing,
    moved: moved.equal + moved.different + moved.missing,
  };
}

interface Moved {
  equal: number;
  different: number;
  missing: number;
}

async function writeOutcomes(
  session: Sql,
  deps: FeedDeps,
  to: { readonly destinationId: number; readonly at: string },
): Promise<Moved | "CUT"> {
  const moved: Moved = { equal: 0, different: 0, missing: 0 };
  let count = 0;
  for (const isEqual of [false, true]) {
    let afterRoot = 0n;
    for (;;) {
      const range = { isEqual, afterRoot, limit: WRITTEN_AT_ONCE };
      const rows = await readFeedOutcomes(session, range);
      const last = rows.at(-1);
      if (last === undefined) {
        break;
      }
      afterRoot = last.rootId;
      const left = await writeSome(deps.sql, to, rows);
      if (left === null) {
        return "CUT";
      }
      for (const { isFound } of left) {
        moved[isFound ? (isEqual ? "equal" : "different") : "missing"] += 1;
      }
      count += rows.length;
      await deps.onProgress?.("WRITTEN", count);
    }
  }
  return moved;
}

/** @returns those of whom something was settled or waits since; null: it is in shadow no more */
async function writeSome(
  sql: Sql,
  { destinationId, at }: { readonly destinationId: number; readonly at: string },
  rows: readonly FeedOutcomeRow[],
): Promise<readonly FeedOutcomeRow[] | null> {
  return await sql.begin(async (tx) => {
    if ((await holdMode(tx, destinationId)) !== "SHADOW") {
      return null;
    }
    const unmoved = await lockUnmoved(tx, destinationId, rows);
    const compared = rows.filter(({ rootId }) => unmoved.has(rootId));
    if (compared.length > 0) {
      await writeShadowCompared(tx, { destinationId, at, compared });
    }
    return rows.filter(({ rootId }) => !unmoved.has(rootId));
  });
}
