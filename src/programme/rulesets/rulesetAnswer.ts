import type { Tx } from "../../../db/connection/client.ts";
import { findRuleset, type RulesetRow } from "../../../db/queries/programme/rulesets.ts";
import type { RulesetIssue } from "../../domain/ruleset/parseRuleset.ts";
import { formatPath } from "../../domain/ruleset/readDocument.ts";

/** What all commands about versions of the rules have in common. */

export type RulesetErrorCode =
  | "DOCUMENT_INVALID"
  | "VERSION_NOT_FOUND"
  | "NOT_A_DRAFT"
  | "REVISION_CONFLICT"
  | "SECOND_PERSON_NEEDED"
  | "NOT_APPROVED"
  | "AT_TOO_SOON"
  | "AT_NOT_AFTER_LAST"
  | "NOT_COMPATIBLE"
  | "NO_ROLLOUT"
  | "ROLLOUT_OVER"
  | "REASON_NEEDED";

export interface RulesetAnswer {
  readonly version: number | null;
  readonly userErrors: readonly {
    readonly code: RulesetErrorCode;
    readonly message: string;
    readonly field: readonly string[] | null;
  }[];
}

export function refuse(
  code: RulesetErrorCode,
  message: string,
  field: string | null,
): RulesetAnswer {
  return {
    version: null,
    userErrors: [{ code, message, field: field === null ? null : [field] }],
  };
}

/**
 * Faults of a document that are told at once: nobody mends more, and each repeats part of what was
 * sent.
 */
const ISSUES_MAX = 100;

/** The faults of a document, each with its place in it. */
export function documentInvalid(issues: readonly RulesetIssue[]): RulesetAnswer {
  return {
    version: null,
    userErrors: issues.slice(0, ISSUES_MAX).map(({ path, message }) => ({
      code: "DOCUMENT_INVALID",
      message: `${formatPath(path)}: ${message}`,
      field: ["document", ...path.map(String)],
    })),
  };
}

export function versionNotFound(version: number): RulesetAnswer {
  return refuse("VERSION_NOT_FOUND", `There is no version ${version}.`, "version");
}

/** A draft at the revision that the caller saw; else the refusal. */
export async function draftOf(
  tx: Tx,
  version: number,
  expectedRevision: number,
): Promise<RulesetRow | RulesetAnswer> {
  const row = await findRuleset(tx, version);
  if (row === undefined) {
    return versionNotFound(version);
  }
  if (row.status !== "DRAFT") {
    return refuse(
      "NOT_A_DRAFT",
      `Version ${version} is or was in force and never changes; make a new draft.`,
      "version",
    );
  }
  return row.revision === expectedRevision
    ? row
    : refuse(
        "REVISION_CONFLICT",
        `The draft is at revision ${row.revision} now; look at it again.`,
        "expectedRevision",
      );
}

/** Everybody whose words a draft may hold, as records name them. */
export function writersOf({ createdBy, updatedBy, writers }: RulesetRow): readonly string[] {
  return [createdBy, updatedBy, ...writers].filter((writer) => writer !== null);
}
