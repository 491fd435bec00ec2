import { Alert, Button, Center, MantineProvider, Stack, Text } from "@mantine/core";
import { useEffect } from "react";
import { useWords } from "../words/context.ts";
import { WordsProvider } from "../words/WordsProvider.tsx";
import { styleNonce, theme } from "./theme.ts";

/** How long the server is left alone before it is asked again, milliseconds. */
const AGAIN_MS = 3_000;

/** The server did not say how to begin: it is asked again by itself, and by whoever cannot wait. */
export function NotStarted({ onAgain }: { readonly onAgain: () => void }) {
  useEffect(() => {
    const timer = setTimeout(onAgain, AGAIN_MS);
    return () => clearTimeout(timer);
  });
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={styleNonce}>
      <WordsProvider>
        <Said onAgain={onAgain} />
      </WordsProvider>
    </MantineProvider>
  );
}

function Said({ onAgain }: { readonly onAgain: () => void }) {
  const { words } = useWords();
  return (
    <Center mih="100vh" p="md" component="main">
      <Alert color="yellow" role="alert">
        <Stack align="flex-start" gap="xs">
          <Text size="sm">{words.parts.network}</Text>
          <Button size="compact-sm" onClick={onAgain}>
            {words.parts.retry}
          </Button>
        </Stack>
      </Alert>
    </Center>
  );
}
