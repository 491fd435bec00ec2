import { MantineProvider } from "@mantine/core";
import { lazy, Suspense, useEffect, useMemo, useSyncExternalStore } from "react";
import { Provider } from "urql";
import { Router } from "wouter";
import { openGraph } from "../graph/client.ts";
import { LivenessContext } from "../graph/liveness.ts";
import { SessionContext, type SessionView } from "../session/context.ts";
import { EMBED_PATH } from "../session/embedSource.ts";
import type { SessionState } from "../session/session.ts";
import { useIdleCover } from "../session/useIdleCover.ts";
import { WordsProvider } from "../words/WordsProvider.tsx";
import { Covered } from "./Covered.tsx";
import { isEmbedded } from "./isEmbedded.ts";
import { Shell } from "./Shell.tsx";
import { SignInPage } from "./SignInPage.tsx";
import type { Started } from "./startSession.ts";
import { styleNonce, theme } from "./theme.ts";

/** Loaded where it is shown, with the page of one customer in it. */
const Embedded = lazy(async () => ({ default: (await import("./EmbedPage.tsx")).EmbedPage }));

/** Everything that the pages need around them. */
export function App(started: Started) {
  const { session } = started;
  const state = useSyncExternalStore(
    (listener) => session.subscribe(listener),
    () => session.state,
  );
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={styleNonce}>
      <WordsProvider>
        {state.kind === "out" && <SignInPage {...started} state={state} />}
        {state.kind === "in" && <SignedIn {...started} state={state} />}
      </WordsProvider>
    </MantineProvider>
  );
}

/** One person's graph: the next one begins with nothing of it. */
function SignedIn({
  session,
  start,
  state,
}: Started & { readonly state: SessionState & { readonly kind: "in" } }) {
  const graph = useMemo(() => openGraph(session), [session]);
  useEffect(() => () => graph.close(), [graph]);
  useIdleCover(session);
  const { who, cover } = state;
  const view = useMemo<SessionView>(
    () => ({ who, leave: () => void session.leave("left") }),
    [who, session],
  );
  return (
    <SessionContext value={view}>
      <LivenessContext value={graph.liveness}>
        <Provider value={graph.client}>
          <Router base={isEmbedded ? EMBED_PATH : "/console"}>
            <div hidden={cover !== null} inert={cover !== null}>
              <Suspense>
                {isEmbedded ? <Embedded origins={start.embedOrigins} /> : <Shell />}
              </Suspense>
            </div>
          </Router>
        </Provider>
      </LivenessContext>
      {cover !== null && <Covered session={session} who={who} because={cover} />}
    </SessionContext>
  );
}
