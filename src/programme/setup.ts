import type { Sql } from "../../db/connection/client.ts";
import { listSetupChanges, type SetupChangeRow } from "../../db/queries/programme/setup.ts";
import { requireScope } from "../access/authorise.ts";
import type { CommandDeps } from "../core/changeCustomer.ts";
import { actorOf } from "../domain/access/actor.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { formatPath } from "../domain/ruleset/readDocument.ts";
import type { SetupChange } from "../domain/setup/planSetup.ts";
import { readSetupJson, type SetupPath } from "../domain/setup/readSetup.ts";
import { decodeCursor, type Page, pageOf, pageSize, type SortKey } from "../platform/page.ts";
import { applySetup, type SetupAnswer } from "./setup/applySetup.ts";
import { documentOf, loadSetup, versionOf } from "./setup/setupState.ts";

/** The set-up as a console sees it. */

export type SetupChangeModel = SetupChangeRow;
export type PlannedSetupChangeModel = SetupChange;

export interface SetupModel {
  readonly version: string;
  readonly document: object;
}

const LIST = "setupChanges";

/** What is set up, for those who may change it. */
export function createSetupLoaders({
  sql,
  viewer,
}: {
  readonly sql: Sql;
  readonly viewer: Viewer;
}) {
  return {
    current: async (): Promise<SetupModel> => {
      requireScope(viewer, "setup:write");
      const state = await loadSetup(sql);
      return { version: versionOf(state), document: documentOf(state) };
    },

    /** @throws AppError BAD_USER_INPUT, BAD_CURSOR */
    changes: async ({
      first,
      after,
    }: {
      readonly first: number;
      readonly after?: string | null;
    }): Promise<Page<SetupChangeModel>> => {
      requireScope(viewer, "setup:write");
      const size = pageSize(first);
      const key = decodeCursor(LIST, after, isChangeKey);
      const before = key === null ? null : BigInt(key[0]);
      const rows = await listSetupChanges(sql, { before, limit: size + 1 });
      const keyOf = ({ id }: SetupChangeRow) => [id.toString()];
      return pageOf(LIST, rows.slice(0, size), keyOf, rows.length > size, key !== null);
    },
  };
}

function isChangeKey(key: SortKey): key is readonly [id: string] {
  return key.length === 1 && /^[1-9][0-9]{0,17}$/.test(String(key[0]));
}

export interface ApplySetupRequest {
  readonly viewer: Viewer;
  /** JSON. */
  readonly document: string;
  readonly dryRun: boolean;
  readonly expectedVersion: string | null;
}

export interface ApplySetupAnswer {
  readonly isApplied: boolean;
  readonly changes: readonly SetupChange[];
  readonly userErrors: readonly {
    readonly code: "DOCUMENT_INVALID" | "CONFLICT";
    readonly message: string;
    readonly field: readonly string[];
  }[];
}

/**
 * Takes the installation to what a document says, by somebody's word.
 *
 * Guarantee: this process knows it when it is answered, others within seconds.
 * Throws: AppError FORBIDDEN.
 */
export async function applySetupOf(
  deps: Pick<CommandDeps, "sql" | "catalog">,
  { viewer, document, dryRun, expectedVersion }: ApplySetupRequest,
): Promise<ApplySetupAnswer> {
  requireScope(viewer, "setup:write");
  const read = readSetupJson(document);
  if (!read.ok) {
    return invalid(read.issues);
  }
  if (read.document.rules !== undefined) {
    const message = "rules are drafted and approved: createRulesetDraft; leave them out here";
    return invalid([{ path: ["rules"], message }]);
  }
  const answer = await applySetup(deps.sql, {
    ...{ document: read.document, rules: null },
    ...{ actor: actorOf(viewer), dryRun, expectedVersion },
  });
  if (answer.kind === "APPLIED" && !dryRun) {
    await deps.catalog.refresh();
  }
  return answerOf(answer);
}

function answerOf(answer: SetupAnswer): ApplySetupAnswer {
  switch (answer.kind) {
    case "APPLIED":
      return { isApplied: true, changes: answer.changes, userErrors: [] };
    case "INVALID":
      return invalid(answer.issues);
    case "CONFLICT": {
      const message = `The set-up is of version ${answer.version} now: somebody has changed it. Read it again, and decide anew.`;
      const userErrors = [{ code: "CONFLICT", message, field: ["expectedVersion"] } as const];
      return { isApplied: false, changes: [], userErrors };
    }
  }
}

function invalid(
  issues: readonly { readonly path: SetupPath; readonly message: string }[],
): ApplySetupAnswer {
  return {
    ...{ isApplied: false, changes: [] },
    userErrors: issues.map(({ path, message }) => ({
      code: "DOCUMENT_INVALID",
      message: `${formatPath(path)}: ${message}`,
      field: ["document", ...path.map(String)],
    })),
  };
}
