/**
 * Why something could not be had. `signed-out`: the token is refused, or there is none. `away`: try
 * again later. `stale`: the cursor or the id is no longer good, read the page again.
 */
export type TroubleKind = "signed-out" | "away" | "stale";

export class Trouble extends Error {
  readonly kind: TroubleKind;
  /** What the server calls it, for whoever set the widget up. */
  readonly code: string;
  /** Milliseconds that we were asked to wait. */
  readonly afterMs: number;

  constructor(kind: TroubleKind, code: string, afterMs = 0) {
    super(code);
    this.kind = kind;
    this.code = code;
    this.afterMs = afterMs;
  }
}

/** An error of an answer of the graph. */
export interface AnsweredError {
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly retryAfterSeconds?: number };
}

const MS_PER_S = 1_000;

/** What an answered error comes to; what we do not know passes, it may be of a newer server. */
export function troubleOf(error: AnsweredError | undefined, headers?: Headers): Trouble {
  const { code = "UNKNOWN", retryAfterSeconds } = error?.extensions ?? {};
  const afterS = retryAfterSeconds ?? Number(headers?.get("retry-after"));
  return new Trouble(
    code === "UNAUTHENTICATED" ? "signed-out" : "away",
    code,
    (Number.isFinite(afterS) ? afterS : 0) * MS_PER_S,
  );
}

/** Of an answer that is no success. */
export async function troubleOfAnswer(response: Response): Promise<Trouble> {
  if (response.status === 401) {
    return new Trouble("signed-out", "UNAUTHENTICATED");
  }
  const body = (await response.json().catch(() => null)) as { errors?: AnsweredError[] } | null;
  const [error] = body?.errors ?? [];
  return troubleOf(error ?? { extensions: { code: `HTTP_${response.status}` } }, response.headers);
}
