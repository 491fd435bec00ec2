import type { Viewer } from "../domain/access/viewer.ts";
import type { ReceivePurchases } from "../handoff/submission.ts";
import type { Loaders } from "../loaders/index.ts";

/** What one GraphQL request works with: every resolver's third argument. */
export type Context = {
  /** On whose behalf; ANONYMOUS, who may do nothing, when nobody signed in. */
  readonly viewer: Viewer;
  readonly requestId: string;
  /** Batched reads for this viewer and this request alone. */
  readonly loaders: Loaders;
  readonly commands: Commands;
  /** The request as it came, for the receive log. */
  readonly raw: {
    readonly body: Uint8Array;
    readonly headers: Readonly<Record<string, string>>;
  };
};

/** What came of an enrolment; nothing was changed when there are errors. */
export type EnrolCustomer = (request: {
  readonly viewer: Viewer;
  /** The customer as found; the command looks again under its locks. */
  readonly rootId: bigint;
  readonly idempotencyKey: string;
  readonly termsVersion: string | null;
  readonly channel: string | null;
  readonly store: string | null;
}) => Promise<{
  readonly userErrors: readonly {
    readonly code: string;
    readonly message: string;
    readonly field: readonly string[] | null;
  }[];
}>;

/** The write use cases, already given what they work with. */
export type Commands = {
  readonly receivePurchases: ReceivePurchases;
  readonly enrolCustomer: EnrolCustomer;
};
