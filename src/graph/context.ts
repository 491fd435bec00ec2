import type { Viewer } from "../domain/access/viewer.ts";
import type { Simulations } from "../programme/simulations.ts";
import type { ReceivePurchases } from "../purchases/receive/submission.ts";
import type { Presences } from "../stream/presences.ts";
import type { Streams } from "../stream/streams.ts";
import type { createCommands } from "./commands.ts";
import type { Loaders } from "./loaders.ts";

/** What one GraphQL request works with: every resolver's third argument. */
export interface Context {
  /** On whose behalf; ANONYMOUS, who may do nothing, when nobody signed in. */
  readonly viewer: Viewer;
  readonly requestId: string;
  /** Batched reads for this viewer and this request alone. */
  readonly loaders: Loaders;
  readonly commands: Commands;
  /** What subscriptions follow. */
  readonly streams: Streams;
  /** Who of the staff has whom open. */
  readonly presences: Pick<Presences, "open">;
  /** The request as it came, for the receive log. */
  readonly raw: {
    readonly body: Uint8Array;
    readonly headers: Readonly<Record<string, string>>;
  };
}

/** The write use cases, already given what they work with. */
export type Commands = ReturnType<typeof createCommands> & {
  readonly receivePurchases: ReceivePurchases;
  readonly simulateRuleset: Simulations["start"];
};
