import type { Tx } from "../../../db/connection/client.ts";
import { insertAudit } from "../../../db/queries/core/audit.ts";
import { insertIssuerAccounts } from "../../../db/queries/programme/programme.ts";
import {
  activateDraft,
  findLastBegun,
  lockRulesets,
} from "../../../db/queries/programme/rulesets.ts";
import { requireScope } from "../../access/authorise.ts";
import type { CommandDeps } from "../../core/changeCustomer.ts";
import { clockOf } from "../../core/loadState.ts";
import { actorOf, isMachineActor, isSamePerson } from "../../domain/access/actor.ts";
import { isMachine } from "../../domain/access/subject.ts";
import { parseRuleset, type RulesetIssue } from "../../domain/ruleset/parseRuleset.ts";
import type { Ruleset } from "../../domain/ruleset/ruleset.ts";
import { monthsKept, monthsNeeded } from "../../domain/tier/period.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { addMicros, type Instant, MICROS_PER_SECOND } from "../../domain/time/instant.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import { transact } from "../../platform/transact.ts";
import type { DraftRequest } from "./drafts.ts";
import {
  documentInvalid,
  draftOf,
  type RulesetAnswer,
  refuse,
  writersOf,
} from "./rulesetAnswer.ts";

/**
 * Seconds before the instant at which a version begins: every process reads the catalog again
 * several times in them.
 */
export const ACTIVATION_LEAD_SECONDS = 60;

/**
 * Puts an approved draft into force from an instant on: orders placed from then on earn by it, and
 * tiers are decided by it at whatever is decided from then on, by every reader and writer at once.
 *
 * Guarantee: versions begin one after the other and never change afterwards; all processes know the
 * version before it begins. Throws: AppError FORBIDDEN.
 *
 * @param at null: as soon as it may
 */
export async function activateRuleset(
  deps: CommandDeps,
  request: DraftRequest & { readonly at: Instant | null },
): Promise<RulesetAnswer> {
  const { viewer } = request;
  requireScope(viewer, "programme:activate");
  return await transact(deps.sql, async (tx) => {
    await lockRulesets(tx);
    const answer = await activate(tx, deps, request);
    if (answer.userErrors.length === 0) {
      const { version } = request;
      const details = { version, at: request.at === null ? null : formatInstant(request.at) };
      const actor = actorOf(viewer);
      await insertAudit(tx, { actor, action: "ruleset.activate", leafId: null, details });
    }
    return answer;
  });
}

async function activate(
  tx: Tx,
  deps: CommandDeps,
  { viewer, version, expectedRevision, at: wanted }: DraftRequest & { readonly at: Instant | null },
): Promise<RulesetAnswer> {
  const draft = await draftOf(tx, version, expectedRevision);
  if ("userErrors" in draft) {
    return draft;
  }
  if (draft.approvedBy === null) {
    return refuse("NOT_APPROVED", "Somebody else has to approve the draft first.", null);
  }
  const isByMachine = writersOf(draft).some(isMachineActor);
  if (isByMachine && (isSamePerson(viewer, draft.approvedBy) || isMachine(viewer.principal))) {
    return refuse(
      "SECOND_PERSON_NEEDED",
      "An API key wrote or changed this draft, and whoever holds it may have approved it: somebody else has to put it into force, with a token of their own.",
      null,
    );
  }
  const now = deps.now ?? (await clockOf(tx));
  const soonest = addMicros(now, ACTIVATION_LEAD_SECONDS * MICROS_PER_SECOND);
  const from = wanted ?? soonest;
  if (from < soonest) {
    const text = formatInstant(soonest);
    return refuse("AT_TOO_SOON", `It can begin at ${text} at the earliest.`, "at");
  }
  const last = await findLastBegun(tx);
  if (last === undefined) {
    throw new Error("this database has no active ruleset: run set-up");
  }
  if (from <= instantFromPg(last.activeFrom as string)) {
    return refuse(
      "AT_NOT_AFTER_LAST",
      `Version ${last.version} begins at ${last.activeFrom}; a later one must begin after it.`,
      "at",
    );
  }
  const ruleset = parseRuleset(draft.document);
  const issues = incompatibilities(ruleset, parseRuleset(last.document));
  if (issues.length > 0) {
    const { userErrors } = documentInvalid(issues);
    return { version: null, userErrors: userErrors.map((e) => ({ ...e, code: "NOT_COMPATIBLE" })) };
  }
  const codes = [
    ...ruleset.earning.map((rule) => rule.wallet),
    ...ruleset.wallets.map((wallet) => wallet.code),
  ];
  const programme = ruleset.programme.code;
  await insertIssuerAccounts(
    tx,
    [...new Set(codes)].map((wallet) => ({ programme, wallet })),
  );
  await activateDraft(tx, version, formatInstant(from), actorOf(viewer));
  return { version, userErrors: [] };
}

/** What a programme cannot change while it runs: balances and windows are kept in its terms. */
function incompatibilities(next: Ruleset, current: Ruleset): RulesetIssue[] {
  const issues: RulesetIssue[] = [];
  for (const field of ["code", "currency", "timeZone"] as const) {
    if (next.programme[field] !== current.programme[field]) {
      const message = `is ${current.programme[field]} and cannot change while customers have balances in it`;
      issues.push({ path: ["programme", field], message });
    }
  }
  if (next.tierPolicy.basis !== current.tierPolicy.basis) {
    const message = `is ${current.tierPolicy.basis} and cannot change: the days of every customer are kept in it`;
    issues.push({ path: ["tierPolicy", "basis"], message });
  }
  const [needed, kept] = [monthsNeeded(next), monthsKept(current)];
  if (needed > kept) {
    issues.push({
      path: ["tierPolicy", "windowMonths"],
      message: `with term and grace it looks back ${needed} months; the days of every customer are kept for ${kept}`,
    });
  }
  return issues;
}
