import { Alert, Button, Stack, Text } from "@mantine/core";
import { Component, type ReactNode } from "react";
import type { Words } from "../words/en.ts";

interface Props {
  readonly words: Words;
  readonly children: ReactNode;
}

interface State {
  readonly error: Error | null;
}

/** A page that cannot be drawn takes no other page with it. */
export class PageFailure extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { words, children } = this.props;
    const { error } = this.state;
    if (error === null) {
      return children;
    }
    return (
      <Alert color="red" title={words.shell.failed} role="alert">
        <Stack align="flex-start">
          <Text size="sm">{error.message}</Text>
          <Button size="xs" onClick={() => this.setState({ error: null })}>
            {words.shell.again}
          </Button>
        </Stack>
      </Alert>
    );
  }
}
