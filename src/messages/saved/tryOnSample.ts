import { insertAudit } from "../../../db/queries/core/audit.ts";
import { readWholeMessage } from "../../../db/queries/inbound/messages.ts";
import { requireScope } from "../../access/authorise.ts";
import type { CommandDeps } from "../../core/changeCustomer.ts";
import { actorOf } from "../../domain/access/actor.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import { maskedText } from "../../domain/inbound/maskedText.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import type { TryApart } from "../../inbound/mapping/trial/apart.ts";
import type { Trial } from "../../inbound/mapping/trial/trial.ts";
import { SAMPLE_RECEIVED_AT, type Sample } from "../../inbound/mapping/trial/tryMapping.ts";
import type { CommandError } from "../../platform/userErrors.ts";
import { decodeUtf8 } from "../../platform/utf8.ts";
import { decodeBody } from "../../purchases/receive/intakeBody.ts";

export interface TryMappingRequest {
  readonly viewer: Viewer;
  readonly document: string;
  /** Either this or `message`. */
  readonly sample: string | null;
  /** Number of a stored message. */
  readonly message: string | null;
}

/** What came of it. */
export interface TrialView {
  readonly trial: Trial;
  /** Of a stored message, its body with nobody in it. */
  readonly masked: string | null;
}

export interface TryMappingAnswer {
  /** Null exactly when there are errors. */
  readonly tried: TrialView | null;
  readonly userErrors: readonly CommandError[];
}

export interface TryMappingDeps extends Pick<CommandDeps, "sql" | "catalog"> {
  readonly tryApart: TryApart;
}

/**
 * Tries a mapping on a text, or on a message as it came, whose values are shown in full: that is
 * put on record before it is read. Nothing else is written.
 *
 * Throws: AppError FORBIDDEN, UNAUTHENTICATED, OVERLOADED.
 */
export async function tryMappingOn(
  deps: TryMappingDeps,
  { viewer, document, sample, message }: TryMappingRequest,
): Promise<TryMappingAnswer> {
  requireScope(viewer, "operations:read");
  if ((sample === null) === (message === null)) {
    const text = "Give a sample or the number of a message, one of them.";
    return refuse("SAMPLE_OR_MESSAGE", text, "sample");
  }
  const body = message === null ? sampleOf(sample ?? "") : await messageOf(deps, viewer, message);
  if (body === null) {
    const text = `There is no message ${message}, or its body was dropped after its time.`;
    return refuse("MESSAGE_NOT_FOUND", text, "message");
  }
  const trial = await deps.tryApart({ document, sample: body });
  if (trial.kind === "TOO_COSTLY") {
    return refuse("TOO_COSTLY", trial.problem, null);
  }
  const text = typeof body.bytes === "string" ? null : decodeUtf8(body.bytes);
  return { tried: { trial, masked: text === null ? null : maskedText(text) }, userErrors: [] };
}

function sampleOf(text: string): Sample {
  return { bytes: text, headers: {}, receivedAt: SAMPLE_RECEIVED_AT, source: null };
}

async function messageOf(
  { sql, catalog }: TryMappingDeps,
  viewer: Viewer,
  number: string,
): Promise<Sample | null> {
  requireScope(viewer, "setup:write");
  if (!/^[1-9]\d{0,17}$/.test(number)) {
    return null;
  }
  const details = { message: number };
  await insertAudit(sql, {
    ...{ actor: actorOf(viewer), action: "message.try", leafId: null, details },
  });
  const row = await readWholeMessage(sql, BigInt(number));
  if (row === null) {
    return null;
  }
  return {
    bytes: Buffer.from(decodeBody(row)),
    headers: row.headers as Readonly<Record<string, string>>,
    receivedAt: formatInstant(instantFromPg(row.receivedAt)),
    source: catalog.tables.sourcesById.get(row.sourceId)?.code ?? null,
  };
}

function refuse(code: string, message: string, field: string | null): TryMappingAnswer {
  const error = { code, message, field: field === null ? null : [field] };
  return { tried: null, userErrors: [error] };
}
