/** The answer of a decision about who is who. */
export interface DecisionAnswer {
  /** The customer that goes on, as text: it is kept with the idempotency key. Null when refused. */
  readonly leafId: string | null;
  /** Of an undo: the customer that is one of their own again. */
  readonly otherId?: string;
  readonly userErrors: readonly {
    readonly code: string;
    readonly message: string;
    readonly field: readonly string[];
  }[];
}

export function refuseDecision(
  code: string,
  message: string,
  ...field: readonly string[]
): DecisionAnswer {
  return { leafId: null, userErrors: [{ code, message, field }] };
}
