import { Alert, Button, Loader, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { CombinedError } from "urql";
import { useWords } from "../words/context.ts";
import { sayError } from "./errors.ts";

interface Props<Data> {
  readonly data: Data | undefined;
  readonly error: CombinedError | undefined;
  readonly retry: () => void;
  readonly children: (data: Data) => ReactNode;
}

/** What was read, or that it is on its way, or why it could not be. */
export function Read<Data>({ data, error, retry, children }: Props<Data>) {
  const { words } = useWords();
  if (data !== undefined) {
    return children(data);
  }
  if (error === undefined) {
    return <Loader size="sm" role="status" aria-label={words.parts.loading} />;
  }
  return (
    <Alert color="red" title={words.parts.failed} role="alert">
      <Stack align="flex-start" gap="xs">
        <Text size="sm">{sayError(error, words)}</Text>
        <Button size="xs" onClick={retry}>
          {words.parts.retry}
        </Button>
      </Stack>
    </Alert>
  );
}
