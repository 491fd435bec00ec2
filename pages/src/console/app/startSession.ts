import type { UserManager } from "oidc-client-ts";
import { readStart, type StartInfo } from "../../shared/server.ts";
import { askWho } from "../graph/askWho.ts";
import { demoRoleOf, demoSource } from "../session/demoSource.ts";
import { embedSource } from "../session/embedSource.ts";
import { PROVIDER_MEMO, SIGNED_IN_PATH } from "../session/providerPaths.ts";
import { Session, type TokenSource } from "../session/session.ts";
import { isEmbedded } from "./isEmbedded.ts";

/** A frame asks the page around it each time; browsers may keep storage from frames. */
const NO_MEMORY = { getItem: () => null, setItem: () => {}, removeItem: () => {} };

export interface Started {
  readonly session: Session;
  readonly start: StartInfo;
  /** Null where no provider is set up. */
  readonly manager: UserManager | null;
}

/**
 * Who was signed in in this window goes on. Null in the window in which a provider only brings an
 * answer back.
 */
export async function startSession(): Promise<Started | null> {
  const memory = isEmbedded ? NO_MEMORY : sessionStorage;
  const session = new Session({ askWho, memory, nowMs: Date.now });
  const start = await readStart();
  if (isEmbedded) {
    await session.enter(embedSource(start.embedOrigins));
    return { session, start, manager: null };
  }
  if (start.signIn === null) {
    // The demo's front page leads in as somebody: there a role is no secret.
    const asked = new URLSearchParams(location.search).get("as");
    await goOn(session, asked ?? demoRoleOf(session.remembered), demoSource);
    return { session, start, manager: null };
  }
  // Loaded only where a provider signs people in.
  const { createManager, providerSource } = await import("../session/providerSource.ts");
  const manager = createManager(start.signIn);
  const source = providerSource(manager);
  if (location.pathname === SIGNED_IN_PATH) {
    return await takeAnswer({ session, start, manager }, source);
  }
  await goOn(session, session.remembered === PROVIDER_MEMO ? manager : null, () => source);
  return { session, start, manager };
}

/** Signs in whoever was, by what was remembered of them. */
async function goOn<Memo>(
  session: Session,
  memo: Memo | null,
  sourceOf: (memo: Memo) => TokenSource,
): Promise<void> {
  if (memo === null) {
    session.open();
  } else {
    await session.enter(sourceOf(memo));
  }
}

async function takeAnswer(
  started: Started & { readonly manager: UserManager },
  source: TokenSource,
): Promise<Started | null> {
  const { session, manager } = started;
  try {
    const user = await manager.signinCallback();
    if (user === undefined) {
      return null;
    }
    const to = (user.state as { readonly to?: string } | undefined)?.to ?? "/console";
    history.replaceState(null, "", to);
    await session.enter(source);
  } catch (error) {
    history.replaceState(null, "", "/console");
    session.open(error instanceof Error ? error.message : String(error));
  }
  return started;
}
