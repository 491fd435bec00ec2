import type { Sql } from "../../db/connection/client.ts";
import {
  type GraphDecisionRow,
  type GraphEdgeRow,
  type GraphLeafRow,
  type GraphSurplusRow,
  readGraphDecisions,
  readGraphEdges,
  readGraphLeaves,
  readGraphSurplus,
} from "../../db/queries/identity/graph.ts";
import type { ReadPolicy } from "../access/readPolicy.ts";
import type { ContactView } from "../customers/contactView.ts";
import type { CustomerModel } from "../customers/customers.ts";
import { type ActorRef, parseActor } from "../domain/access/actor.ts";
import type { FieldEvidence } from "../domain/identity/matching/scorePair.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { encodeGlobalId } from "../platform/globalId.ts";
import type { CandidateEvidence } from "./candidates.ts";
import { activeModel } from "./records/resolveRecords.ts";

/** Leaves, edges and decisions that are shown of one customer. */
const LEAVES_MAX = 1_000;
const EDGES_MAX = 200;
const DECISIONS_MAX = 100;
const SURPLUS_MAX = 100;

export interface IdentityLeafView {
  readonly id: string;
  readonly identifiers: readonly ContactView[];
  readonly orders: number;
  readonly records: number;
}

export interface IdentityEdgeView {
  readonly from: string;
  readonly to: string;
  readonly kind: "SHOWN" | "ALIKE" | "SAID";
  readonly holds: boolean;
  readonly refused: string | null;
  readonly evidence: CandidateEvidence;
  readonly at: Instant;
}

export interface IdentityDecisionView {
  readonly at: Instant;
  readonly by: ActorRef;
  readonly kind: "MERGED" | "UNMERGED" | "SPLIT" | "DISTINCT" | "UNDISTINCT";
  readonly reason: string | null;
}

export interface IdentitySurplusView {
  readonly leaf: string;
  readonly identifierKind: string;
  readonly refused: string;
  readonly at: Instant;
}

export interface IdentityGraphView {
  readonly leaves: readonly IdentityLeafView[];
  readonly edges: readonly IdentityEdgeView[];
  readonly isCut: boolean;
  readonly surplus: readonly IdentitySurplusView[];
  readonly decisions: readonly IdentityDecisionView[];
}

export interface IdentityGraphDeps {
  readonly sql: Sql;
  readonly policy: ReadPolicy;
  /** Of a customer, by the leaf that each leads to. */
  readonly contactsOf: (
    customer: CustomerModel,
  ) => Promise<ReadonlyMap<bigint, readonly ContactView[]>>;
}

/** What makes somebody one customer. Few ask, so this is no shared lookup. */
export function createIdentityGraphLoader({ sql, policy, contactsOf }: IdentityGraphDeps) {
  return {
    ofCustomer: async (customer: CustomerModel): Promise<IdentityGraphView | null> => {
      if (customer.isShell || !policy.identity()) {
        return null;
      }
      const leaves = await readGraphLeaves(sql, customer.row.rootId, LEAVES_MAX);
      const ids = leaves.map(({ id }) => id);
      const [edges, surplus, decisions, contacts, merge] = await Promise.all([
        readGraphEdges(sql, ids, EDGES_MAX + 1),
        readGraphSurplus(sql, ids, SURPLUS_MAX),
        readGraphDecisions(sql, ids, DECISIONS_MAX),
        contactsOf(customer),
        activeModel(sql).then((model) => model.thresholds.merge),
      ]);
      return {
        leaves: leaves.map((leaf) => leafOf(leaf, contacts.get(leaf.id) ?? [])),
        edges: edges.slice(0, EDGES_MAX).map((edge) => edgeOf(edge, merge)),
        isCut: edges.length > EDGES_MAX,
        surplus: surplus.map(surplusOf),
        decisions: decisions.map(decisionOf),
      };
    },
  };
}

function leafOf(
  { publicId, orders, records }: GraphLeafRow,
  identifiers: readonly ContactView[],
): IdentityLeafView {
  return { id: encodeGlobalId("Customer", publicId), identifiers, orders, records };
}

function edgeOf(row: GraphEdgeRow, merge: number): IdentityEdgeView {
  const { conflict = false, fields = [] } = row.evidence as {
    readonly conflict?: boolean;
    readonly fields?: readonly FieldEvidence[];
  };
  const ends = {
    from: encodeGlobalId("Customer", row.fromId),
    to: encodeGlobalId("Customer", row.toId),
    at: instantFromPg(row.at),
  };
  switch (row.kind) {
    case "SAID":
      return { ...ends, kind: "SAID", holds: true, refused: null, evidence: NO_EVIDENCE };
    case "LINK": {
      const { refused } = row;
      const shown = [{ kind: row.identifierKind, refused }];
      const evidence = { ...NO_EVIDENCE, shown };
      return { ...ends, kind: "SHOWN", holds: refused === null, refused, evidence };
    }
    case "SCORE": {
      const tooWeak = (row.weight ?? 0) < merge ? "TOO_WEAK" : null;
      const unproven = row.isUnproven ? "UNPROVEN" : null;
      const refused = conflict ? "CONFLICT" : (tooWeak ?? unproven);
      const evidence = { ...NO_EVIDENCE, fields, conflict };
      return { ...ends, kind: "ALIKE", holds: refused === null, refused, evidence };
    }
  }
}

const NO_EVIDENCE: CandidateEvidence = { shown: [], fields: [], conflict: false };

function surplusOf({ leafId, identifierKind, reason, at }: GraphSurplusRow): IdentitySurplusView {
  const leaf = encodeGlobalId("Customer", leafId);
  return { leaf, identifierKind, refused: reason, at: instantFromPg(at) };
}

function decisionOf({ at, actor, kind, reason }: GraphDecisionRow): IdentityDecisionView {
  return {
    at: instantFromPg(at),
    by: parseActor(actor),
    // What an earlier version put up is not read.
    kind: kind === "CANDIDATE" ? "UNDISTINCT" : kind,
    reason,
  };
}
