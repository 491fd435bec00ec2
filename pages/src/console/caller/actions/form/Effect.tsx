import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { useWords } from "../../../words/context.ts";

interface ChangeProps {
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

/** What a deed comes to, said before it is sent. */
export function Effect({ children }: { readonly children: ReactNode }) {
  const { words } = useWords();
  const id = useId();
  return (
    <Paper
      component="section"
      withBorder
      p="sm"
      aria-labelledby={id}
      aria-live="polite"
      data-testid="effect"
    >
      <Stack gap={4}>
        <Title order={3} size="h6" id={id}>
          {words.actions.effect}
        </Title>
        {children}
      </Stack>
    </Paper>
  );
}

/** One thing as it is now, and as it will be. */
export function Change({ label, from, to }: ChangeProps) {
  const { words } = useWords();
  return (
    <Group gap="xs">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text size="sm" fw={600} className="figure foreign">
        {from}
      </Text>
      <Text size="sm" aria-label={words.actions.becomes}>
        →
      </Text>
      <Text size="sm" fw={600} className="figure foreign">
        {to}
      </Text>
    </Group>
  );
}

/** A sentence of it. */
export function EffectLine({ children }: { readonly children: ReactNode }) {
  return <Text size="sm">{children}</Text>;
}
