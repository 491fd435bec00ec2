import { Alert, Stack, Text } from "@mantine/core";
import type { CallerProblemFragment } from "../../__generated__/graphql.ts";
import { CopyText } from "../parts/CopyText.tsx";
import { Nothing, Section } from "../parts/Section.tsx";
import { useNow } from "../parts/useNow.ts";
import { useWords } from "../words/context.ts";

/** What stands in the customer's way, in sentences, each with what can be done. */
export function ProblemsCard({
  problems,
}: {
  readonly problems: readonly CallerProblemFragment[] | null;
}) {
  const { words, formats } = useWords();
  const say = words.caller.problems;
  const nowMs = useNow();
  return (
    <Section title={say.title} of={problems?.map(({ sentence }) => sentence)}>
      {problems === null && <Nothing>{words.parts.failed}</Nothing>}
      {problems?.length === 0 && <Nothing>{say.none}</Nothing>}
      <Stack gap="xs">
        {problems?.map(({ code, sentence, since, suggestedAction }) => (
          <Alert key={`${code} ${since} ${sentence}`} color="orange" p="sm">
            <Text size="sm" className="foreign">
              {sentence} <CopyText text={sentence} label={words.caller.copySentence} />
            </Text>
            {suggestedAction != null && (
              <Text size="sm" fw={600}>
                {say.action}: {suggestedAction}
              </Text>
            )}
            <Text size="xs" c="dimmed">
              {say.since(formats.ago(since, nowMs))}
            </Text>
          </Alert>
        ))}
      </Stack>
    </Section>
  );
}
