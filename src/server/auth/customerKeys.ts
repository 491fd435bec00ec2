import { errors, type JWK, type JWTVerifyGetKey } from "jose";
import type { Logger } from "../../platform/logger.ts";
import {
  createPrivateJwk,
  holdingKeyFile,
  importKey,
  openKeyFile,
  parseKey,
  replaceKeyFile,
  unreadable,
} from "./signingKey.ts";

/** How soon a running server knows of a key that was put into the file, milliseconds. */
export const CUSTOMER_KEYS_READ_MS = 5_000;
/**
 * Between the making of a key and its first signature, seconds: by then every server takes what it
 * signs.
 */
export const CUSTOMER_KEY_LEAD_S = 60;
/**
 * Tokens of customers live so long: for a visit, and no longer than a stolen one may work, seconds.
 */
export const CUSTOMER_TOKEN_LIFETIME_S = 15 * 60;
/** How far clocks of servers may be apart before a token is refused too early, seconds. */
const CLOCKS_APART_S = 60;

/** A private key in the file, newest first. Times are seconds since the epoch. */
export type StoredKey = JWK & {
  /** Absent: it has always signed. */
  readonly signs_from?: number;
  /** Absent: it is the newest. */
  readonly checks_until?: number;
};

type OpenKey = Awaited<ReturnType<typeof importKey>> & {
  readonly signsFromS: number;
  readonly checksUntilS: number;
};

/**
 * The keys of one file that sign and check tokens of customers. The newest signs; those before it
 * are good for checking until the last token they signed is over. What is put into the file is
 * known within CUSTOMER_KEYS_READ_MS.
 */
export class CustomerKeys {
  readonly #path: string;
  readonly #now: () => number;
  #text = "";
  #keys: readonly OpenKey[] = [];
  #timer: NodeJS.Timeout | undefined;

  private constructor(path: string, now: () => number) {
    this.#path = path;
    this.#now = now;
  }

  /** @param now milliseconds. @throws Error naming the file when it cannot be read */
  static async open(path: string, now: () => number = Date.now): Promise<CustomerKeys> {
    const keys = new CustomerKeys(path, now);
    await keys.refresh();
    return keys;
  }

  /** Reads again until `stop`. A failure keeps what is known. */
  start(log: Pick<Logger, "warn">): void {
    this.#timer = setInterval(() => {
      this.refresh().catch((error: unknown) => log.warn({ error }, "customers' keys not read"));
    }, CUSTOMER_KEYS_READ_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async refresh(): Promise<void> {
    const text = await openKeyFile(this.#path);
    if (text === this.#text) {
      return;
    }
    const keys = await Promise.all(
      parseKeys(this.#path, text).map(async (stored) => ({
        ...(await importKey(stored)),
        signsFromS: stored.signs_from ?? 0,
        checksUntilS: stored.checks_until ?? Number.POSITIVE_INFINITY,
      })),
    );
    this.#keys = keys;
    this.#text = text;
  }

  /** The newest key whose time has come. */
  signer(nowS: number): Pick<OpenKey, "key" | "kid"> {
    const key = this.#keys.find(({ signsFromS }) => signsFromS <= nowS) ?? this.#keys.at(-1);
    if (key === undefined) {
      throw new Error(`no key in ${this.#path}`);
    }
    return key;
  }

  /** Whether what this key signed is taken now; also of tokens that were checked before. */
  readonly knows = (kid: string): boolean => this.#find(kid) !== undefined;

  readonly getKey: JWTVerifyGetKey = ({ kid }) => {
    const found = this.#find(kid);
    if (found === undefined) {
      throw new errors.JWKSNoMatchingKey();
    }
    return found.publicKey;
  };

  #find(kid: string | undefined): OpenKey | undefined {
    const nowS = this.#now() / 1_000;
    return this.#keys.find((key) => key.kid === kid && nowS < key.checksUntilS);
  }
}

function parseKeys(path: string, text: string): readonly StoredKey[] {
  const single = parseJson(path, text);
  const list: unknown = (single as { readonly keys?: unknown }).keys ?? [single];
  if (!Array.isArray(list) || list.length === 0) {
    throw unreadable(path, new Error("it has no keys"));
  }
  return list.map((one) => parseKey(path, JSON.stringify(one)));
}

function parseJson(path: string, text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) {
      return value;
    }
    throw new Error("it is no object");
  } catch (error) {
    throw unreadable(path, error);
  }
}

export interface Rotation {
  readonly kid: string;
  readonly signsFromS: number;
  /** When the last of the others is good for nothing any more; null: at once. */
  readonly othersUntilS: number | null;
}

/**
 * Puts a new key into the file. It signs after the lead; the others check what they signed until
 * that is over. At once: it signs now and the others are gone, with every token they signed, as
 * after a theft.
 *
 * Rotations of one file come one after the other: one that had read the file before would bring
 * back what is gone.
 * @throws Error when the last rotation's key has not begun to sign yet, or another rotation is
 *   under way
 */
export async function rotateCustomerKeys(
  path: string,
  { nowS, leadS, atOnce }: { nowS: number; leadS: number; atOnce: boolean },
): Promise<Rotation> {
  return await holdingKeyFile(path, () => rotate(path, { nowS, leadS, atOnce }));
}

async function rotate(
  path: string,
  { nowS, leadS, atOnce }: { nowS: number; leadS: number; atOnce: boolean },
): Promise<Rotation> {
  const old = parseKeys(path, await openKeyFile(path));
  const waiting = old.find(({ signs_from = 0 }) => signs_from > nowS);
  if (waiting !== undefined && !atOnce) {
    const begins = new Date((waiting.signs_from ?? 0) * 1_000).toISOString();
    throw new Error(`The key made last has not begun to sign; rotate after ${begins}.`);
  }
  const signsFromS = Math.ceil(atOnce ? nowS : nowS + leadS);
  const checksUntilS = signsFromS + CUSTOMER_TOKEN_LIFETIME_S + CLOCKS_APART_S;
  const made: StoredKey = { ...(await createPrivateJwk()), signs_from: signsFromS };
  const kept = old
    .filter(({ checks_until = checksUntilS }) => !atOnce && checks_until > nowS)
    .map((key): StoredKey => ({ ...key, checks_until: key.checks_until ?? checksUntilS }));
  await replaceKeyFile(path, JSON.stringify({ keys: [made, ...kept] }));
  const { kid } = await importKey(made);
  return { kid, signsFromS, othersUntilS: atOnce ? null : checksUntilS };
}
