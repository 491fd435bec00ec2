import { Button, Center, Paper, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import type { Cover, Session, Who } from "../session/session.ts";
import { useWords } from "../words/context.ts";

interface Props {
  readonly session: Session;
  readonly who: Who;
  readonly because: Cover;
}

/** Before the page until its owner is back. What was typed stays behind it. */
export function Covered({ session, who, because }: Props) {
  const { words } = useWords();
  const [isBusy, setBusy] = useState(false);
  const goOn = async () => {
    setBusy(true);
    try {
      await session.uncover();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Center mih="100vh" p="md" component="main">
      <Paper withBorder shadow="sm" p="xl" maw={420} role="alertdialog" aria-labelledby="covered">
        <Stack>
          <Title order={1} size="h3" id="covered">
            {because === "idle" ? words.covered.idle : words.covered.lapsed}
          </Title>
          <Text>{words.covered.kept}</Text>
          <Button data-autofocus autoFocus loading={isBusy} onClick={() => void goOn()}>
            {words.covered.goOn(who.name)}
          </Button>
          <Button variant="subtle" onClick={() => void session.leave("left")}>
            {words.covered.leave}
          </Button>
        </Stack>
      </Paper>
    </Center>
  );
}
