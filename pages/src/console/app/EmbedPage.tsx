import { Alert, Box, Stack } from "@mantine/core";
import { lazy, Suspense, useEffect, useState } from "react";
import { Route, Switch, useLocation, useSearchParams } from "wouter";
import CallerPage from "../caller/CallerPage.tsx";
import { SearchBox } from "../search/SearchBox.tsx";
import { readMessage } from "../session/embedMessages.ts";
import { sayToParent } from "../session/sayToParent.ts";
import { useWords } from "../words/context.ts";
import { Offline } from "./Offline.tsx";
import { PageFailure } from "./PageFailure.tsx";

const PurchasePage = lazy(() => import("../operations/PurchasePage.tsx"));

/** The caller page in a frame of another program: no menu, and the one around may say who. */
export function EmbedPage({ origins }: { readonly origins: readonly string[] }) {
  const { words } = useWords();
  const [path, go] = useLocation();
  const [search] = useSearchParams();
  /** How often the page around has said who: each time whatever was searched for before ends. */
  const [told, setTold] = useState(0);
  const first = search.get("customer");
  useEffect(() => {
    if (first !== null && path === "/") {
      go(`/customers/${encodeURIComponent(first)}`, { replace: true });
    }
  }, [first, path, go]);
  useEffect(() => {
    const listen = (event: MessageEvent) => {
      const said = readMessage(event, origins, window.parent);
      if (said === null || said.type === "tributary:token") {
        return;
      }
      setTold((times) => times + 1);
      // Back is the other program's own: what it asked for leaves no step in it.
      if (said.type === "tributary:customer") {
        go(`/customers/${encodeURIComponent(said.id)}`, { replace: true });
      } else {
        go(`/?find=${encodeURIComponent(said.text)}`, { replace: true });
      }
    };
    addEventListener("message", listen);
    sayToParent({ type: "tributary:ready" }, origins);
    return () => removeEventListener("message", listen);
  }, [origins, go]);
  return (
    <Box p="sm" component="main">
      <Stack>
        <Offline />
        <SearchBox key={told} />
        <PageFailure key={path} words={words}>
          <Suspense>
            <Switch>
              <Route path="/customers/:id">
                <CallerPage />
              </Route>
              <Route path="/purchases/:id">
                <PurchasePage />
              </Route>
              <Route>
                <Alert>{words.caller.start.lead}</Alert>
              </Route>
            </Switch>
          </Suspense>
        </PageFailure>
      </Stack>
    </Box>
  );
}
