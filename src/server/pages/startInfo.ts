import type { Sql } from "../../../db/connection/client.ts";
import { findSampleCustomer, findSampleStore } from "../../../db/statements/readSample.ts";
import type { Role } from "../../domain/access/viewer.ts";
import type { SignInSettings } from "../../platform/consoleSettings.ts";
import type { DemoAuth } from "../auth/demoAuth.ts";
import { signDemoTokens } from "../auth/demoTokens.ts";

/** What the pages ask for first. Outside of demo mode it says nothing of anybody. */
export interface StartInfo {
  /** Whether the query editor is served. */
  readonly editor: boolean;
  /** Null outside of demo mode. */
  readonly demo: DemoInfo | null;
  /** How people sign in to the console; null: not by a provider. */
  readonly signIn: Omit<SignInSettings, "origins"> | null;
  /** Origins whose pages may embed the console, and hand it a token. */
  readonly embedOrigins: readonly string[];
}

interface DemoInfo {
  /** By role; those missing that have nobody to speak for. */
  readonly tokens: Readonly<Partial<Record<Role, string>>>;
  /** Whom the page tells of. */
  readonly stories: unknown;
}

/** How long what was found is told again, milliseconds: who reloads asks the database nothing. */
const KEPT_MS = 30_000;

/** Makes what demo mode tells its own pages; what fails is asked anew the next time. */
export function createDemoInfo(deps: {
  readonly sql: Sql;
  readonly demo: DemoAuth;
  readonly findStories: () => Promise<unknown>;
}): () => Promise<DemoInfo> {
  let kept: { readonly at: number; readonly info: Promise<DemoInfo> } | null = null;
  const make = async (): Promise<DemoInfo> => {
    const customerId = await findSampleCustomer(deps.sql);
    const store = await findSampleStore(deps.sql);
    return {
      tokens: await signDemoTokens(deps.demo, { customerId, store }),
      stories: await deps.findStories(),
    };
  };
  return async () => {
    if (kept === null || performance.now() - kept.at > KEPT_MS) {
      const info = make();
      kept = { at: performance.now(), info };
      info.catch(() => {
        kept = null;
      });
    }
    return await kept.info;
  };
}
