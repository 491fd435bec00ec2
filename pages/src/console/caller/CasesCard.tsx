import { Stack, Text } from "@mantine/core";
import type { CallerCaseFragment } from "../../__generated__/graphql.ts";
import { Nothing, Section } from "../parts/Section.tsx";
import { useNow } from "../parts/useNow.ts";
import { useWords } from "../words/context.ts";

/** Complaints and cases that nobody has closed. */
export function CasesCard({ cases }: { readonly cases: readonly CallerCaseFragment[] | null }) {
  const { words, formats } = useWords();
  const say = words.caller.complaints;
  const nowMs = useNow();
  return (
    <Section title={say.title} of={cases?.map(({ id, status }) => [id, status])}>
      {cases === null && <Nothing>{words.parts.forbidden}</Nothing>}
      {cases?.length === 0 && <Nothing>{say.none}</Nothing>}
      <Stack gap="xs">
        {cases?.map(({ id, at, channel, subject, caseNumber }) => (
          <div key={id}>
            <Text size="sm" className="foreign" dir="auto">
              {subject}
            </Text>
            <Text size="xs" c="dimmed">
              {caseNumber} · {channel} · {say.since(formats.ago(at, nowMs))}
            </Text>
          </div>
        ))}
      </Stack>
    </Section>
  );
}
