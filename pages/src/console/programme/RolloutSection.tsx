import { Alert, Progress, Stack, Text } from "@mantine/core";
import type { RulesRolloutFragment } from "../../__generated__/graphql.ts";
import { Nothing, Section } from "../parts/Section.tsx";
import { useChapter } from "../words/chapter.ts";
import { useWords } from "../words/context.ts";
import { RULE_WORDS } from "./words.ts";

/** How far a version has come through the customers. */
export function RolloutSection({ rollout }: { readonly rollout: RulesRolloutFragment | null }) {
  const { formats } = useWords();
  const say = useChapter(RULE_WORDS).version;
  return (
    <Section title={say.rollout}>
      {rollout === null ? (
        <Nothing>{say.noRollout}</Nothing>
      ) : (
        <Stack gap="xs" role="status">
          <Text size="sm">
            {say.progress(
              formats.share(rollout.progress),
              formats.count(rollout.customers),
              formats.count(rollout.tierChanges),
            )}
          </Text>
          <Progress value={rollout.progress * 100} aria-label={say.rollout} />
          {rollout.pausedBecause != null && (
            <Alert color="yellow">
              {rollout.pausedBecause} ({rollout.pausedBy?.name})
            </Alert>
          )}
        </Stack>
      )}
    </Section>
  );
}
