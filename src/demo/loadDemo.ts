import type { Sql } from "../../db/connection/client.ts";
import { insertProfiles, isUnused } from "../../db/queries/demo/demo.ts";
import { findSetting, putSetting } from "../../db/queries/programme/programme.ts";
import { analyseLoaded } from "../../db/statements/statistics.ts";
import type { Catalog } from "../core/catalog.ts";
import { systemViewer } from "../domain/access/viewer.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { addMicros, type Instant, MICROS_PER_DAY } from "../domain/time/instant.ts";
import {
  INTERACTIONS_PER_CALL_MAX,
  type InteractionResult,
  type RecordInteractionsRequest,
} from "../interactions/recordInteractions.ts";
import { ensureProgramme } from "../programme/ensureProgramme.ts";
import type {
  IngestMode,
  PurchaseResult,
  ReceivePurchases,
} from "../purchases/receive/submission.ts";
import { tellWhatWasBroken } from "./brokenBefore.ts";
import { declareDays } from "./closedDays.ts";
import type { DemoPurchase } from "./demoEvent.ts";
import { generateDemo } from "./generateDemo.ts";
import { giveDemoGoodwill } from "./goodwill.ts";
import { giveOverrides } from "./overrides.ts";
import type { Person } from "./people.ts";
import { DEMO_SETUP } from "./retailer.ts";
import { DEMO_RULESET, draftDemoRules } from "./rules.ts";
import { sayWho } from "./sayWho.ts";
import { sendCoupons } from "./sendCoupons.ts";
import { watchDemoSources } from "./sourcesWatched.ts";

const SETTING = "demo";
const SEED = 2_026;
/** What is younger comes in as it would on a working day: it waits for what it needs. */
const LIVE_DAYS = 3;
const BATCH_SIZE = 500;
const BATCHES_IN_FLIGHT = 3;

/**
 * Kept in the setting "demo". `now` is when it was begun: a load that was cut off goes on with the
 * same events.
 */
interface DemoState {
  readonly now: Instant;
  readonly seed: number;
  readonly peopleCount?: number;
  readonly isLoaded: boolean;
}

export interface LoadDemoOptions {
  readonly sql: Sql;
  readonly receive: ReceivePurchases;
  readonly record: (request: RecordInteractionsRequest) => Promise<readonly InteractionResult[]>;
  readonly catalog: Catalog;
  readonly now: Instant;
  /** Tests load a smaller demo. */
  readonly peopleCount?: number;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** What was loaded: nothing when the demo was there already. */
export interface LoadedDemo {
  readonly isNew: boolean;
  readonly events: number;
  readonly held: number;
  /** Neither applied nor held: none, unless the demo and the write path have grown apart. */
  readonly refused: readonly PurchaseResult[];
  readonly interactions: number;
  /** Interactions that were not recorded: none, as above. */
  readonly unrecorded: readonly InteractionResult[];
}

const NOTHING_NEW: LoadedDemo = {
  isNew: false,
  events: 0,
  held: 0,
  refused: [],
  interactions: 0,
  unrecorded: [],
};

/**
 * Whether this database is for the demo: it is empty, or the demo was begun in it. An empty one is
 * marked at once, so that a load that is cut off goes on. Before anything is registered: what
 * somebody has imported or set up never gets made-up people.
 */
export async function reserveForDemo(sql: Sql, now: Instant): Promise<boolean> {
  if ((await findSetting(sql, SETTING)) !== null) {
    return true;
  }
  if (!(await isUnused(sql))) {
    return false;
  }
  await putSetting(sql, SETTING, { now, seed: SEED, isLoaded: false } satisfies DemoState);
  return true;
}

/**
 * Sets the demo retailer up. Before the receiver is made, so that it knows its sources from its
 * first event on. What an operator has changed since stays as it is.
 */
export async function registerDemoRetailer(sql: Sql): Promise<void> {
  await ensureProgramme(sql, DEMO_RULESET, DEMO_SETUP);
}

/**
 * Loads the demo once per database: history in backfill mode, the last days live, through the one
 * way in; then the customers' names and coupons, what service and CRM did, by the command of every
 * CRM, and what staff did for a few of them.
 *
 * Guarantee: a second call does nothing, and one after a crash completes the first.
 * Throws: whatever `receive` and the database throw.
 */
export async function loadDemo(options: LoadDemoOptions): Promise<LoadedDemo> {
  const { sql, receive } = options;
  await registerDemoRetailer(sql);
  const begun = (await findSetting(sql, SETTING)) as DemoState | null;
  if (begun?.isLoaded === true) {
    return NOTHING_NEW;
  }
  const { now, peopleCount } = options;
  const size = peopleCount === undefined ? {} : { peopleCount };
  const state = begun ?? { now, seed: SEED, ...size, isLoaded: false };
  await putSetting(sql, SETTING, state);

  const demo = generateDemo(state);
  const { people, purchases, interactions, coupons, selves, said } = demo;
  const liveFrom = addMicros(state.now, -LIVE_DAYS * MICROS_PER_DAY);
  const live = purchases.findIndex(({ arrivesAt }) => arrivesAt >= liveFrom);
  const split = live === -1 ? purchases.length : live;
  const results: PurchaseResult[] = [];
  const send = async (part: readonly DemoPurchase[], mode: IngestMode): Promise<void> => {
    for await (const answered of submitAll(receive, part, mode)) {
      results.push(...answered);
      options.onProgress?.({ done: results.length, total: purchases.length });
    }
  };
  await send(purchases.slice(0, split), "BACKFILL");
  await send(purchases.slice(split), "LIVE");
  const profiles = [...people, ...selves.map((self) => ({ ...self, flags: [] }))];
  await sql.begin((tx) => insertProfiles(tx, profiles.map(profileOf), formatInstant(state.now)));
  const recorded: InteractionResult[] = [];
  for (let from = 0; from < interactions.length; from += INTERACTIONS_PER_CALL_MAX) {
    const part = interactions.slice(from, from + INTERACTIONS_PER_CALL_MAX);
    const requests = part.map(({ interaction }) => ({ raw: interaction, customerPublicId: null }));
    recorded.push(
      ...(await options.record({ viewer: systemViewer("demo"), interactions: requests })),
    );
  }
  await giveOverrides(options, people, state.now);
  await giveDemoGoodwill(options, interactions, state);
  await sendCoupons(sql, coupons);
  await sayWho(options, said);
  await declareDays(options, demo.days);
  await watchDemoSources(sql, options.catalog, {
    ...{ purchases, results, interactions, now: state.now },
  });
  await analyseLoaded(sql);
  await tellWhatWasBroken(sql, state.now);
  await draftDemoRules(sql);
  await putSetting(sql, SETTING, { ...state, isLoaded: true });
  return {
    isNew: true,
    events: results.length,
    held: results.filter(({ outcome }) => outcome === "HELD").length,
    refused: results.filter(({ outcome }) => outcome === "REJECTED" || outcome === "CONFLICT"),
    interactions: recorded.length,
    unrecorded: recorded.filter(({ publicId }) => publicId === null),
  };
}

function profileOf({
  email,
  name,
  language,
  flags,
}: Pick<Person, "email" | "name" | "language" | "flags">) {
  return { kind: "email", value: email, name, language, flags };
}

/** Batches overlap; the receiver keeps what belongs together in the order of submission. */
async function* submitAll(
  receive: ReceivePurchases,
  purchases: readonly DemoPurchase[],
  mode: IngestMode,
): AsyncGenerator<readonly PurchaseResult[]> {
  const inFlight: ReturnType<ReceivePurchases>[] = [];
  for (let from = 0; from < purchases.length; from += BATCH_SIZE) {
    const events = purchases.slice(from, from + BATCH_SIZE).map(({ event }) => event);
    const sending = receive({
      door: "IMPORT",
      viewer: systemViewer("demo"),
      requestId: null,
      headers: {},
      body: Buffer.from(events.map((event) => `${JSON.stringify(event)}\n`).join("")),
      events,
      mode,
    });
    // A failure is thrown where it is awaited; until then it must not count as unhandled.
    sending.catch(() => {});
    inFlight.push(sending);
    if (inFlight.length >= BATCHES_IN_FLIGHT) {
      yield (await inFlight.shift()) ?? [];
    }
  }
  for (const sending of inFlight) {
    yield await sending;
  }
}
