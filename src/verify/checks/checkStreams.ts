import type { Tx } from "../../../db/connection/client.ts";
import { readOutboxState, STRAY_OUTBOX } from "../../../db/queries/verify/verifyTables.ts";
import { FINDINGS_SHOWN, type Findings } from "../findings.ts";
import type { Group } from "../group.ts";

/**
 * I6 within a group: each customer's stream, and that of who was one, runs to the seq of their row
 * without gaps or doubles, ids rising with it.
 */
export function checkStreams(group: Group, isWhole: boolean, findings: Findings): void {
  for (const customer of group.customers) {
    findings.checked("I6", "streams", 1);
    const id = `customer ${customer.id}`;
    const stream = group.streams.get(customer.id);
    if (stream === undefined) {
      if (customer.seq > 0n && isWhole) {
        findings.violated("I6", id, `has seq ${customer.seq} and no outbox rows`);
      }
      continue;
    }
    findings.checked("I6", "outbox rows", Number(stream.rows));
    findings.compare("I6", id, "the last seq in its outbox", stream.last, customer.seq);
    if (isWhole && stream.first !== 1n) {
      findings.violated("I6", id, `its stream starts at seq ${stream.first}, not at 1`);
    }
    if (stream.rows !== stream.distinct || stream.rows !== stream.last - stream.first + 1n) {
      findings.violated(
        "I6",
        id,
        `has ${stream.rows} rows with ${stream.distinct} different seqs from ${stream.first} to ${stream.last}`,
      );
    }
    if (stream.unordered !== null) {
      findings.violated(
        "I6",
        id,
        `the id of seq ${stream.unordered} is not above that of the seq before`,
      );
    }
  }
}

/**
 * The part of I6 that is about the whole outbox. Resolves to whether nothing of it was dropped yet.
 */
export async function checkWatermark(
  tx: Tx,
  isTicking: boolean,
  findings: Findings,
): Promise<boolean> {
  const state = await readOutboxState(tx);
  if (state === undefined) {
    findings.violated("I6", "outbox_watermark", "has no row");
    return false;
  }
  const highest = state.max_id > state.drawn ? state.max_id : state.drawn;
  if (state.safe_id > highest) {
    findings.violated(
      "I6",
      "outbox_watermark",
      `safe_id is ${state.safe_id}, only ${highest} ids were drawn`,
    );
  }
  if (state.max_id > state.drawn) {
    findings.violated(
      "I6",
      `outbox row ${state.max_id}`,
      `its id was never drawn: the sequence stands at ${state.drawn}`,
    );
  }
  if (state.stuck > 0n) {
    const detail = `${state.stuck} rows older than a minute are above safe_id ${state.safe_id}`;
    const id = `outbox row ${state.oldest_stuck}`;
    if (isTicking) {
      findings.violated("I6", id, detail);
    } else {
      findings.warned("I6", id, `${detail}; nobody has ticked since ${state.ticked_at}`);
    }
  }
  for (const { id, detail } of await STRAY_OUTBOX(tx, FINDINGS_SHOWN)) {
    findings.violated("I6", id, detail);
  }
  return state.is_whole;
}
