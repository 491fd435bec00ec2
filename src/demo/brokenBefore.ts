import { uuidv7 } from "uuidv7";
import type { Sql, Tx } from "../../db/connection/client.ts";
import { readEventsBetween } from "../../db/queries/demo/demo.ts";
import { readImpactOfEvents } from "../../db/queries/incidents/impact.ts";
import { listIncidents } from "../../db/queries/incidents/incidents.ts";
import { CLEAR_SECONDS } from "../domain/incident/lifecycle.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import {
  addMicros,
  type Instant,
  MICROS_PER_DAY,
  MICROS_PER_MINUTE,
  MICROS_PER_SECOND,
} from "../domain/time/instant.ts";
import { acknowledgeIn } from "../incidents/acknowledgeIncident.ts";
import type { Sign } from "../incidents/signs.ts";
import { noteSigns } from "../incidents/watch.ts";

/** A fault of the demo's past: minutes from when it began. */
interface Story extends Omit<Sign, "startedAt" | "impact"> {
  readonly daysAgo: number;
  readonly detected: number;
  readonly acknowledged: number;
  readonly gone: number;
  readonly by: string;
  readonly note: string;
}

const INTEGRATION = { team: "Integration", contact: "integration@retailer.example" };

/** The oldest first. */
const STORIES: readonly Story[] = [
  {
    ...{ code: "SOURCE_SILENT", subject: "app", title: "Source app sends nothing" },
    ...{ owner: INTEGRATION, runbook: "docs/runbooks/sources.md" },
    evidence: ["Nothing was taken in for 62 minutes, where usually 18 would have come."],
    ...{ daysAgo: 58, detected: 62, acknowledged: 70, gone: 155 },
    ...{ by: "key:operations", note: "The app's back end is being moved; it sends again at six." },
  },
  {
    ...{ code: "BOUNDARY_LATE", subject: "signalled" },
    title: "Purchases do not get from ERP to event bus",
    owner: { team: "ERP", contact: "erp@retailer.example" },
    runbook: "docs/runbooks/signalled.md",
    evidence: ["Orders of the web shop are missing at signalled, where 60 seconds are allowed."],
    ...{ daysAgo: 23, detected: 2, acknowledged: 6, gone: 41 },
    ...{ by: "key:operations", note: "The queue of the ERP is full; they restart its sender." },
  },
  {
    ...{ code: "BUDGET_BURNS", subject: "identity" },
    title: "In danger: A purchase with an identifier finds its customer",
    owner: { team: "Customer data", contact: "customer-data@retailer.example" },
    runbook: "docs/runbooks/identity.md",
    evidence: [
      "The budget burns 6 times too fast or faster, over 360 minutes and over the last 30.",
    ],
    ...{ daysAgo: 9, detected: 24, acknowledged: 31, gone: 118 },
    ...{ by: "key:operations", note: "New cards without their check digit; the import is mended." },
  },
];

/** Events of a story that are counted at most. */
const COUNTED_MAX = 1_000;

/**
 * What was broken before, as the watch would have written it: by the same rules, at the times of
 * the story, with the purchases of those hours. Once: where there is an incident, nothing is done.
 */
export async function tellWhatWasBroken(sql: Sql, now: Instant): Promise<void> {
  if ((await listIncidents(sql, { isOpen: null, code: null, limit: 1 })).length > 0) {
    return;
  }
  const signs = await Promise.all(
    STORIES.map(async (story) => {
      const startedAt = addMicros(now, -story.daysAgo * MICROS_PER_DAY);
      const to = addMicros(startedAt, story.gone * MICROS_PER_MINUTE);
      const events = await readEventsBetween(sql, {
        ...{ from: formatInstant(startedAt), to: formatInstant(to), limit: COUNTED_MAX },
      });
      return { ...story, startedAt, impact: await readImpactOfEvents(sql, events) };
    }),
  );
  await sql.begin(async (tx) => {
    for (const sign of signs) {
      await tell(tx, sign);
    }
  });
}

async function tell(tx: Tx, sign: Story & Sign): Promise<void> {
  const at = (minutes: number) => addMicros(sign.startedAt, minutes * MICROS_PER_MINUTE);
  const note = async (signs: readonly Sign[], now: Instant) =>
    await noteSigns(tx, { newPublicId: uuidv7 }, { seen: { signs, unknown: new Map() }, now });
  const { opened } = await note([sign], at(sign.detected));
  const open = await listIncidents(tx, { isOpen: true, code: sign.code, limit: 1 });
  const incident = open.find(({ id }) => opened.includes(id))?.publicId ?? null;
  await acknowledgeIn(tx, {
    ...{ incident, note: sign.note, by: sign.by },
    at: formatInstant(at(sign.acknowledged)),
  });
  await note([], at(sign.gone));
  await note([], addMicros(at(sign.gone), CLEAR_SECONDS * MICROS_PER_SECOND));
}
