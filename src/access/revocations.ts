import type { Sql } from "../../db/connection/client.ts";
import { type RevocationKind, readRevocations } from "../../db/queries/access/tokens.ts";
import { type Instant, MICROS_PER_MILLISECOND } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import type { Logger } from "../platform/logger.ts";

/** The longest a token may live, seconds: what was revoked longer ago has expired by itself. */
export const TOKEN_LIFETIME_MAX_S = 30 * 86_400;

/** How long a revoked token may still work in another process, milliseconds. */
const REVOCATIONS_REFRESH_MS = 2_000;

/** Between two searches for what can be forgotten, milliseconds. */
const FORGET_EVERY_MS = 3_600_000;

/**
 * Looked at again at each refresh, before the last one, seconds: far longer than a revocation takes
 * to commit.
 */
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
  /** When what is known was read last. */
  #readAtMs = 0;
  #generation = 0;
  /** Told when something was revoked that was not known yet; set once. */
  onNews: () => void = () => {};

  readonly #now: () => number;

  private constructor(reads: Sql, now: () => number) {
    this.#reads = reads;
    this.#now = now;
  }

  /** @param now milliseconds */
  static async load(reads: Sql, now: () => number = Date.now): Promise<Revocations> {
    const revocations = new Revocations(reads, now);
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

  /** Rises when keys may have been revoked: what is remembered of them is to be asked again. */
  get generation(): number {
    return this.#generation;
  }

  /** Somebody says that tokens or keys were revoked. @throws what the database throws */
  async heard(): Promise<void> {
    this.#generation += 1;
    await this.refresh();
    this.onNews();
  }

  /** Also what was revoked while refreshes failed, or this process stood still. */
  async refresh(): Promise<void> {
    const missedS = Math.abs(this.#now() - this.#readAtMs) / 1_000;
    if (await this.#read(Math.min(TOKEN_LIFETIME_MAX_S, OVERLAP_S + missedS))) {
      this.onNews();
    }
  }

  isRevoked({ subject, customerId, tokenId, issuedAt }: TokenIdentity): boolean {
    const ended = (kind: RevocationKind, value: string | null): boolean => {
      const before = value === null ? undefined : this.#revokedBefore.get(keyOf(kind, value));
      return before !== undefined && issuedAt <= before;
    };
    return ended("SUBJECT", subject) || ended("CUSTOMER", customerId) || ended("TOKEN", tokenId);
  }

  /** @returns whether something was revoked that was not known */
  async #read(seconds: number): Promise<boolean> {
    this.#forgetExpired();
    const atMs = this.#now();
    let isNews = false;
    for (const { kind, value, revokedBefore } of await readRevocations(this.#reads, seconds)) {
      const [key, before] = [keyOf(kind, value), instantFromPg(revokedBefore)];
      isNews ||= this.#revokedBefore.get(key) !== before;
      this.#revokedBefore.set(key, before);
    }
    this.#readAtMs = atMs;
    return isNews;
  }

  /** What was revoked so long ago that every such token has expired by itself. */
  #forgetExpired(): void {
    const nowMs = this.#now();
    if (nowMs < this.#forgetAtMs) {
      return;
    }
    this.#forgetAtMs = nowMs + FORGET_EVERY_MS;
    const before = (nowMs - TOKEN_LIFETIME_MAX_S * 1_000) * MICROS_PER_MILLISECOND;
    for (const [key, revokedBefore] of this.#revokedBefore) {
      if (revokedBefore < before) {
        this.#revokedBefore.delete(key);
      }
    }
  }
}

function keyOf(kind: RevocationKind, value: string): string {
  return `${kind} ${value}`;
}
