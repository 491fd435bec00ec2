import { Alert, Button, Center, Paper, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { TillViewerDocument } from "../../__generated__/graphql.ts";
import type { StartInfo } from "../../shared/server.ts";
import { Calls } from "../wire/calls.ts";
import { Wire, WireError } from "../wire/wire.ts";
import { useWords } from "../words/context.ts";
import type { SignedIn } from "./App.tsx";
import { demoTokens, pastedTokens, type TokenSource } from "./tokens.ts";

interface Props {
  readonly start: StartInfo;
  readonly onIn: (till: SignedIn) => void;
}

function openWire(source: TokenSource): Wire {
  return new Wire({
    fetch: (url, init) => fetch(url, init),
    nowMs: Date.now,
    calls: new Calls(),
    ...{ token: source.token, refused: source.refused },
  });
}

/** The demo's till, or a till's own token. */
export function SignInPage({ start, onIn }: Props) {
  const { words } = useWords();
  const say = words.signIn;
  const [token, setToken] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const enter = async (source: TokenSource) => {
    setBusy(true);
    try {
      const wire = openWire(source);
      const { store } = (await wire.ask(TillViewerDocument, {})).viewer;
      if (store == null) {
        setProblem(say.noStore);
      } else {
        const { code, name, market, timeZone } = store;
        onIn({ wire, source, store: { store: code, name, market, timeZone } });
      }
    } catch (error) {
      setProblem(
        error instanceof WireError
          ? error.message || words.refusals.UNAVAILABLE?.says || ""
          : String(error),
      );
    }
    setBusy(false);
  };
  const paste = (event: FormEvent) => {
    event.preventDefault();
    void enter(pastedTokens(token.trim()));
  };
  const hasDemo = start.demo?.tokens.till !== undefined;
  return (
    <Center mih="100vh" p="md" component="main">
      <Paper withBorder shadow="sm" p="xl" w="100%" maw={460}>
        <Stack>
          <Title order={1} size="h3">
            {say.title}
          </Title>
          {problem !== null && (
            <Alert color="red" title={say.refused} role="alert">
              {problem}
            </Alert>
          )}
          {hasDemo && (
            <>
              <Text c="dimmed" size="sm">
                {say.demo}
              </Text>
              <Button autoFocus loading={isBusy} onClick={() => void enter(demoTokens())}>
                {say.open}
              </Button>
            </>
          )}
          <form onSubmit={paste}>
            <Stack gap="xs">
              <PasswordInput
                label={say.token}
                description={say.tokenHelp}
                autoComplete="off"
                value={token}
                onChange={(event) => setToken(event.currentTarget.value)}
              />
              <Button
                type="submit"
                variant={hasDemo ? "default" : "filled"}
                disabled={isBusy || token.trim() === ""}
              >
                {say.use}
              </Button>
            </Stack>
          </form>
        </Stack>
      </Paper>
    </Center>
  );
}
