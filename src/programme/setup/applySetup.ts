import type { Sql, Tx } from "../../../db/connection/client.ts";
import { lockSetup } from "../../../db/queries/programme/programme.ts";
import { findLastBegun, listRulesets } from "../../../db/queries/programme/rulesets.ts";
import { type RulesetDocument, rulesetDocument } from "../../domain/ruleset/rulesetSchema.ts";
import {
  isSame,
  planSetup,
  type SetupChange,
  type SetupPlan,
  type SetupState,
} from "../../domain/setup/planSetup.ts";
import type { SetupDocument } from "../../domain/setup/setupSchema.ts";
import { transact } from "../../platform/transact.ts";
import { firstRules, withDefaults } from "../ensureProgramme.ts";
import { loadSetup, versionOf } from "./setupState.ts";
import { writeSetup } from "./writeSetup.ts";

export interface ApplySetup {
  /** Checked by itself; what `rules` says in it is not looked at. */
  readonly document: SetupDocument;
  /** The rules that it names, read; null when it names none. */
  readonly rules: RulesetDocument | null;
  /** Who, as records keep it. */
  readonly actor: string;
  /** Nothing is written: says what would be. */
  readonly dryRun: boolean;
  /** Of the set-up that the caller looked at; null: whatever it is. */
  readonly expectedVersion: string | null;
}

export type SetupAnswer =
  | {
      readonly kind: "APPLIED";
      /** Of the set-up as it is now. */
      readonly version: string;
      readonly changes: readonly SetupChange[];
      /** What the document says and set-up does not do, as sentences. */
      readonly notices: readonly string[];
    }
  /** Somebody has changed the set-up since it was looked at. */
  | { readonly kind: "CONFLICT"; readonly version: string }
  | { readonly kind: "INVALID"; readonly issues: SetupPlan["issues"] };

/** Ends a transaction that is to leave nothing behind. */
class Undone {
  readonly answer: SetupAnswer;

  constructor(answer: SetupAnswer) {
    this.answer = answer;
  }
}

/**
 * Takes the database to what a set-up document says, in one transaction: all of it or nothing. A
 * database without rules gets the document's, else the first ones; without boundaries or channels,
 * those that every database begins with.
 *
 * Guarantee: idempotent; one at a time on a database; every change is on record with its actor;
 * nothing is deleted.
 */
export async function applySetup(sql: Sql, request: ApplySetup): Promise<SetupAnswer> {
  try {
    return await transact(sql, async (tx) => {
      const { document, ...others } = request;
      const answer = await applySetupIn(tx, { ...others, documentOf: () => document });
      if (request.dryRun || answer.kind !== "APPLIED") {
        throw new Undone(answer);
      }
      return answer;
    });
  } catch (error) {
    if (error instanceof Undone) {
      return error.answer;
    }
    throw error;
  }
}

/**
 * The same within the caller's transaction, of a document made from what is set up now: nobody else
 * changes it meanwhile.
 */
export async function applySetupIn(
  tx: Tx,
  request: Pick<ApplySetup, "rules" | "actor" | "expectedVersion"> & {
    readonly documentOf: (state: SetupState) => SetupDocument;
  },
): Promise<SetupAnswer> {
  const { rules, actor, expectedVersion } = request;
  await lockSetup(tx);
  const state = await loadSetup(tx);
  const version = versionOf(state);
  if (expectedVersion !== null && expectedVersion !== version) {
    return { kind: "CONFLICT", version };
  }
  const document = withDefaults(request.documentOf(state), state);
  const { changes, issues } = planSetup(state, document);
  if (issues.length > 0) {
    return { kind: "INVALID", issues };
  }
  const isFirst = await firstRules(tx, rules ?? undefined, actor);
  const made = isFirst && rules !== null ? [firstRulesChange(rules)] : [];
  const all = [...made, ...changes];
  await writeSetup(tx, { changes: all, document, state }, actor);
  return {
    kind: "APPLIED",
    version: versionOf(await loadSetup(tx)),
    changes: all,
    notices: [
      ...(rules === null || isFirst ? [] : await noticesOf(tx, rules)),
      ...cutSince(state, document),
    ],
  };
}

function firstRulesChange(rules: RulesetDocument): SetupChange {
  return { kind: "RULES", code: "1", change: "ADDED", before: null, after: rules };
}

/** Versions among which a draft of the same rules is looked for. */
const VERSIONS_LOOKED_AT = 20;

/** Rules change customers' points and tiers: by the life of a draft alone, which four eyes see. */
async function noticesOf(tx: Tx, rules: RulesetDocument): Promise<readonly string[]> {
  const isTheSame = (stored: object) => isSame(asRead(stored), asRead(rules));
  const last = await findLastBegun(tx);
  if (last !== undefined && isTheSame(last.document)) {
    return [];
  }
  const drafts = await listRulesets(tx, VERSIONS_LOOKED_AT);
  const draft = drafts.find(({ status, document }) => status === "DRAFT" && isTheSame(document));
  return [
    draft === undefined
      ? "rules: other than those in force. Set-up does not change them: draft, simulate, approve and activate them (docs/rulesets.md)."
      : `rules: the same as draft ${draft.version}, which is not in force yet.`,
  ];
}

/** Destinations that begin otherwise than they are now, by somebody's cut. */
function cutSince(state: SetupState, { destinations = [] }: SetupDocument): readonly string[] {
  const isThere = (code: string) =>
    state.destinations.some(({ value, isRetired }) => value.code === code && !isRetired);
  return destinations.flatMap(({ code, mode = "LIVE" }) => {
    const now = state.modes.get(code) ?? mode;
    return now === mode || !isThere(code)
      ? []
      : [`destinations: ${code} begins ${mode} here, was cut since, and stays ${now}.`];
  });
}

/** Rules with their defaults written out, whatever version they are. */
function asRead(document: object): object {
  return rulesetDocument.parse({ ...document, version: 1 });
}
