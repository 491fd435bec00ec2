import type { Sql } from "../../db/connection/client.ts";
import { isTransient } from "../platform/failure.ts";
import { batched, type LookupsOf } from "../platform/reads/batch.ts";
import type { BatchObserver } from "../platform/reads/batcher.ts";
import {
  BATCH_LIMITS,
  type BatchLimits,
  BatchScheduler,
} from "../platform/reads/batchScheduler.ts";
import { couponLookups } from "./couponLookups.ts";
import { customerLookups } from "./customerLookups.ts";
import { interactionLookups } from "./interactionLookups.ts";
import { loyaltyLookups } from "./loyaltyLookups.ts";
import { operationLookups } from "./operationLookups.ts";
import { orderLookups } from "./orderLookups.ts";

/** How old the sources' watermarks may be that are shown, milliseconds: they tell of minutes. */
const WATERMARK_AGE_MS = 500;

/**
 * The lookups of every noun, each with its statement; no rules and no rights: whoever asks has to
 * check what it may show. Keys are typed and checked by those who call: text of a client never gets
 * here as it came.
 */
export function lookupDefinitions(sql: Sql, watermarkAgeMs: number = WATERMARK_AGE_MS) {
  return {
    ...customerLookups(sql),
    ...loyaltyLookups(sql),
    ...orderLookups(sql),
    ...interactionLookups(sql),
    ...couponLookups(sql),
    ...operationLookups(sql, watermarkAgeMs),
  };
}

/** The lookups of a process, shared by all its requests. */
export type Lookups = LookupsOf<ReturnType<typeof lookupDefinitions>>;

/** How the lookups of a process are set up. */
export interface LookupsOptions {
  readonly limits?: BatchLimits;
  readonly observer?: BatchObserver;
  readonly watermarkAgeMs?: number;
}

/** One batcher per lookup, over a pool whose statement_timeout is BATCH_STATEMENT_TIMEOUT_MS. */
export function createLookups(sql: Sql, options: LookupsOptions = {}) {
  const { observer } = options;
  return batched(
    lookupDefinitions(sql, options.watermarkAgeMs),
    new BatchScheduler(options.limits ?? BATCH_LIMITS),
    { isTransient, ...(observer === undefined ? {} : { observer }) },
  );
}
