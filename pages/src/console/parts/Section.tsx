import { Card, Group, Text, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { useWords } from "../words/context.ts";
import { useChanges } from "./useChanges.ts";

interface Props {
  readonly title: string;
  /** What it shows: when that changes while it is open, the card is marked. */
  readonly of?: unknown;
  /** Beside the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** One card of a page, under its own heading. */
export function Section({ title, of, aside, children }: Props) {
  const { words } = useWords();
  const id = useId();
  const changes = useChanges(of);
  const marked = changes === 0 ? "" : changes % 2 === 1 ? "changed" : "changed changed-again";
  return (
    <Card
      component="section"
      withBorder
      padding="md"
      aria-labelledby={id}
      className={marked}
      data-changes={changes}
    >
      <Group justify="space-between" mb="xs" wrap="nowrap" align="flex-start">
        <Title order={2} size="h5" id={id}>
          {title}
        </Title>
        {aside}
      </Group>
      {children}
      <span className="unseen" role="status">
        {changes > 0 ? `${title}: ${words.parts.changed}` : ""}
      </span>
    </Card>
  );
}

/** What a section says that has nothing to show. */
export function Nothing({ children }: { readonly children: ReactNode }) {
  return (
    <Text size="sm" c="dimmed">
      {children}
    </Text>
  );
}
