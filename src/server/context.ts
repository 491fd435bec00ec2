import type { createCommands } from "../commands/index.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import type { ReceivePurchases } from "../handoff/submission.ts";
import type { Loaders } from "../loaders/index.ts";
import type { Streams } from "../push/streams.ts";
import type { Simulations } from "../simulate/runner.ts";

/** What one GraphQL request works with: every resolver's third argument. */
export type Context = {
  /** On whose behalf; ANONYMOUS, who may do nothing, when nobody signed in. */
  readonly viewer: Viewer;
  readonly requestId: string;
  /** Batched reads for this viewer and this request alone. */
  readonly loaders: Loaders;
  readonly commands: Commands;
  /** What subscriptions follow. */
  readonly streams: Streams;
  /** The request as it came, for the receive log. */
  readonly raw: {
    readonly body: Uint8Array;
    readonly headers: Readonly<Record<string, string>>;
  };
};

/** The write use cases, already given what they work with. */
export type Commands = ReturnType<typeof createCommands> & {
  readonly receivePurchases: ReceivePurchases;
  readonly simulateRuleset: Simulations["start"];
};
