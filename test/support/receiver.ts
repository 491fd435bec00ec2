import { uuidv7 } from "uuidv7";
import { connect, type Sql } from "../../db/connection/client.ts";
import { Catalog } from "../../src/core/catalog.ts";
import { type Role, scopesOf, type Viewer } from "../../src/domain/access/viewer.ts";
import type { RulesetDocument } from "../../src/domain/ruleset/rulesetSchema.ts";
import { addMicros, type Instant, MICROS_PER_DAY } from "../../src/domain/time/instant.ts";
import { parseInstant } from "../../src/domain/time/parseInstant.ts";
import {
  ensureProgramme,
  registerSource,
  registerStores,
} from "../../src/programme/ensureProgramme.ts";
import type { ReceiverObserver } from "../../src/purchases/receive/options.ts";
import { Receiver } from "../../src/purchases/receive/receiver.ts";
import type {
  IngestMode,
  PurchaseResult,
  Submission,
} from "../../src/purchases/receive/submission.ts";
import { type HeldSweep, sweepHeld } from "../../src/purchases/sweepHeld.ts";

export const WRITE_TIMEOUTS = { statementTimeoutMs: 5_000, lockTimeoutMs: 200 };

export function at(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === null) {
    throw new Error(`not an instant: ${text}`);
  }
  return instant;
}

export function viewerOf(role: Role): Viewer {
  return {
    principal: `test:${role}`,
    role,
    scopes: scopesOf(role),
    customerId: null,
    store: null,
    sources: null,
  };
}

/**
 * The retailer of the tests: `shop` makes members of email holders, `erp` knows shop and ERP
 * numbers and holds what it cannot name, `till` holds unknown loyalty cards.
 */
export async function setUpRetailer(sql: Sql, ruleset?: RulesetDocument): Promise<void> {
  await ensureProgramme(sql, ruleset);
  await registerStores(sql, [
    { code: "london-1", name: "London 1", brand: "Test", market: "GB", timeZone: "Europe/London" },
  ]);
  await registerSource(sql, {
    code: "shop",
    name: "Web shop",
    identifierRank: ["loyalty", "email", "phone", "shop"],
    createKinds: ["email", "shop"],
    trustedKinds: ["email", "phone", "shop"],
    autoEnrol: true,
    defaultChannel: "web",
  });
  await registerSource(sql, {
    code: "erp",
    name: "ERP",
    identifierRank: ["erp", "email"],
    createKinds: [],
    trustedKinds: ["erp"],
    autoEnrol: false,
    defaultChannel: "web",
  });
  await registerSource(sql, {
    code: "till",
    name: "Tills",
    identifierRank: ["loyalty", "card"],
    createKinds: [],
    trustedKinds: [],
    autoEnrol: false,
    defaultChannel: "store",
  });
}

export interface TestReceiver {
  readonly receiver: Receiver;
  readonly catalog: Catalog;
  /** One submission of the events, as an ingesting machine sends it. */
  readonly send: (
    events: readonly unknown[],
    options?: { mode?: IngestMode; now?: Instant; viewer?: Viewer },
  ) => Promise<readonly PurchaseResult[]>;
  readonly close: () => Promise<void>;
}

export function submissionOf(
  events: readonly unknown[],
  options: { mode?: IngestMode; now?: Instant; viewer?: Viewer } = {},
): Submission {
  return {
    door: "GRAPHQL",
    viewer: options.viewer ?? viewerOf("ingest"),
    requestId: null,
    headers: {},
    body: Buffer.from(JSON.stringify(events)),
    events,
    mode: options.mode ?? "LIVE",
    ...(options.now === undefined ? {} : { now: options.now }),
  };
}

/** A receiver with its own connections, as one server process has. */
export async function startReceiver(
  url: string,
  options: {
    writers?: number;
    observer?: ReceiverObserver;
    applicationName?: string;
    timeouts?: { statementTimeoutMs: number; lockTimeoutMs: number };
  } = {},
): Promise<TestReceiver> {
  const writers = options.writers ?? 2;
  const sql = connect(url, {
    max: writers + 1,
    applicationName: options.applicationName ?? "tributary-write-test",
    ...(options.timeouts ?? WRITE_TIMEOUTS),
  });
  const catalog = await Catalog.load(sql);
  const receiver = new Receiver({
    sql,
    catalog,
    writers,
    newPublicId: uuidv7,
    ...(options.observer === undefined ? {} : { observer: options.observer }),
  });
  return {
    receiver,
    catalog,
    send: (events, sendOptions) => receiver.receivePurchases(submissionOf(events, sendOptions)),
    close: async () => {
      await receiver.close();
      await sql.end({ timeout: 5 });
    },
  };
}

/** Longer than anything waits but for its moment. */
const WAIT_DAYS = 100;

/** Ends the waits of what has waited since `now`, as if it had waited as long as it may. */
export function endWaits(
  sql: Sql,
  { receiver, catalog }: Pick<TestReceiver, "receiver" | "catalog">,
  now: Instant,
): Promise<HeldSweep> {
  const over = addMicros(now, WAIT_DAYS * MICROS_PER_DAY);
  const log = { error: () => {} };
  return sweepHeld({ sql, receiver, catalog, log, now: () => over });
}
