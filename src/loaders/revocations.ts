import type { Sql } from "../../db/client.ts";
import { type RevocationKind, readRevocations } from "../../db/queries/tokens.ts";
import { type Instant, MICROS_PER_MILLISECOND } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import type { Logger } from "../observability/logger.ts";

/** The longest a token may live, seconds: what was revoked longer ago has expired by itself. */
export const TOKEN_LIFETIME_MAX_S = 30 * 86_400;

/** How long a revoked token may still work in another process, milliseconds. */
const REVOCATIONS_REFRESH_MS = 2_000;

/** Between two searches for what can be forgotten, milliseconds. */
const FORGET_EVERY_MS = 3_600_000;

/** Looked at again at each refresh, seconds: far longer than a revocation takes to commit. */
const OVERLAP_S = 60;

/** What a token says of itself, as far as revoking it goes. */
export interface TokenIdentity {
  readonly subject: string;
  /** Public id of the customer it is bound to. */
  readonly customerId: string | null;
  readonly tokenId: string | null;
  readonly issuedAt: Instant;
}

/** Tokens that were ended before they expire: one copy a process, read again on a timer. */
export class Revocations {
  readonly #reads: Sql;
  readonly #revokedBefore = new Map<string, Instant>();
  #timer: NodeJS.Timeout | undefined;
  #forgetAtMs = 0;

  private constructor(reads: Sql) {
    this.#reads = reads;
  }

  static async load(reads: Sql): Promise<Revocations> {
    const revocations = new Revocations(reads);
    await revocations.#read(TOKEN_LIFETIME_MAX_S);
    return revocations;
  }

  /** Refreshes until `stop`. A failure keeps what is known: a revoked token never works again. */
  start(log: Logger): void {
    this.#timer = setInterval(() => {
      this.refresh().catch((error: unknown) => log.warn({ error }, "revocations not refreshed"));
    }, REVOCATIONS_REFRESH_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async refresh(): Promise<void> {
    await this.#read(OVERLAP_S);
  }

  isRevoked({ subject, customerId, tokenId, issuedAt }: TokenIdentity): boolean {
    const ended = (kind: RevocationKind, value: string | null): boolean => {
      const before = value === null ? undefined : this.#revokedBefore.get(keyOf(kind, value));
      return before !== undefined && issuedAt <= before;
    };
    return ended("SUBJECT", subject) || ended("CUSTOMER", customerId) || ended("TOKEN", tokenId);
  }

  async #read(seconds: number): Promise<void> {
    this.#forgetExpired();
    for (const { kind, value, revokedBefore } of await readRevocations(this.#reads, seconds)) {
      this.#revokedBefore.set(keyOf(kind, value), instantFromPg(revokedBefore));
    }
  }

  /** What was revoked so long ago that every such token has expired by itself. */
  #forgetExpired(): void {
    const nowMs = Date.now();
    if (nowMs < this.#forgetAtMs) return;
    this.#forgetAtMs = nowMs + FORGET_EVERY_MS;
    const before = (nowMs - TOKEN_LIFETIME_MAX_S * 1_000) * MICROS_PER_MILLISECOND;
    for (const [key, revokedBefore] of this.#revokedBefore) {
      if (revokedBefore < before) this.#revokedBefore.delete(key);
    }
  }
}

function keyOf(kind: RevocationKind, value: string): string {
  return `${kind} ${value}`;
}
