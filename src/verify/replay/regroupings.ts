import type { RootDecisionRow } from "../../../db/queries/core/decisions.ts";
import type { RecordedGrantRow } from "../../../db/queries/loyalty/grants.ts";
import { decisionOf } from "../../core/decode.ts";
import { type RegroupPlan, regroup } from "../../core/moves/regroup.ts";
import { decideTierOf } from "../../core/moves/settleOrder.ts";
import { splitLeaf } from "../../core/moves/splitLeaf.ts";
import type { Cause, PostingContext } from "../../core/points/context.ts";
import type { CustomerWork } from "../../core/state.ts";
import { MergeHistory } from "../../domain/identity/mergeHistory.ts";
import { splitPartsOf } from "../../domain/identity/splitJson.ts";
import { type Instant, laterOf } from "../../domain/time/instant.ts";
import type { RecordedFact } from "./recordedFacts.ts";
import { movedBy } from "./rootsInTime.ts";

/** Plays decisions about who is who, as src/identity/regroupCustomers.ts carries them out. */
export class Regroupings {
  readonly #context: PostingContext;
  readonly #history = new MergeHistory();
  readonly #grantOwners: ReadonlyMap<bigint, bigint>;

  readonly #publicIds: ReadonlyMap<string, string>;
  /** Those that were played, by their rows. */
  readonly #splits = new Map<bigint, RootDecisionRow>();

  /** @param publicIds of leaves (`c4711`), as they are known outside */
  constructor(
    context: PostingContext,
    grants: readonly RecordedGrantRow[],
    publicIds: ReadonlyMap<string, string>,
  ) {
    this.#context = context;
    this.#publicIds = publicIds;
    this.#grantOwners = new Map(grants.map((row) => [row.id, row.root_id]));
  }

  play({ recordedAt, decisions }: Extract<RecordedFact, { kind: "REGROUPED" }>): void {
    const { workset } = this.#context;
    const [first] = decisions;
    if (first?.kind === "SPLIT") {
      this.#playSplit(first, recordedAt);
      return;
    }
    const named = new Set(decisions.flatMap((row) => [row.survivor_id, row.absorbed_id]));
    const customers = [...named].flatMap((id) => workset.customers.get(id) ?? []);
    const roots = new Map(
      customers.flatMap(({ rootId, leaves }) => leaves.map((leaf) => [leaf, rootId] as const)),
    );
    for (const decision of decisions) {
      for (const [leaf, root] of movedBy(decision, roots)) {
        roots.set(leaf, root);
      }
    }
    const cause = causeAt(recordedAt, customers);
    for (const customer of customers) {
      decideTierOf(this.#context, customer, cause, false);
    }
    const groups = [...Map.groupBy(roots.keys(), (leaf) => roots.get(leaf) as bigint)];
    regroup(
      this.#context,
      {
        groups: groups.map(([root, leaves]) => ({ root, leaves })),
        ...{ history: this.#history, grantOwners: this.#grantOwners },
        ...{ reason: null, evidence: null, announce: false },
        ...this.#undoneBy(decisions),
      },
      cause,
    );
    for (const row of decisions) {
      this.#history.add(decisionOf(row));
    }
  }

  /** As identity/byHand/splitCustomer.ts does it. */
  #playSplit(decision: RootDecisionRow, recordedAt: Instant): void {
    const { workset } = this.#context;
    const { survivor_id: root, absorbed_id: id } = decision;
    const from = workset.customers.get(root);
    const { leaf, identifiers, orders } = splitPartsOf(decision.evidence);
    if (from === undefined || !from.leaves.includes(leaf)) {
      throw new Error(`leaf ${leaf} was split when it was not customer ${root}'s`);
    }
    const cause = causeAt(recordedAt, [from]);
    decideTierOf(this.#context, from, cause, false);
    const made = { id, publicId: this.#publicIds.get(`c${id}`) ?? "" };
    const plan = { leaf, made, orders, identifiers, reason: null, announce: false };
    splitLeaf(this.#context, plan, cause);
    this.#history.add(decisionOf(decision));
    this.#splits.set(decision.id, decision);
  }

  /** The split that a merge takes back. */
  #undoneBy(decisions: readonly RootDecisionRow[]): Pick<RegroupPlan, "undoneSplit"> {
    const id = decisions.find(({ revokes }) => revokes !== null)?.revokes ?? null;
    if (id === null) {
      return {};
    }
    const split = this.#splits.get(id);
    if (split === undefined) {
      throw new Error(`split ${id} was taken back and is not on record`);
    }
    return { undoneSplit: { id, standing: split.standings?.survivor ?? null } };
  }
}

function causeAt(recordedAt: Instant, customers: readonly CustomerWork[]): Cause {
  const now = customers.reduce((at, one) => laterOf(at, one.evaluatedAt), recordedAt);
  return { eventRowId: null, actor: "command", store: null, run: null, recordedAt, now };
}
