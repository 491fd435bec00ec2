import { insertAudit } from "../../../db/queries/core/audit.ts";
import {
  approveDraft,
  changeDraft,
  discardDraft,
  insertDraft,
  lockRulesets,
  nextVersion,
} from "../../../db/queries/programme/rulesets.ts";
import { requireScope } from "../../access/authorise.ts";
import type { CommandDeps } from "../../core/changeCustomer.ts";
import { actorOf, isSamePerson } from "../../domain/access/actor.ts";
import { isMachine } from "../../domain/access/subject.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import { type DocumentRead, readRulesetDocument } from "../../domain/ruleset/readDocument.ts";
import { transact } from "../../platform/transact.ts";
import {
  documentInvalid,
  draftOf,
  type RulesetAnswer,
  refuse,
  writersOf,
} from "./rulesetAnswer.ts";

export interface DraftRequest {
  readonly viewer: Viewer;
  readonly version: number;
  /** Of the draft as the caller saw it. */
  readonly expectedRevision: number;
}

/** What drafts take beside the database. */
export interface DraftDeps extends Pick<CommandDeps, "sql"> {
  /**
   * Reads a document as version 1, where others do not wait for it meanwhile: a large one takes
   * half a second. In this thread where nothing is said, which suits a process that serves nobody.
   */
  readonly readDraft?: (text: string) => Promise<DocumentRead>;
}

/** Before the transaction, which holds up all other changes of rules. */
async function readDraftOf(deps: DraftDeps, text: string): Promise<DocumentRead> {
  return (await deps.readDraft?.(text)) ?? readRulesetDocument(text, 1);
}

/**
 * Takes in a draft of rules, JSON or YAML; it gets the next version's number. Nothing earns by it.
 *
 * Guarantee: a document that is stored can be put into force: everything that can be checked is
 * checked here.
 * Throws: AppError FORBIDDEN.
 */
export async function createRulesetDraft(
  deps: DraftDeps,
  { viewer, document }: { readonly viewer: Viewer; readonly document: string },
): Promise<RulesetAnswer> {
  requireScope(viewer, "programme:write");
  const read = await readDraftOf(deps, document);
  if (!read.ok) {
    return documentInvalid(read.issues);
  }
  return await transact(deps.sql, async (tx) => {
    await lockRulesets(tx);
    const version = await nextVersion(tx);
    await insertDraft(tx, version, { ...read.document, version }, actorOf(viewer));
    await audit(tx, viewer, "ruleset.draft", { version });
    return { version, userErrors: [] };
  });
}

/**
 * Changes a draft; an approval is of what was looked at, so it is needed again. Throws: AppError
 * FORBIDDEN.
 */
export async function updateRulesetDraft(
  deps: DraftDeps,
  request: DraftRequest & { readonly document: string },
): Promise<RulesetAnswer> {
  const { viewer, version, expectedRevision, document } = request;
  requireScope(viewer, "programme:write");
  const read = await readDraftOf(deps, document);
  return await transact(deps.sql, async (tx) => {
    await lockRulesets(tx);
    const draft = await draftOf(tx, version, expectedRevision);
    if ("userErrors" in draft) {
      return draft;
    }
    if (!read.ok) {
      return documentInvalid(read.issues);
    }
    await changeDraft(tx, version, { ...read.document, version }, actorOf(viewer));
    await audit(tx, viewer, "ruleset.update", { version, revision: expectedRevision + 1 });
    return { version, userErrors: [] };
  });
}

/**
 * Says that somebody else has looked at a draft and finds it good.
 *
 * Guarantee: nobody who wrote or ever changed it approves it, whatever their role; nor does an API
 * key, which anybody may hold. Throws: AppError FORBIDDEN.
 */
export async function approveRuleset(
  deps: Pick<CommandDeps, "sql">,
  { viewer, version, expectedRevision }: DraftRequest,
): Promise<RulesetAnswer> {
  requireScope(viewer, "programme:write");
  const actor = actorOf(viewer);
  return await transact(deps.sql, async (tx) => {
    await lockRulesets(tx);
    const draft = await draftOf(tx, version, expectedRevision);
    if ("userErrors" in draft) {
      return draft;
    }
    if (writersOf(draft).some((writer) => isSamePerson(viewer, writer))) {
      return refuse(
        "SECOND_PERSON_NEEDED",
        "You wrote or changed this draft, in this role or another; somebody else has to approve it.",
        null,
      );
    }
    if (isMachine(viewer.principal)) {
      return refuse(
        "SECOND_PERSON_NEEDED",
        "An API key does not say who you are; approve the draft with a token of your own.",
        null,
      );
    }
    await approveDraft(tx, version, actor);
    await audit(tx, viewer, "ruleset.approve", { version, revision: expectedRevision });
    return { version, userErrors: [] };
  });
}

/** Throws a draft away. No other draft gets its number. Throws: AppError FORBIDDEN. */
export async function discardRulesetDraft(
  deps: Pick<CommandDeps, "sql">,
  { viewer, version, expectedRevision }: DraftRequest,
): Promise<RulesetAnswer> {
  requireScope(viewer, "programme:write");
  return await transact(deps.sql, async (tx) => {
    await lockRulesets(tx);
    const draft = await draftOf(tx, version, expectedRevision);
    if ("userErrors" in draft) {
      return draft;
    }
    await discardDraft(tx, version);
    await audit(tx, viewer, "ruleset.discard", { version });
    return { version: null, userErrors: [] };
  });
}

function audit(
  tx: Parameters<typeof insertAudit>[0],
  viewer: Viewer,
  action: string,
  details: object,
) {
  return insertAudit(tx, { actor: actorOf(viewer), action, leafId: null, details });
}
