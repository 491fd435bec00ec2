import {
  TIMELINE_SOURCES,
  type TimelinePageKey,
  type TimelineRow,
  type TimelineSource,
} from "../../db/queries/customers/readTimeline.ts";
import type { StoreRow } from "../../db/queries/programme/catalog.ts";
import { hasScope } from "../access/authorise.ts";
import type { ReadPolicy } from "../access/readPolicy.ts";
import type { CustomerModel } from "../customers/customers.ts";
import { type ActorRef, parseActor } from "../domain/access/actor.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { entryActor } from "../domain/points/entryKinds.ts";
import type { Ruleset } from "../domain/ruleset/ruleset.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { decodeCursor, type Page, pageOf, pageSize, type SortKey } from "../platform/page.ts";
import type { Directory } from "../programme/directory.ts";
import type { Reads } from "../reads/requestReads.ts";

/** Something on record about a customer. Its sentence is made by src/sentences/timeline.ts. */
export interface TimelineItemModel {
  readonly at: Instant;
  readonly row: TimelineRow;
  readonly by: ActorRef | null;
  readonly store: StoreRow | null;
  /** Names of tiers, as the programme has them now. */
  readonly ruleset: Ruleset;
  /** How much of personal values the sentence may say. */
  readonly visibility: CustomerModel["visibility"];
}

export interface TimelineDeps {
  readonly reads: Reads;
  readonly policy: ReadPolicy;
  readonly directory: Directory;
  readonly viewer: Viewer;
  readonly now: () => Instant;
}

export interface TimelineArguments {
  readonly first: number;
  readonly after?: string | null;
  readonly kinds?: readonly string[] | null;
}

/** Everything on record about customers that a policy-checked loader gave out, latest first. */
export function createTimelineLoader({ reads, policy, directory, viewer, now }: TimelineDeps) {
  /**
   * Who looked at a record is for staff: to a customer it would name colleagues. Complaints are not
   * for tills.
   */
  const isVisible = async (kind: TimelineSource, rootId: bigint): Promise<boolean> => {
    if (kind === "AUDIT") {
      return hasScope(viewer, "customer:read");
    }
    return kind !== "INTERACTION" || (await policy.interactions(rootId));
  };
  return {
    pageOfCustomer: async (
      customer: CustomerModel,
      { first, after, kinds }: TimelineArguments,
    ): Promise<Page<TimelineItemModel> | null> => {
      if (customer.isShell) {
        return null;
      }
      const size = pageSize(first);
      const list = `timeline/${customer.row.publicId}`;
      const cursor = decodeCursor(list, after, isTimelineKey);
      const wanted: TimelineSource[] = [];
      for (const kind of TIMELINE_SOURCES) {
        const isAsked = kinds == null || kinds.includes(kind);
        if (isAsked && (await isVisible(kind, customer.row.rootId))) {
          wanted.push(kind);
        }
      }
      const rows = await reads.timelinePage.load({
        rootId: customer.row.rootId,
        limit: size + 1,
        kinds: wanted,
        before: cursor === null ? null : keyOfCursor(cursor),
      });
      const ruleset = directory.rulesetAt(now());
      const nodes = rows.slice(0, size).map((row) => ({
        at: instantFromPg(row.at),
        row,
        // Who of the staff did something is for staff.
        by: policy.remarks() ? actorOf(row) : null,
        store: directory.store(row.store),
        ruleset,
        visibility: customer.visibility,
      }));
      const keyOf = ({ at, row }: TimelineItemModel) => [at, row.kind, row.id.toString()];
      return pageOf(list, nodes, keyOf, rows.length > size, cursor !== null);
    },
  };
}

function actorOf(row: TimelineRow): ActorRef | null {
  if (row.actor === null) {
    return null;
  }
  return parseActor(
    row.kind === "POINTS" ? entryActor({ ...row.data, actor: row.actor }) : row.actor,
  );
}

type TimelineKey = readonly [at: number, kind: TimelineSource, id: string];

function isTimelineKey(key: SortKey): key is TimelineKey {
  const [at, kind, id] = key;
  return (
    key.length === 3 &&
    typeof at === "number" &&
    TIMELINE_SOURCES.some((source) => source === kind) &&
    /^[1-9][0-9]{0,17}$/.test(String(id))
  );
}

function keyOfCursor([at, kind, id]: TimelineKey): TimelinePageKey["before"] {
  return { at: formatInstant(at as Instant), kind, id: BigInt(id) };
}
