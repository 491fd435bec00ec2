/** Why a command changed nothing, for the caller to act on: the graph's `UserError`. */
export interface CommandError {
  /** Stable: clients decide by it. */
  readonly code: string;
  readonly message: string;
  /** Path into the input. */
  readonly field: readonly string[] | null;
}
