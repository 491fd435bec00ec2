import { Badge, Button, Group, List, Text } from "@mantine/core";
import type { MouseEvent } from "react";
import { useWords } from "../../words/context.ts";

interface Props {
  readonly candidate: {
    readonly score: number;
    readonly state: string;
    readonly evidence: readonly string[];
  };
  /** Of those who are to be told apart: the other one, or both. */
  readonly names: readonly string[];
  readonly onOpen: (event: MouseEvent<HTMLElement>) => void;
}

/** Two who may be one person: how likely, and what speaks for it. */
export function OneCandidate({ candidate, names, onOpen }: Props) {
  const { words, formats } = useWords();
  const say = words.same;
  const { score, state, evidence } = candidate;
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          {names.map((name, place) => (
            <Text key={place} size="sm" fw={600} className="foreign" dir="auto">
              {name}
            </Text>
          ))}
        </Group>
        <Group gap="xs">
          <Badge variant="light">{say.score(formats.share(score))}</Badge>
          {state !== "OPEN" && (
            <Badge variant="light" color="gray">
              {say.states[state] ?? state}
            </Badge>
          )}
          <Button
            size="compact-sm"
            variant="light"
            aria-label={`${say.compare}: ${names.join(", ")}`}
            onClick={onOpen}
          >
            {say.compare}
          </Button>
        </Group>
      </Group>
      <List size="xs">
        {evidence.map((sentence) => (
          <List.Item key={sentence} className="foreign">
            {sentence}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
