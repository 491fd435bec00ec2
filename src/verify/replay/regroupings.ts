import type { RecordedGrantRow } from "../../../db/queries/loyalty/grants.ts";
import { decisionOf } from "../../core/decode.ts";
import { regroup } from "../../core/moves/regroup.ts";
import { decideTierOf } from "../../core/moves/settleOrder.ts";
import type { Cause, PostingContext } from "../../core/points/context.ts";
import { MergeHistory } from "../../domain/identity/mergeHistory.ts";
import { laterOf } from "../../domain/time/instant.ts";
import type { RecordedFact } from "./recordedFacts.ts";
import { movedBy } from "./rootsInTime.ts";

/** Plays decisions about who is who, as src/identity/regroupCustomers.ts carries them out. */
export class Regroupings {
  readonly #context: PostingContext;
  readonly #history = new MergeHistory();
  readonly #grantOwners: ReadonlyMap<bigint, bigint>;

  constructor(context: PostingContext, grants: readonly RecordedGrantRow[]) {
    this.#context = context;
    this.#grantOwners = new Map(grants.map((row) => [row.id, row.root_id]));
  }

  play({ recordedAt, decisions }: Extract<RecordedFact, { kind: "REGROUPED" }>): void {
    const { workset } = this.#context;
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
    const now = customers.reduce((at, one) => laterOf(at, one.evaluatedAt), recordedAt);
    const nobody = { eventRowId: null, actor: "command", store: null, run: null };
    const cause: Cause = { ...nobody, recordedAt, now };
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
      },
      cause,
    );
    for (const row of decisions) {
      this.#history.add(decisionOf(row));
    }
  }
}
