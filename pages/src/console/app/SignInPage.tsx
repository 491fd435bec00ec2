import { Alert, Button, Center, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { demoSource } from "../session/demoSource.ts";
import { embedSource } from "../session/embedSource.ts";
import type { SessionState } from "../session/session.ts";
import { useWords } from "../words/context.ts";
import { isEmbedded } from "./isEmbedded.ts";
import type { Started } from "./startSession.ts";

type Props = Started & { readonly state: SessionState & { readonly kind: "out" } };

/** Roles that have pages here, those that most begin with first. */
const ROLES = ["agent", "supervisor", "operator", "marketer", "admin"] as const;

/** Who are you? In the demo a role is picked, otherwise the provider asks. */
export function SignInPage({ session, start, manager, state }: Props) {
  const { words } = useWords();
  const [isBusy, setBusy] = useState(false);
  const roles = ROLES.filter((role) => !isEmbedded && start.demo?.tokens[role] !== undefined);
  const pick = async (role: string) => {
    setBusy(true);
    await session.enter(demoSource(role));
    setBusy(false);
  };
  const toProvider = async () => {
    setBusy(true);
    await manager?.signinRedirect({ state: { to: location.pathname + location.search } });
  };
  const askAround = async () => {
    setBusy(true);
    await session.enter(embedSource(start.embedOrigins));
    setBusy(false);
  };
  const said = state.message ?? (state.because === "ended" ? words.signIn.ended : null);
  return (
    <Center mih="100vh" p="md" component="main">
      <Paper withBorder shadow="sm" p="xl" w="100%" maw={460}>
        <Stack>
          <div>
            <Title order={1} size="h3">
              {words.signIn.title}
            </Title>
            <Text c="dimmed" size="sm">
              {isEmbedded
                ? words.signIn.around
                : words.signIn[roles.length > 0 ? "demo" : "provider"]}
            </Text>
          </div>
          {said !== null && (
            <Alert color="red" title={words.signIn.refused} role="alert">
              {said}
            </Alert>
          )}
          {roles.length > 0 && (
            <SimpleGrid cols={1} spacing="xs">
              {roles.map((role) => (
                <Button
                  key={role}
                  variant={role === "agent" ? "filled" : "default"}
                  disabled={isBusy}
                  fullWidth
                  h="auto"
                  py={8}
                  className="role"
                  onClick={() => void pick(role)}
                >
                  <span>{words.roles[role]}</span>{" "}
                  <Text component="span" size="xs">
                    {words.signIn.does[role]}
                  </Text>
                </Button>
              ))}
            </SimpleGrid>
          )}
          {manager !== null && (
            <Button disabled={isBusy} onClick={() => void toProvider()}>
              {words.signIn.go}
            </Button>
          )}
          {isEmbedded && said === null && state.because === "new" && (
            <Alert color="yellow">{words.signIn.noToken}</Alert>
          )}
          {isEmbedded && (
            <Button loading={isBusy} onClick={() => void askAround()}>
              {words.signIn.askAgain}
            </Button>
          )}
          {!isEmbedded && roles.length === 0 && manager === null && (
            <Alert color="yellow">{words.signIn.notSetUp}</Alert>
          )}
        </Stack>
      </Paper>
    </Center>
  );
}
