import { Alert, Box, Stack } from "@mantine/core";
import { useEffect } from "react";
import { Route, Switch, useLocation, useSearchParams } from "wouter";
import CallerPage from "../caller/CallerPage.tsx";
import { SearchBox } from "../search/SearchBox.tsx";
import { readMessage } from "../session/embedMessages.ts";
import { useWords } from "../words/context.ts";

/** The caller page in a frame of another program: no menu, and the one around may say who. */
export function EmbedPage({ origins }: { readonly origins: readonly string[] }) {
  const { words } = useWords();
  const [path, go] = useLocation();
  const [search] = useSearchParams();
  const first = search.get("customer");
  useEffect(() => {
    if (first !== null && path === "/") {
      go(`/customers/${encodeURIComponent(first)}`, { replace: true });
    }
  }, [first, path, go]);
  useEffect(() => {
    const listen = (event: MessageEvent) => {
      const said = readMessage(event, origins, window.parent);
      if (said?.type === "tributary:customer") {
        go(`/customers/${encodeURIComponent(said.id)}`);
      }
    };
    addEventListener("message", listen);
    return () => removeEventListener("message", listen);
  }, [origins, go]);
  return (
    <Box p="sm" component="main">
      <Stack>
        <SearchBox />
        <Switch>
          <Route path="/customers/:id">
            <CallerPage />
          </Route>
          <Route>
            <Alert>{words.caller.start.lead}</Alert>
          </Route>
        </Switch>
      </Stack>
    </Box>
  );
}
