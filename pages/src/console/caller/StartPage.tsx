import { Stack, Text, Title } from "@mantine/core";
import { useWords } from "../words/context.ts";

/** Before anybody is searched for. */
export default function StartPage() {
  const { words } = useWords();
  const { start } = words.caller;
  return (
    <Stack gap="xs" maw={640}>
      <Title order={1} size="h2">
        {start.title}
      </Title>
      <Text>{start.lead}</Text>
      <Text c="dimmed" size="sm">
        {start.key}
      </Text>
    </Stack>
  );
}
