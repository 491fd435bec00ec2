import { Alert, Button, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { useWords } from "../../../words/context.ts";

interface Props {
  /** As it was when the form was opened, a line for each thing. */
  readonly seen: readonly string[];
  /** As it is now. */
  readonly now: readonly string[];
  /** Who has changed it; null where that is not told. */
  readonly by: string | null;
  /** Leaves it as it is now. */
  readonly onLeave: () => void;
  /** Goes on with what is filled in, knowing what it replaces. */
  readonly onGoOn: () => void;
}

/** Two people have met over one customer: both versions, and a choice. */
export function Meeting({ seen, now, by, onLeave, onGoOn }: Props) {
  const { words } = useWords();
  const say = words.actions.meeting;
  return (
    <Alert color="yellow" role="alert" title={say.title(by)} data-testid="meeting">
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Version title={say.seen} lines={seen} />
          <Version title={say.now} lines={now} />
        </SimpleGrid>
        <Group>
          <Button size="xs" variant="default" onClick={onLeave}>
            {say.leave}
          </Button>
          <Button size="xs" onClick={onGoOn}>
            {say.goOn}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

function Version({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      {lines.map((line) => (
        <Text key={line} size="sm" className="foreign" dir="auto">
          {line}
        </Text>
      ))}
    </div>
  );
}
