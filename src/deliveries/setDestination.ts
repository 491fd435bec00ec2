import type { Tx } from "../../db/connection/client.ts";
import { requireScope } from "../access/authorise.ts";
import type { CommandDeps } from "../core/changeCustomer.ts";
import { actorOf } from "../domain/access/actor.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import type { DestinationSettings } from "../domain/delivery/settings.ts";
import { formatPath } from "../domain/ruleset/readDocument.ts";
import type { SetupChange } from "../domain/setup/planSetup.ts";
import { readSetupJson, type SetupPath } from "../domain/setup/readSetup.ts";
import { SETUP_FORM } from "../domain/setup/setupSchema.ts";
import { once } from "../platform/idempotency.ts";
import { transact } from "../platform/transact.ts";
import { applySetupIn } from "../programme/setup/applySetup.ts";
import { documentOf } from "../programme/setup/setupState.ts";

export interface SetDestinationRequest {
  readonly viewer: Viewer;
  /** An entry of the set-up's `destinations`, as JSON. */
  readonly document: string;
  readonly idempotencyKey: string;
}

export interface RetireDestinationRequest {
  readonly viewer: Viewer;
  /** Code of the destination. */
  readonly destination: string;
  readonly idempotencyKey: string;
}

export interface SetDestinationAnswer {
  /** Empty when it was so already, and when it was refused. */
  readonly changes: readonly SetupChange[];
  readonly userErrors: readonly {
    readonly code: "DOCUMENT_INVALID" | "DESTINATION_NOT_FOUND";
    readonly message: string;
    readonly field: readonly string[];
  }[];
}

type Deps = Pick<CommandDeps, "sql" | "catalog">;
type Issue = { readonly path: SetupPath } & { readonly message: string };

/**
 * Adds one destination, or changes the one of its code, by somebody's word.
 *
 * Guarantee: once per idempotency key, on record with who; refused, nothing is changed. What it is
 * told holds from the next event on. Throws: AppError FORBIDDEN, BAD_USER_INPUT,
 * IDEMPOTENCY_KEY_PARAMETER_MISMATCH.
 */
export async function setDestination(
  deps: Deps,
  { viewer, document, idempotencyKey }: SetDestinationRequest,
): Promise<SetDestinationAnswer> {
  requireScope(viewer, "setup:write");
  const command = {
    ...{ operation: "setDestination" as const, key: idempotencyKey, input: { document } },
  };
  return await keyed(deps, viewer, command, async (tx) => {
    const read = readEntry(document);
    if ("issues" in read) {
      return invalid(read.issues);
    }
    const { entry } = read;
    return await change(tx, viewer, (others) => [
      ...others.filter(({ code }) => code !== entry.code),
      entry,
    ]);
  });
}

/**
 * Tells one destination nothing more; what waits for it is dropped. Guarantee and throws as
 * `setDestination`.
 */
export async function retireDestination(
  deps: Deps,
  { viewer, destination, idempotencyKey }: RetireDestinationRequest,
): Promise<SetDestinationAnswer> {
  requireScope(viewer, "setup:write");
  const command = {
    ...{ operation: "retireDestination" as const, key: idempotencyKey, input: { destination } },
  };
  return await keyed(deps, viewer, command, async (tx) => {
    const answer = await change(tx, viewer, (others) =>
      others.filter(({ code }) => code !== destination),
    );
    const message = "No destination of this code is set up.";
    const field = ["input", "destination"];
    return answer.changes.length === 0 && answer.userErrors.length === 0
      ? { changes: [], userErrors: [{ code: "DESTINATION_NOT_FOUND", message, field }] }
      : answer;
  });
}

async function keyed(
  { sql, catalog }: Deps,
  viewer: Viewer,
  command: Parameters<typeof once>[2],
  run: (tx: Tx) => Promise<SetDestinationAnswer>,
): Promise<SetDestinationAnswer> {
  const answer = await transact(sql, (tx) => once(tx, viewer, command, () => run(tx)));
  if (answer.changes.length > 0) {
    await catalog.refresh();
  }
  return answer;
}

async function change(
  tx: Tx,
  viewer: Viewer,
  next: (now: readonly DestinationSettings[]) => readonly DestinationSettings[],
): Promise<SetDestinationAnswer> {
  const answer = await applySetupIn(tx, {
    documentOf: (state) => {
      const { setup, destinations = [] } = documentOf(state);
      return { setup, destinations: [...next(destinations)] };
    },
    ...{ rules: null, actor: actorOf(viewer), expectedVersion: null },
  });
  return answer.kind === "APPLIED"
    ? { changes: answer.changes, userErrors: [] }
    : invalid(answer.kind === "INVALID" ? answer.issues : []);
}

/** Checked as the section of a document that has this entry alone. */
function readEntry(
  text: string,
): { readonly entry: DestinationSettings } | { readonly issues: readonly Issue[] } {
  let whole: string;
  try {
    whole = JSON.stringify({ setup: SETUP_FORM, destinations: [JSON.parse(text)] });
  } catch {
    return { issues: [{ path: [], message: "must be JSON: an entry of `destinations`" }] };
  }
  const read = readSetupJson(whole);
  if (!read.ok) {
    return { issues: read.issues.map(({ path, message }) => ({ path: path.slice(2), message })) };
  }
  return { entry: read.document.destinations?.[0] as DestinationSettings };
}

function invalid(issues: readonly Issue[]): SetDestinationAnswer {
  return {
    changes: [],
    userErrors: issues.map(({ path, message }) => ({
      code: "DOCUMENT_INVALID",
      message: path.length === 0 ? message : `${formatPath(path)}: ${message}`,
      field: ["input", "document", ...path.map(String)],
    })),
  };
}
